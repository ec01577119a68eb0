"""A new time, place or link is told once to those concerned, with was and is; so is a cancelled meeting."""

import re
from datetime import timedelta

import pytest
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone, translation

from consultations import emails
from consultations.actions import changes, invitations, meetings, replies
from consultations.models import Doorway, Meeting, MeetingNotice, NoticeKind, Reply
from organisations.models import Letter, Purpose, WrongMove
from tests.consultations.told import write_letters
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def door(row):
    return Doorway.opened_by(row.token)


@pytest.fixture
def meeting():
    """One says yes, one waits, one says no, one is silent, one has no address."""
    meeting = MeetingFactory(seats_total=1, seats_per_organisation=1)
    names = ["Ja", "Väntar", "Nej", "Tyst"]
    rows = [
        InvitationFactory(meeting=meeting, organisation=OrganisationFactory(name=name))
        for name in names
    ]
    InvitationFactory(meeting=meeting, organisation=OrganisationFactory(on_paper=True))
    invitations.send(meeting=meeting, expected=5, by=None)
    for row, comes in zip(rows, [True, True, False], strict=False):
        replies.answer(doorway=door(row), comes=comes)
    meeting.by_name = {name: row.organisation.email for name, row in zip(names, rows, strict=True)}
    return meeting


def time_fields(meeting, **other):
    starts = timezone.localtime(meeting.starts_at)
    ends = timezone.localtime(meeting.ends_at)
    return {
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}" if ends.date() == starts.date() else "23:59",
        "municipality": "0680",
        "venue": meeting.venue,
        "street": meeting.street,
    } | other


def at_six_in(days):
    starts = timezone.localtime() + timedelta(days=days)
    return starts.replace(hour=18, minute=0, second=0, microsecond=0)


def moved(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=at_six_in(30), ends_at=at_six_in(30) + timedelta(hours=2)
    )
    return Meeting.objects.get(pk=meeting.pk)


def told(purpose=Purpose.MEETING_CHANGED):
    write_letters()
    return sorted(Letter.objects.filter(purpose=purpose).values_list("recipient", flat=True))


def change(client, meeting, **other):
    fields = time_fields(moved(meeting), **other)
    client.post(page("desk_meeting_step", meeting, "tid-och-plats"), fields)
    write_letters()


def test_a_new_place_is_told_to_who_comes_waits_and_is_invited_but_not_to_no(client, lead, meeting):
    change(client, meeting, venue="Folkets hus")

    expected = {meeting.by_name[name].lower() for name in ("Ja", "Väntar", "Tyst")}
    assert told() == sorted(expected)
    notice = MeetingNotice.objects.get()
    assert (notice.kind, notice.told, notice.unreached) == (NoticeKind.CHANGED, 3, 1)
    assert notice.lines == [
        {
            "what": "place",
            "was": "Kulturhuset, Parkgatan 1, Jönköping",
            "now": "Folkets hus, Parkgatan 1, Jönköping",
        }
    ]


def test_the_letter_says_what_it_was_and_what_it_is(client, lead, meeting):
    change(client, meeting, venue="Folkets hus", starts="17:00")

    body = Letter.objects.filter(purpose=Purpose.MEETING_CHANGED).first().body
    assert "Det var: Kulturhuset, Parkgatan 1, Jönköping" in body
    assert "Nu är det: Folkets hus, Parkgatan 1, Jönköping" in body
    assert "kl. 18.00–20.00" in body
    assert "kl. 17.00–20.00" in body
    assert "‹personlig länk›" in body


def sequence_of(letter):
    return int(re.search(r"SEQUENCE:(\d+)", letter.calendar)[1])


def test_who_has_a_seat_gets_the_calendar_file_anew(client, lead, meeting):
    reply = Reply.objects.get(organisation__name="Ja")
    before = emails.calendar_event(meeting, reply=reply).sequence
    change(client, meeting, venue="Folkets hus")

    yes = Letter.objects.get(
        purpose=Purpose.MEETING_CHANGED, recipient=meeting.by_name["Ja"].lower()
    )
    silent = Letter.objects.get(
        purpose=Purpose.MEETING_CHANGED, recipient=meeting.by_name["Tyst"].lower()
    )
    assert "Folkets hus" in yes.calendar
    assert sequence_of(yes) > before
    assert silent.calendar == ""


