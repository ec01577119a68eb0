"""What people do at their screens, named as in the story. Buttons are pressed by what stands on them."""

import re

from tests.browser.totp import SECRET, code_to_type
from tests.worker import until

CODE_IN_MAIL = re.compile(r"\b\d{4}-\d{4}\b")
PAPER_CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")


def press(page, text):
    """The button or the link, and the page that it leads to has come."""
    button = page.get_by_role("button", name=text, exact=True)
    link = page.get_by_role("link", name=text, exact=True)
    with page.expect_navigation():
        button.or_(link).first.click()


def follow(page, words):
    """The first link with these words among others in its name."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def fill(page, **words):
    """The form's fields by name: text, a choice by its words, or ticks."""
    for name, value in words.items():
        field = page.locator(f"[name={name}]")
        kind = field.first.evaluate("field => field.type")
        if kind == "select-one":
            field.select_option(label=value)
        elif kind in {"radio", "checkbox"}:
            for word in [value] if isinstance(value, str) else value:
                tick(page, word, name=name)
        else:
            field.fill(value)


def tick(page, words, *, name):
    choice = page.locator(f"label:has([name={name}])", has_text=words).first
    if not choice.is_visible():
        page.locator("summary", has_text=words).first.click()
    choice.click()


def main_text(page):
    return page.locator("main").inner_text()


def heading(page):
    return page.locator("h1").inner_text()


def said(page):
    """What the page tells after something was done."""
    return page.locator(".alert").first.inner_text()


def sign_in_with_both_factors(page, site, address):
    page.goto("/konto/logga-in/")
    give_the_first_factor(page, site=site, address=address)
    page.locator("[name=code]").fill(code_to_type(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url("**/mitt/")


def give_the_first_factor(page, *, site, address):
    before = len(site.sink.to(address))
    page.get_by_label("E-post").fill(address)
    press(page, "Skicka koden")
    page.locator("[name=code]").fill(mailed_code(site.letter_to(address, after=before)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/andra-steget/**")


def mailed_code(mail):
    return CODE_IN_MAIL.search(mail.text)[0]


def open_list(page, path, **about):
    """A municipality's list is sent to the admin's import, up to the page with its columns."""
    page.goto("/admin/organisations/importbatch/add/")
    page.locator("[name=file]").set_input_files(path)
    fill(page, **about)
    press(page, "Öppna listan")


def columns_are(page, **fields):
    """Heading in the file (the label's words) to what it is read as."""
    for heading, field in fields.items():
        row = page.locator("tr", has=page.locator("th", has_text=re.compile(f"^{heading}$")))
        row.locator("select").select_option(label=field)
    press(page, "Läs igenom varje rad")


def read_in(page, button):
    """The list is written by the worker; the page is asked until it says so."""
    press(page, button)
    assert until(lambda: says_that_it_is_read_in(page), seconds=60)


def says_that_it_is_read_in(page):
    page.reload()
    return page.get_by_role("button", name="Ta tillbaka hela listan").count() == 1


def row_of(page, name):
    return page.locator("tr", has_text=name)


def personal_links(mail, url):
    """Every personal link of a letter, without the site's address, in the letter's order."""
    found = re.findall(rf"{re.escape(url)}(/i/[\w-]+/)", mail.text)
    return list(dict.fromkeys(found))


def answer_without_a_link(page, meeting, *, speaker, **words):
    """On the meeting's own page: as oneself or as a group without a name."""
    page.goto(meeting)
    page.locator("aside .actions a.button").first.click()
    press(page, speaker)
    fill(page, **words)
    press(page, "Anmäl er")


def send_empty(page):
    """The page's own form, with whatever stands in it."""
    with page.expect_navigation():
        page.locator("main form[method=post] .actions button:not([form])").first.click()
