"""The reminder has a paragraph of one's own, once per language, beside our words."""

import pytest
from django.urls import reverse

from consultations.actions import invitations
from consultations.models import InvitationText, ReminderText
from organisations.models import Letter, Purpose
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(meeting, language="sv"):
    address = reverse("consultations:desk_reminder_words", args=[meeting.uuid])
    return f"{address}?sprak={language}"


def save(client, meeting, body, language="sv", **other):
    seen = client.get(page(meeting, language)).context["form"].initial["seen"]
    return client.post(page(meeting, language), {"body": body, "seen": seen, **other})


def reminded(meeting):
    """All on the list had their letter and are silent."""
    rows = meeting.invitations.all()
    invitations.send(meeting=meeting, expected=rows.count(), by=None)
    Letter.objects.update(status="sent")
    invitations.remind(meeting=meeting)
    return {row.language: row.body for row in Letter.objects.filter(purpose=Purpose.REMINDER)}


def test_the_own_paragraph_goes_out_with_our_words_around_it(client, lead):
    row = InvitationFactory(organisation__name="Låtsaby kör")

    save(client, row.meeting, "Vi saknar {förening}.")

    body = reminded(row.meeting)["sv"]
    parts = ["kommer till", "Vi saknar Låtsaby kör.", "När:", "‹personlig länk›"]
    assert [part for part in parts if part in body] == parts
    assert sorted(parts, key=body.index) == parts


def test_without_own_words_the_reminder_is_as_it_was(client, lead):
    row = InvitationFactory()
    save(client, row.meeting, "Vi saknar er.")
    assert ReminderText.objects.exists()
    save(client, row.meeting, "  ")

    assert not ReminderText.objects.exists()
    assert "\n\n\n" not in reminded(row.meeting)["sv"]


def test_words_in_one_language_are_for_that_language(client, lead):
    meeting = MeetingFactory()
    for language in ["sv", "fi", "sv-x-lattlast"]:
        InvitationFactory(meeting=meeting, organisation__contact_language=language)

    save(client, meeting, "Vi saknar er.")

    bodies = reminded(meeting)
    assert [("Vi saknar er." in bodies[code]) for code in ["sv", "fi", "sv-x-lattlast"]] == [
        True,
        False,
        True,
    ]


def test_the_preview_is_the_letter_that_the_chosen_one_gets(client, lead):
    row = InvitationFactory(organisation__name="Låtsaby kör")
    ReminderText.objects.create(meeting=row.meeting, language="sv", body="Hej {förening}!")

    shown = client.get(page(row.meeting), {"forening": str(row.organisation.uuid)})

    text = shown.content.decode()
    assert "Hej Låtsaby kör!" in text
    assert "/prov/" in text
    assert row.token not in text


def test_the_words_of_the_invitation_stand_beside_to_take_from(client, lead):
    meeting = MeetingFactory()
    InvitationText.objects.create(
        meeting=meeting, language="sv", subject="Kom!", body="Vi vill höra er om replokaler."
    )

    assert "Vi vill höra er om replokaler." in client.get(page(meeting)).content.decode()
    assert "replokaler" not in client.get(page(meeting, "fi")).content.decode()


@pytest.mark.parametrize("body", ["Hej {förenng}", "Svara: ‹personlig länk›"])
def test_what_cannot_be_sent_is_refused_and_stays_in_the_box(client, lead, body):
    meeting = MeetingFactory()

    answer = save(client, meeting, body)

    assert answer.status_code == 422
    assert answer.context["form"]["body"].value() == body
    assert not ReminderText.objects.exists()


def test_nobody_writes_over_a_colleagues_words_unseen(client, lead):
    meeting = MeetingFactory()
    old = client.get(page(meeting)).context["form"].initial["seen"]
    save(client, meeting, "Kollegans ord.")

    answer = client.post(page(meeting), {"body": "Mina ord.", "seen": old})

    assert answer.status_code == 422
    assert ReminderText.objects.get().body == "Kollegans ord."
    again = client.post(page(meeting), {"body": "Mina ord.", "seen": answer.context["form"].mark})
    assert again.status_code == 302
    assert ReminderText.objects.get().body == "Mina ord."