def test_the_same_sent_twice_tells_once(client, lead, meeting):
    for _ in range(2):
        change(client, meeting, venue="Folkets hus")

    assert len(told()) == 3
    assert MeetingNotice.objects.count() == 1


def test_each_change_is_told(client, lead, meeting):
    change(client, meeting, venue="Folkets hus")
    change(client, meeting, venue="Ladan")

    assert len(told()) == 6
    assert [notice.told for notice in MeetingNotice.objects.all()] == [3, 3]


def test_other_words_are_told_to_nobody(client, lead, meeting):
    client.post(
        page("desk_meeting_step", meeting, "syfte"), {"purpose": "Nya ord.", "influence": "Allt."}
    )

    assert Meeting.objects.get().text.purpose == "Nya ord."
    assert not told()


def online(client, meeting, url):
    client.post(page("desk_meeting_step", meeting, "distans"), {"online_url": url})


def test_a_link_that_comes_is_told_to_all_and_a_new_one_to_those_who_come(client, lead, meeting):
    online(client, meeting, "https://video.example.org/ett")
    first = told()
    online(client, meeting, "https://video.example.org/tva")

    assert len(first) == 3
    assert [notice.told for notice in MeetingNotice.objects.all()] == [3, 2]
    assert not Letter.objects.filter(body__contains="video.example.org").exists()
    assert "video.example.org" not in str(
        list(MeetingNotice.objects.values_list("lines", flat=True))
    )


def test_a_draft_tells_nobody(client, lead):
    draft = MeetingFactory(draft=True)
    InvitationFactory(meeting=draft)

    change(client, draft, venue="Folkets hus")

    assert Meeting.objects.get().venue == "Folkets hus"
    assert not MeetingNotice.objects.exists()


def test_a_meeting_that_is_over_tells_nobody(client, lead, meeting):
    over = Meeting.objects.get(pk=meeting.pk)
    before = changes.told_facts(over)
    over.venue = "Folkets hus"

    assert (
        changes.tell(meeting=over, before=before, by=lead, at=over.ends_at + timedelta(days=1))
        is None
    )
    assert not told()


def test_the_last_time_to_reply_follows_a_meeting_that_is_moved_earlier(client, lead, meeting):
    day = (timezone.localdate() + timedelta(days=10)).isoformat()

    change(client, meeting, day=day)

    saved = Meeting.objects.get()
    assert saved.registration_closes_at == saved.starts_at


def test_one_letter_to_an_address_with_two_associations(client, lead):
    meeting = MeetingFactory()
    for name in ["Ett", "Två"]:
        InvitationFactory(
            meeting=meeting,
            organisation=OrganisationFactory(name=name, email="samma@forening.example"),
        )
    invitations.send(meeting=meeting, expected=2, by=None)

    change(client, meeting, venue="Folkets hus")

    letter = Letter.objects.get(purpose=Purpose.MEETING_CHANGED)
    assert "Ett: ‹personlig länk 1›" in letter.body
    assert "Två: ‹personlig länk 2›" in letter.body


def test_what_was_told_stands_on_the_desk(client, lead, meeting):
    change(client, meeting, venue="Folkets hus")

    text = client.get(page("desk_meeting", meeting)).content.decode()

    assert "3 fick mejl" in text
    assert "en har ingen e-postadress" in text
    assert "Kulturhuset, Parkgatan 1, Jönköping → Folkets hus, Parkgatan 1, Jönköping" in text


def test_cancelling_is_noted_with_how_many_were_told(client, lead, meeting):
    for _ in range(2):
        client.post(page("desk_meeting_cancel", meeting), {"because": "Lokalen brann."})

    notice = MeetingNotice.objects.get()
    assert (notice.kind, notice.told, notice.unreached, notice.by) == (
        NoticeKind.CANCELLED,
        3,
        1,
        lead,
    )
    assert len(told(Purpose.MEETING_CANCELLED)) == 3


