from uuid import uuid4

import pytest

from organisations import emails
from organisations.actions.letters import (
    post_letter,
)
from organisations.models import Letter, Region
from tests.organisations.letters import sent_mail, words

pytestmark = pytest.mark.django_db


def test_mail_carries_the_link_that_is_not_stored(smtp_sink):
    letter = post_letter(**words(region=Region.objects.get(slug="jonkoping")))

    mail = sent_mail(letter, smtp_sink)

    letter.refresh_from_db()
    assert (letter.status, letter.answer_code, letter.attempts) == ("sent", 250, 1)
    url = mail.text.split("Svara på inbjudan: ")[1].strip()
    assert url.startswith("http://localhost:8000/i/")
    assert mail.html.count(f'href="{url}"') == 1
    assert ">Svara på inbjudan</a>" in mail.html
    assert url.split("/i/")[1] not in str(vars(letter))


def test_mail_wears_the_colour_of_its_region(smtp_sink):
    body = "När: tisdag\nVar: Kulturhuset"
    letters = [
        post_letter(**words(body=body, links=[], about=slug, region=region))
        for slug in ["jonkoping", "uppsala"]
        for region in [Region.objects.get(slug=slug)]
    ]
    without = post_letter(**words(body=body, links=[]))

    mails = [emails.letter(letter).alternatives[0].content for letter in [*letters, without]]

    assert [mail.count("#c4572b") for mail in mails] == [3, 1, 1]
    assert [mail.count("#878700") for mail in mails] == [0, 2, 0]
    assert mails[2].count("#5a1f45") - mails[1].count("#5a1f45") == 2


def test_mail_has_one_recipient_and_the_headers_of_a_machine(smtp_sink, settings):
    letter = post_letter(**words(language="fi"))

    mail = sent_mail(letter, smtp_sink)

    assert mail.recipients == ["info@forening.example"]
    assert mail.message["To"] == "info@forening.example"
    assert mail.message_id == f"<{letter.uuid}@localhost>"
    assert mail.message["Reply-To"] == settings.REPLY_TO_EMAIL
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.message["Content-Language"] == "fi"
    assert mail.message["Cc"] is mail.message["Bcc"] is None
    assert "<img" not in mail.html


def test_easy_to_read_swedish_is_called_swedish(smtp_sink):
    mail = sent_mail(post_letter(**words(language="sv-x-lattlast")), smtp_sink)

    assert mail.message["Content-Language"] == "sv"
    assert '<html lang="sv">' in mail.html


def test_words_in_a_letter_are_no_markup_and_no_foreign_link(smtp_sink):
    body = "<b>Vi</b> på https://ond.example/x\n\nSe http://localhost:8000/jonkoping/."

    mail = sent_mail(post_letter(**words(body=body, links=[])), smtp_sink)

    assert "&lt;b&gt;Vi&lt;/b&gt; på https://ond.example/x" in mail.html
    assert 'href="http://localhost:8000/jonkoping/"' in mail.html
    assert "ond.example/x" not in "".join(part.split(">")[0] for part in mail.html.split("href="))


def test_line_breaks_in_a_subject_become_no_header(smtp_sink):
    subject = "Hej\r\nBcc: alla@forening.example\x0b\u2028!"

    mail = sent_mail(post_letter(**words(subject=subject)), smtp_sink)

    assert mail.message["Subject"] == "Hej Bcc: alla@forening.example !"
    assert mail.message["Bcc"] is None


def test_calendar_is_attached_with_its_method(smtp_sink):
    calendar = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Möte\nEND:VCALENDAR\n"

    mail = sent_mail(post_letter(**words(calendar=calendar)), smtp_sink)

    [part] = mail.message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert part.get_payload(decode=True).decode() == calendar.replace("\n", "\r\n")


def test_several_links_stand_where_their_numbers_are():
    letter = Letter(
        **words(
            body="Svara för A: ‹personlig länk›\n\nSvara för B: ‹personlig länk 2›\n\n‹personlig länk 9›",
            links=[["invitation", str(uuid4()), 1], ["invitation", str(uuid4()), 1]],
        )
    )

    mail = emails.letter(letter)

    first, second, unknown = mail.body.split("\n\n")
    assert first.startswith("Svara för A: http://localhost:8000/i/")
    assert second.startswith("Svara för B: http://localhost:8000/i/")
    assert first.split("/i/")[1] != second.split("/i/")[1]
    assert unknown == "‹personlig länk 9›"
