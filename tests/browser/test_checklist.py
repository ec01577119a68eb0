"""A checklist of the method tool on a phone: folded, always to be saved, with and without scripts, and on paper."""

import pytest

from organisations.models import Role
from studyguide.models import ChecklistMark
from tests.browser.steps import fill, press, said
from tests.factories import AssignmentFactory
from tests.guide import our_guide
from tests.plan_factories import ConsultationFactory

# Twelve items were 4,800 pixels when each had its fields open.
MOST_HIGH = 2600
COVERED = """() => {
  const here = document.activeElement.getBoundingClientRect()
  const bar = document.querySelector(".within-reach").getBoundingClientRect()
  return !document.activeElement.closest(".within-reach") && here.bottom > bar.top && here.top < bar.bottom
}"""


@pytest.fixture
def officer(ground):
    return AssignmentFactory(role=Role.REGION_OFFICER).user


@pytest.fixture
def path(ground):
    our_guide()
    return f"/region/samrad/{ConsultationFactory().uuid}/metodverktyg/checklista/forberedelse/"


def unfold(page, number):
    page.locator(".tick-more > summary").nth(number).click()


def test_it_is_worked_through_without_javascript(visit, officer, path):
    page = visit(user=officer, java_script_enabled=False)
    page.goto(path)
    unfold(page, 0)
    fill(page, **{"forra-svaren-who": "Registratorn", "forra-svaren-due_on": "2006-12-01"})
    page.locator("label[for=id_syfte-is_done]").click()

    press(page, "Spara")

    assert "ser inte rätt ut. Kontrollera det." in page.locator("main").inner_text()
    assert page.locator("details[open]").count() == 1
    assert page.locator("[name=forra-svaren-who]").input_value() == "Registratorn"
    assert page.locator("[name=syfte-is_done]").is_checked()
    assert not ChecklistMark.objects.exists()

    fill(page, **{"forra-svaren-due_on": ""})
    press(page, "Spara")

    assert said(page) == "Sparat."
    assert page.locator("#so-far").inner_text() == "1 av 12 klara"
    assert page.locator(".tick-more > summary").first.inner_text().startswith("Registratorn")


def test_it_is_short_and_what_saves_it_is_always_in_sight(visit, officer, path):
    page = visit(user=officer)
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_HIGH
    save = page.get_by_role("button", name="Spara")
    for share in (0, 0.3, 0.6):
        page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {share})")
        box = save.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_what_takes_the_focus_is_never_under_the_button(visit, officer, path):
    page = visit(user=officer)
    page.goto(path)
    page.locator("[name=forra-svaren-is_done]").focus()

    covered = []
    for _step in range(24):
        covered.append(page.evaluate(COVERED))
        page.keyboard.press("Tab")

    assert covered == [False] * 24


def test_on_paper_all_of_it_is_shown(visit, officer, path):
    page = visit(user=officer)
    page.goto(path)
    page.emulate_media(media="print")

    lines = page.locator(".tick-lines")
    assert [lines.nth(number).is_visible() for number in range(lines.count())] == [True] * 12
    assert not page.get_by_role("button", name="Spara").is_visible()
