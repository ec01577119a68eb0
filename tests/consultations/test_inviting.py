"""The frozen list: chosen by filter and by hand, sent as it was looked at, paused, reminded, taken out."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from consultations.actions import invitations, meetings, replies
from consultations.models import Doorway, Invitation
from organisations.actions import letters
from organisations.actions.letter_holds import hold, let_go
from organisations.models import ExportRecord, Letter, LetterHold, LetterStatus, Purpose, Role
from tests.consultations.told import write_letters
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory(user__name="Maja Lind").user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def seen(meeting):
    number = meeting.invitations.ready_to_go().count()
    return {"antal": str(number), "lista": invitations.mark_of(meeting)}


def test_kind_and_group_narrow_the_choice(client, lead):
    meeting = MeetingFactory()
    OrganisationFactory(name="Ungas teater", kind="network", flags=["youth"])
    OrganisationFactory(name="Gammal kör", kind="network")
    OrganisationFactory(name="Unga förbundet", kind="foundation", flags=["youth"])

    shown = client.get(
        page("desk_choose", meeting), {"kommun": "0680", "slag": "network", "tema": "youth"}
    ).content.decode()

    assert "Ungas teater" in shown
    assert "Gammal kör" not in shown
    assert "Unga förbundet" not in shown


def test_one_is_added_by_name_and_kept_with_who_did_it(client, lead):
    meeting = MeetingFactory()
    wanted = OrganisationFactory(name="Vävstugan i Låtsaby", municipality_id="0687")

    shown = client.get(page("desk_choose", meeting), {"q": "Vävstugan"}).content.decode()
    client.post(page("desk_choose", meeting), {"forening": [str(wanted.uuid)]})

    assert "Vävstugan i Låtsaby" in shown
    row = meeting.invitations.get()
    assert (row.organisation, row.put_on_by) == (wanted, lead)
    assert "av Maja Lind" in client.get(page("desk_invitations", meeting)).content.decode()


def test_one_that_is_taken_off_stands_there_with_who_did_it(client, lead):
    row = InvitationFactory()

    client.post(page("desk_leave_out", row.meeting), {"inbjudan": str(row.uuid)})

    row.refresh_from_db()
    assert (row.status, row.taken_off_by) == ("withdrawn", lead)
    assert row.taken_off_at is not None
    assert Doorway.opened_by(row.token) is None


def test_put_on_again_it_gets_a_letter_with_a_link_that_works():
    row = InvitationFactory()
    meeting, user = row.meeting, UserFactory()
    invitations.send(meeting=meeting, expected=1, by=user)
    invitations.leave_out(invitation=row, by=user)
    invitations.choose(meeting=meeting, organisations=[row.organisation], by=user)

    invitations.send(meeting=meeting, expected=1, by=user)

    row.refresh_from_db()
    newest = Letter.objects.order_by("-pk").first()
    assert Letter.objects.count() == 2
    assert newest.links == [row.link_reference]
    assert row.letter == newest


def test_a_later_association_at_an_address_that_has_had_its_letter_gets_its_own():
    meeting = MeetingFactory()
    InvitationFactory(meeting=meeting, organisation__email="kassor@forening.example")
    invitations.send(meeting=meeting, expected=1, by=None)
    late = InvitationFactory(meeting=meeting, organisation__email="Kassor@forening.example")

    invitations.send(meeting=meeting, expected=1, by=None)

    late.refresh_from_db()
    assert late.letter.links == [late.link_reference]
    assert Letter.objects.count() == 2


def test_l8_a_list_with_one_changed_for_another_is_not_sent(client, lead):
    meeting = MeetingFactory()
    row = InvitationFactory(meeting=meeting)
    InvitationFactory(meeting=meeting)
    looked_at = seen(meeting)
    invitations.leave_out(invitation=row, by=lead)
    InvitationFactory(meeting=meeting)

    client.post(page("desk_send", meeting), looked_at)

    assert not Letter.objects.exists()


def test_l8_words_that_a_colleague_has_changed_are_not_sent(client, lead):
    row = InvitationFactory()
    looked_at = seen(row.meeting)
    row.meeting.invitation_texts.create(language="sv", subject="Nytt", body="Nya ord.")

    client.post(page("desk_send", row.meeting), looked_at)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("filled", [{}, {"antal": "1"}, {"antal": "1", "lista": "a" * 64}])
def test_l8_nothing_goes_without_the_list_that_was_looked_at(client, lead, filled):
    row = InvitationFactory()

    client.post(page("desk_send", row.meeting), filled)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("query", ["", "komun=0680", "kommun=9999", "kommun=0680&konstform=x"])
def test_l8_a_filter_that_is_empty_or_misspelt_finds_nobody(client, lead, query):
    meeting = MeetingFactory()
    OrganisationFactory(name="Nära spelmanslag")

    shown = client.get(f"{page('desk_choose', meeting)}?{query}").content.decode()

    assert "Nära spelmanslag" not in shown


@pytest.mark.parametrize("changes", [False, True])
def test_l8_a_long_list_is_put_on_as_it_was_found(client, lead, monkeypatch, changes):
    monkeypatch.setattr("consultations.views.inviting.MOST_TICKED", 1)
    meeting = MeetingFactory()
    OrganisationFactory.create_batch(3)
    shown = client.get(page("desk_choose", meeting), {"kommun": "0680"})
    button = {"urval": shown.context["chosen"], "lista": shown.context["mark"]}
    if changes:
        OrganisationFactory()

    client.post(page("desk_choose", meeting), button)

    assert meeting.invitations.count() == (0 if changes else 3)


def test_an_officer_cannot_choose_by_minority(client):
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)

    shown = client.get(page("desk_choose", MeetingFactory()))

    assert "minoritet" not in shown.context["form"].fields


def test_what_waits_is_held_and_goes_on_without_losing_any():
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(3)]
    invitations.send(meeting=meeting, expected=3, by=None)
    about = f"meeting:{meeting.uuid}"
    hold(about=about, by=UserFactory())
    hold(about=about, by=UserFactory())
    first = rows[0].organisation
    ProcrastinateJob.objects.all().delete()
    for letter in Letter.objects.all():
        letters.send_letter(letter_id=letter.pk)
    assert Letter.objects.queued().count() == 3
    assert letters.find_lost_letters(at=timezone.now() + timedelta(hours=2)) == 0
    rows[0].refresh_from_db()
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=False)
    answer = Letter.objects.get(purpose=Purpose.REPLY)
    letters.send_letter(letter_id=answer.pk)
    answer.refresh_from_db()
    assert (answer.recipient, answer.status) == (first.email, LetterStatus.SENT)

    assert [let_go(about=about), let_go(about=about)] == [3, 0]

    waiting = ProcrastinateJob.objects.filter(task_name=letters.SEND, status="todo")
    assert waiting.count() - 1 == 3
    assert not LetterHold.objects.exists()


def test_pause_and_go_on_stand_beside_how_far_it_has_come(client, lead):
    row = InvitationFactory()
    invitations.send(meeting=row.meeting, expected=1, by=lead)
    assert "Pausa" in client.get(page("desk_invitations", row.meeting)).content.decode()

    client.post(page("desk_pause", row.meeting))

    assert (
        "Pausat av Maja Lind" in client.get(page("desk_invitations", row.meeting)).content.decode()
    )
    client.post(page("desk_resume", row.meeting))
    assert not LetterHold.objects.exists()


def test_invitations_that_wait_when_the_meeting_is_cancelled_never_go():
    row = InvitationFactory()
    invitations.send(meeting=row.meeting, expected=1, by=None)

    meetings.cancel_meeting(meeting=row.meeting, because="Lokalen brann.")
    write_letters()
    for letter in Letter.objects.queued():
        letters.send_letter(letter_id=letter.pk)

    assert set(Letter.objects.values_list("purpose", "status")) == {
        (Purpose.INVITATION, LetterStatus.QUEUED),
        (Purpose.MEETING_CANCELLED, LetterStatus.SENT),
    }


def test_the_list_is_sorted_and_taken_out_as_it_is_shown(client, lead):
    meeting = MeetingFactory()
    for name, place in [("Östra", "0680"), ("Åby", "0687"), ("Alvastra", "0680")]:
        InvitationFactory(
            meeting=meeting, organisation__name=name, organisation__municipality_id=place
        )
    gone = InvitationFactory(meeting=meeting, organisation__name="Zorn")
    invitations.leave_out(invitation=gone, by=lead)

    def names(order):
        shown = client.get(page("desk_invitations", meeting), {"ordning": order})
        return [row.name for row in shown.context["page"].object_list]

    taken = client.post(
        page("desk_invited_export", meeting, "json"), {"lage": "drafted", "ordning": "kommun"}
    )

    assert names("namn") == ["Alvastra", "Zorn", "Åby", "Östra"]
    assert names("lage") == ["Alvastra", "Åby", "Östra", "Zorn"]
    rows = json.loads(b"".join(taken.streaming_content))
    assert [row["association"] for row in rows] == ["Alvastra", "Östra", "Åby"]
    assert ExportRecord.objects.get().rows == 3


def silent_one():
    row = InvitationFactory()
    invitations.send(meeting=row.meeting, expected=1, by=None)
    Letter.objects.update(status=LetterStatus.SENT)
    return row


def test_the_rule_says_how_often_the_silent_are_reminded(client, lead):
    meeting = silent_one().meeting
    client.post(page("desk_reminders", meeting), {"most": "1", "days_between": "7"})
    now = timezone.now()

    first = invitations.remind(meeting=meeting)
    Letter.objects.update(status=LetterStatus.SENT)
    later = [invitations.remind(meeting=meeting, at=now + timedelta(days=d)) for d in (6, 8)]

    assert (first, later) == (1, [0, 0])
    client.post(page("desk_reminders", meeting), {"most": "2", "days_between": "7"})
    again = [invitations.remind(meeting=meeting, at=now + timedelta(days=d)) for d in (6, 8)]
    assert again == [0, 1]


def test_a_reminder_that_was_not_looked_at_is_not_sent(client, lead):
    meeting = silent_one().meeting

    client.post(page("desk_remind", meeting), {"antal": "2"})
    assert not Letter.objects.filter(purpose=Purpose.REMINDER).exists()
    client.post(page("desk_remind", meeting), {"antal": "1"})

    assert Letter.objects.get(purpose=Purpose.REMINDER)
    assert Invitation.objects.last_reminder() is not None


def test_one_that_shares_an_address_is_reminded_though_the_other_was_and_has_answered():
    meeting, address = MeetingFactory(), "kassor@forening.example"
    first = InvitationFactory(meeting=meeting, organisation__email=address)
    invitations.send(meeting=meeting, expected=1, by=None)
    Letter.objects.update(status=LetterStatus.SENT)
    invitations.remind(meeting=meeting)
    replies.answer(doorway=Doorway.opened_by(first.token), comes=False)
    late = InvitationFactory(meeting=meeting, organisation__email=address)
    invitations.send(meeting=meeting, expected=1, by=None)
    Letter.objects.update(status=LetterStatus.SENT)

    reminded = invitations.remind(meeting=meeting, at=timezone.now() + timedelta(days=5))

    newest = Letter.objects.filter(purpose=Purpose.REMINDER).order_by("-pk").first()
    assert (reminded, newest.links) == (1, [late.link_reference])


def test_l10_one_who_is_the_contact_of_three_gets_one_letter_with_three_links():
    meeting = MeetingFactory()
    for _ in range(3):
        InvitationFactory(meeting=meeting, organisation__email="samma@forening.example")

    invitations.send(meeting=meeting, expected=3, by=None)
    Letter.objects.update(status=LetterStatus.SENT)
    invitations.remind(meeting=meeting)

    assert [(letter.purpose, len(letter.links)) for letter in Letter.objects.order_by("pk")] == [
        (Purpose.INVITATION, 3),
        (Purpose.REMINDER, 3),
    ]
