import pytest
from django.urls import reverse

from organisations import emails
from organisations.models import Letter
from tests.organisations.letters import sent_mail

pytestmark = pytest.mark.django_db

PAGE = reverse("accessibility")
THANKS = reverse("accessibility_thanks")
KEY = "00000000-0000-4000-8000-000000000001"
WORDS = {"what": "Jag når inte knappen med NVDA.", "email": "ada@exempel.se", "key": KEY}


def test_what_does_not_work_is_mailed_to_where_we_read(client, settings, smtp_sink):
    settings.REPLY_TO_EMAIL = "Kick <fraga@kick.example>"

    response = client.post(PAGE, WORDS)

    assert (response.status_code, response.url) == (302, THANKS)
    mail = sent_mail(Letter.objects.get(), smtp_sink)
    assert mail.recipients == ["fraga@kick.example"]
    assert "Jag når inte knappen med NVDA." in mail.text
    assert "ada@exempel.se" in mail.text


def test_what_was_told_is_readable_in_no_table(client, smtp_sink):
    client.post(PAGE, WORDS)

    letter = Letter.objects.get()
    assert "NVDA" in emails.letter(letter).body
    assert not [value for value in vars(letter).values() if "NVDA" in str(value)]
    sent_mail(letter, smtp_sink)
    letter.refresh_from_db()
    assert "NVDA" not in emails.letter(letter).body


def test_two_presses_are_one_letter_and_other_words_another(client):
    for _press in range(2):
        client.post(PAGE, WORDS)
    client.post(PAGE, {**WORDS, "what": "Och texten är för liten."})

    assert Letter.objects.count() == 2


def test_nobody_has_to_say_who_asks(client):
    client.post(PAGE, {"what": "Texten är för liten."})

    assert "ingen adress" in emails.letter(Letter.objects.get()).body


@pytest.mark.parametrize(
    "words",
    [
        {"what": " "},
        {"what": "Hej", "email": "ada"},
        {"what": "Jag är 19121212-1212"},
        {"what": "x" * 4001},
        {"what": "Hej", "key": "x"},
    ],
)
def test_what_cannot_be_taken_is_said_on_the_page(client, words):
    response = client.post(PAGE, {**WORDS, **words})

    assert response.status_code == 422
    assert "Något behöver rättas" in response.content.decode()
    assert Letter.objects.count() == 0


def test_ten_an_hour_from_one_address(client):
    answers = [client.post(PAGE, {"what": f"Nummer {n}"}).status_code for n in range(11)]

    assert answers == 10 * [302] + [429]
    assert Letter.objects.count() == 10