def test_a_cancelled_meeting_takes_no_change(meeting, lead, client):
    meetings.cancel_meeting(meeting=meeting, because="Brand.")

    assert client.get(page("desk_meeting_plan", meeting)).status_code == 404
    with pytest.raises(WrongMove):
        meetings.cancel_meeting(meeting=meeting, because="Brand.")


def test_each_gets_the_change_in_her_own_language(client, lead):
    meeting = MeetingFactory()
    InvitationFactory(meeting=meeting, organisation=OrganisationFactory(contact_language="fi"))
    invitations.send(meeting=meeting, expected=1, by=None)

    change(client, meeting, venue="Folkets hus")

    body = Letter.objects.get(purpose=Purpose.MEETING_CHANGED).body
    with translation.override("fi"):
        assert (
            translation.gettext("It is: %(time)s") % {"time": "Folkets hus, Parkgatan 1, Jönköping"}
            in body
        )


def test_who_said_no_is_told_once_of_another_time_and_may_change_the_answer(client, lead, meeting):
    no = meeting.by_name["Nej"].lower()
    fields = time_fields(moved(meeting), starts="17:00")
    for _ in range(2):
        client.post(page("desk_meeting_step", meeting, "tid-och-plats"), fields)
    write_letters()

    letter = Letter.objects.get(purpose=Purpose.MEETING_CHANGED, recipient=no)
    assert "Ni har sagt nej till ett möte som nu har fått en annan tid" in letter.body
    assert "Då ändrar ni svaret med länken" in letter.body
    assert "Ert svar gäller" not in letter.body
    reply = Reply.objects.get(organisation__name="Nej")
    assert letter.links == [reply.link_reference]
    replies.answer(doorway=door(reply), comes=True)
    assert Reply.objects.get(organisation__name="Nej").comes


def test_who_said_no_is_not_told_when_it_only_ends_later(client, lead, meeting):
    change(client, meeting, ends="21:00")

    assert meeting.by_name["Nej"].lower() not in told()
    assert len(told()) == 3


def test_who_said_no_is_not_told_when_no_answer_can_be_changed_any_more(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(
        registration_closes_at=timezone.now() - timedelta(minutes=1)
    )
    late = Meeting.objects.get(pk=meeting.pk)
    before = changes.told_facts(late)
    late.starts_at += timedelta(hours=1)

    changes.tell(meeting=late, before=before, by=None)

    assert meeting.by_name["Nej"].lower() not in told()


def test_who_said_no_to_more_letters_gets_none(client, lead, meeting):
    invitations.silence(invitation=meeting.invitations.get(organisation__name="Nej"))

    change(client, meeting, starts="17:00")

    assert meeting.by_name["Nej"].lower() not in told()


def test_an_address_with_a_yes_and_a_no_gets_one_letter_with_both_links(client, lead, meeting):
    yes, no = (Reply.objects.get(organisation__name=name) for name in ("Ja", "Nej"))
    Reply.objects.filter(pk=no.pk).update(email=meeting.by_name["Ja"])

    change(client, meeting, starts="17:00")

    letter = Letter.objects.get(
        purpose=Purpose.MEETING_CHANGED, recipient=meeting.by_name["Ja"].lower()
    )
    assert letter.links == [yes.link_reference, no.link_reference]
    assert "Ert svar gäller" in letter.body


def test_what_many_read_alike_is_written_once_and_each_has_her_own_link(client, lead):
    meeting, written = MeetingFactory(), []
    for language in ["sv"] * 5 + ["fi"] * 3:
        InvitationFactory(meeting=meeting, organisation__contact_language=language)
    invitations.send(meeting=meeting, expected=8, by=None)

    def note(template, **_more):
        written.append(template.name)

    template_rendered.connect(note)
    change(client, meeting, venue="Folkets hus")
    template_rendered.disconnect(note)

    assert written.count("consultations/emails/meeting_changed.txt") == 2
    letters = Letter.objects.filter(purpose=Purpose.MEETING_CHANGED)
    assert {letter.recipient: letter.links for letter in letters} == {
        row.organisation.email: [row.link_reference] for row in meeting.invitations.all()
    }
    assert sorted(letter.language for letter in letters) == ["fi"] * 3 + ["sv"] * 5
