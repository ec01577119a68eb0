"""A meeting is planned in steps, in any order; nothing typed is lost, and nobody is overwritten unseen."""

import re
import uuid
from datetime import UTC, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from consultations.models import Meeting, MeetingQuestion
from consultations.planning import STEPS
from organisations.models import Municipality
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

NEW = reverse("consultations:desk_meeting_new")
KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a11"


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def step(meeting, slug):
    return page("desk_meeting_step", meeting, slug)


def first_page(**other):
    day = timezone.localdate() + timedelta(days=60)
    return {
        "key": KEY,
        "title": "Startmöte",
        "kind": "start",
        "organiser": "ika",
        "admission": "open",
        "day": day.isoformat(),
        "starts": "18:00",
        "ends": "20:30",
        "municipality": "0680",
        "venue": "Kulturhuset",
    } | other


def when_and_where(**other):
    return {
        key: first_page()[key] for key in ("day", "starts", "ends", "municipality", "venue")
    } | {
        "street": "",
        **other,
    }


# What each step takes, and what stands in the meeting after it.
FILLED = {
    "motet": (
        {
            "title": "Samråd",
            "kind": "consultation",
            "organiser": "both",
            "admission": "invited",
            "contact_name": "Maja",
            "contact_email": "maja@kulturallians.example",
        },
        lambda meeting: (meeting.title, meeting.organiser, meeting.admission),
        ("Samråd", "both", "invited"),
    ),
    "tid-och-plats": (
        when_and_where(venue="Folkets hus", starts="19:00"),
        lambda meeting: (meeting.venue, timezone.localtime(meeting.starts_at).hour),
        ("Folkets hus", 19),
    ),
    "syfte": (
        {"purpose": "Höra er.", "influence": "Allt.", "feedback_on": "2030-01-01"},
        lambda meeting: (meeting.text.purpose, meeting.text.influence, str(meeting.feedback_on)),
        ("Höra er.", "Allt.", "2030-01-01"),
    ),
    "program": (
        {"rows": "2", "at_0": "19:00", "words_0": "Samtal", "at_1": "18:00", "words_1": "Kaffe"},
        lambda meeting: meeting.text.programme,
        "18.00 Kaffe\n19.00 Samtal",
    ),
    "fragor": (
        {"question_1": "Vad saknas?", "question_3": "Och sen?", "material_on": "2026-12-01"},
        lambda meeting: [str(question) for question in meeting.asked],
        ["Vad saknas?", "Och sen?"],
    ),
    "sprak": (
        {"languages": ["sv", "fi"], "interpreted": ["sgn"], "interpreter_on_request": "on"},
        lambda meeting: (meeting.languages, meeting.interpreted, meeting.interpreter_on_request),
        (["sv", "fi"], ["sgn"], True),
    ),
    "tillganglighet": (
        {"access": ["step_free", "public_transport"], "access_notes": "Buss 1."},
        lambda meeting: (meeting.access, meeting.text.access_notes),
        (["step_free", "public_transport"], "Buss 1."),
    ),
    "distans": (
        {"online_url": "https://video.example.org/rum"},
        lambda meeting: meeting.online_url,
        "https://video.example.org/rum",
    ),
    "resor": (
        {"travel": "paid", "travel_words": "Buss."},
        lambda meeting: (meeting.travel, meeting.text.travel_words),
        ("paid", "Buss."),
    ),
    "platser": (
        {
            "seats_total": "12",
            "seats_online": "30",
            "seats_per_organisation": "3",
            "reply_by": first_page()["day"],
            "remind_days": ["7"],
        },
        lambda meeting: (meeting.seats_total, meeting.seats_online, meeting.remind_days),
        (12, 30, [7]),
    ),
}


def begun(client, **other):
    client.post(NEW, first_page(**other))
    return Meeting.objects.get(uuid=KEY)


def test_every_step_is_tried():
    assert list(FILLED) == [step.slug for step in STEPS]


def test_the_first_page_makes_a_draft_with_its_planner_as_contact(client, lead):
    meeting = begun(client)

    assert meeting.is_draft
    assert (meeting.contact_email, meeting.created_by) == (lead.email, lead)
    assert timezone.localtime(meeting.starts_at).hour == 18


def test_the_first_page_sent_twice_is_one_draft(client, lead):
    for _ in range(2):
        response = client.post(NEW, first_page())

    assert response.url == page("desk_meeting_plan", Meeting.objects.get())


def test_the_first_page_sent_again_from_the_page_before_changes_the_draft(client, lead):
    draft = begun(client)

    client.post(NEW, first_page(key=str(uuid.uuid4()), venue="Folkets hus"))

    meeting = Meeting.objects.get()
    assert (meeting.slug, meeting.venue) == (draft.slug, "Folkets hus")


def test_another_title_is_another_meeting(client, lead):
    begun(client)

    client.post(NEW, first_page(key=str(uuid.uuid4()), title="Samråd"))

    assert Meeting.objects.count() == 2


def test_what_was_typed_stays_when_something_is_wrong(client, lead):
    response = client.post(NEW, first_page(ends="17:00", venue="Kulturladan"))

    assert response.status_code == 422
    assert "Kulturladan" in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("slug", FILLED)
def test_a_step_is_saved_and_shown_again(client, lead, slug):
    fields, read, expected = FILLED[slug]
    meeting = begun(client)

    response = client.post(step(meeting, slug), fields)

    assert response.status_code == 302, response.context["form"].errors
    saved = Meeting.objects.get()
    assert read(saved) == expected
    assert slug in saved.steps_done
    again = client.get(step(meeting, slug)).context["form"]
    shown = {name: again[name].value() for name in again.fields}
    client.post(step(meeting, slug), {key: value for key, value in shown.items() if value})
    assert read(Meeting.objects.get()) == expected


def test_in_any_order_nothing_is_lost(client, lead):
    meeting = begun(client)

    for slug in reversed(FILLED):
        client.post(step(meeting, slug), FILLED[slug][0])

    saved = Meeting.objects.get()
    for _fields, read, expected in FILLED.values():
        assert read(saved) == expected
    assert all(state.state_of(saved) == "done" for state in STEPS)


def test_each_step_leads_to_the_next(client, lead):
    meeting = begun(client)
    slugs = list(FILLED)

    for slug, following in zip(slugs, [*slugs[1:], None], strict=True):
        response = client.post(step(meeting, slug), FILLED[slug][0])
        expected = step(meeting, following) if following else page("desk_meeting_plan", meeting)
        assert response.url == expected


def test_the_list_says_what_is_done_and_what_is_missing(client, lead):
    meeting = begun(client)

    before = states(client, meeting)
    client.post(step(meeting, "syfte"), FILLED["syfte"][0])
    client.post(step(meeting, "distans"), {"online_url": ""})

    assert (before["syfte"], before["distans"], before["motet"]) == ("missing", "open", "done")
    after = states(client, meeting)
    assert (after["syfte"], after["distans"]) == ("done", "done")


def states(client, meeting):
    listed = client.get(page("desk_meeting_plan", meeting)).context["steps"]
    return {step.slug: state for step, state in listed}


def test_without_a_purpose_it_is_not_published(client, lead):
    meeting = begun(client)

    response = client.post(page("desk_meeting_publish", meeting))

    assert response.url == page("desk_meeting_plan", meeting)
    assert Meeting.objects.get().is_draft


def test_more_rows_lose_nothing_that_was_typed(client, lead):
    meeting = begun(client)
    typed = {"rows": "3", "at_0": "18:00", "words_0": "Kaffe", "at_1": "", "words_1": "Utan tid"}

    response = client.post(step(meeting, "program"), typed | {"fler": "1"})

    form = response.context["form"]
    assert form.number == 6
    assert [form[name].value() for name in ("at_0", "words_0", "words_1")] == [
        "18:00",
        "Kaffe",
        "Utan tid",
    ]


def test_an_item_without_a_time_is_told_beside_it(client, lead):
    meeting = begun(client)

    response = client.post(step(meeting, "program"), {"rows": "1", "words_0": "Kaffe", "at_0": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["at_0"]


def test_a_question_that_is_taken_away_goes_and_the_others_stay_the_same_rows(client, lead):
    meeting = begun(client)
    client.post(step(meeting, "fragor"), {"question_1": "Ett", "question_2": "Två"})
    first = MeetingQuestion.objects.first()

    client.post(step(meeting, "fragor"), {"question_1": "Ett nytt"})

    assert [(row.pk, str(row)) for row in MeetingQuestion.objects.all()] == [(first.pk, "Ett nytt")]


def stamp_on(client, address):
    return re.search(r'name="stamp" value="(\w+)"', client.get(address).content.decode())[1]


def test_the_second_of_two_officials_is_told_and_loses_nothing(client, lead):
    meeting = begun(client)
    address = step(meeting, "syfte")
    seen_by_both = stamp_on(client, address)
    client.post(address, {"purpose": "Den förstas ord.", "stamp": seen_by_both})

    refused = client.post(address, {"purpose": "Den andras ord.", "stamp": seen_by_both})

    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Den förstas ord." in text
    assert "Den andras ord." in text
    assert Meeting.objects.get().text.purpose == "Den förstas ord."
    now = re.search(r'name="stamp" value="(\w+)"', text)[1]
    client.post(address, {"purpose": "Den andras ord.", "stamp": now})
    assert Meeting.objects.get().text.purpose == "Den andras ord."


def test_two_officials_in_different_steps_do_not_meet(client, lead):
    meeting = begun(client)
    seen = stamp_on(client, step(meeting, "resor"))
    client.post(step(meeting, "syfte"), FILLED["syfte"][0])

    response = client.post(step(meeting, "resor"), FILLED["resor"][0] | {"stamp": seen})

    assert response.status_code == 302
    assert Meeting.objects.get().text.purpose == "Höra er."


def test_the_same_sent_twice_is_no_conflict(client, lead):
    meeting = begun(client)
    fields = FILLED["syfte"][0] | {"stamp": stamp_on(client, step(meeting, "syfte"))}

    answers = [client.post(step(meeting, "syfte"), fields).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_words_in_finnish_stand_beside_the_swedish_and_fall_back_to_them(client, lead):
    meeting = begun(client)
    client.post(step(meeting, "syfte"), FILLED["syfte"][0])
    client.post(step(meeting, "fragor"), {"question_1": "Vad saknas?", "question_2": "Och sen?"})

    response = client.post(
        page("desk_meeting_translation", meeting, "fi"),
        {"title": "Aloituskokous", "purpose": "Kuulla teitä.", "question_1": "Mitä puuttuu?"},
    )

    assert response.status_code == 302
    Meeting.objects.update(status="published")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert "Aloituskokous" in text
    assert "Mitä puuttuu?" in text
    assert "Och sen?" in text


# R16: the clocks of Sweden. 28 March 2027 there is no 02.30, 31 October 2027 it comes twice.


def with_clock(client, day, starts, ends, **more):
    fields = first_page(day=day, starts=starts, ends=ends, **more)
    return client.post(NEW, fields)


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [("02:30", "04:00", "starts"), ("01:00", "02:00", "ends"), ("02:59", "03:30", "starts")],
)
def test_a_time_that_the_clocks_skip_is_refused_with_the_reason(client, lead, starts, ends, wrong):
    response = with_clock(client, "2027-03-28", starts, ends)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert "sommartid" in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("starts", "ends"), [("01:59", "03:00"), ("03:00", "04:00")])
def test_a_time_just_beside_what_is_skipped_is_taken(client, lead, starts, ends):
    assert with_clock(client, "2027-03-28", starts, ends).status_code == 302


def test_a_time_that_comes_twice_is_asked_about(client, lead):
    asked = with_clock(client, "2027-10-31", "02:30", "04:00")

    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["which_hour"]


@pytest.mark.parametrize(("answer", "utc"), [("first", "00:30"), ("second", "01:30")])
def test_the_answer_decides_which_of_the_two_hours(client, lead, answer, utc):
    with_clock(client, "2027-10-31", "02:30", "04:00", which_hour=answer)

    meeting = Meeting.objects.get()
    assert f"{meeting.starts_at.astimezone(UTC):%H:%M}" == utc
    form = client.get(step(meeting, "tid-och-plats")).context["form"]
    assert form["which_hour"].value() == answer


@pytest.mark.parametrize("clock", [("01:59", "03:00"), ("03:00", "05:00")])
def test_no_question_where_the_hour_comes_once(client, lead, clock):
    assert with_clock(client, "2027-10-31", *clock).status_code == 302


def test_over_midnight_ends_the_day_after(client, lead):
    with_clock(client, "2027-05-04", "22:00", "00:30")

    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2, minutes=30)


# Copies and series.


def planned(client):
    meeting = begun(client)
    for slug, (fields, _read, _expected) in FILLED.items():
        client.post(step(meeting, slug), fields)
    return Meeting.objects.get()


COPIED = ("kind", "organiser", "admission", "venue", "access", "languages", "travel", "seats_total")


def test_a_copy_has_everything_but_days_link_invited_and_answers(client, lead):
    meeting = planned(client)
    InvitationFactory(meeting=meeting)
    neighbour = Municipality.objects.get(code="0780").region
    meeting.co_regions.add(neighbour)
    fields = {"key": str(uuid.uuid4()), "day": "2028-02-01", "starts": "18:00", "ends": "20:00"}

    for _ in range(2):
        client.post(page("desk_meeting_copy", meeting), fields)

    copy = Meeting.objects.exclude(pk=meeting.pk).get()
    assert copy.is_draft
    assert [getattr(copy, name) for name in COPIED] == [getattr(meeting, name) for name in COPIED]
    assert copy.text.programme == meeting.text.programme
    assert list(copy.co_regions.all()) == [neighbour]
    assert [str(row) for row in copy.asked] == [str(row) for row in meeting.asked]
    assert (copy.online_url, copy.feedback_on, copy.material_on, copy.series) == (
        "",
        None,
        None,
        None,
    )
    assert not copy.invitations.exists()
    assert timezone.localtime(copy.starts_at).strftime("%Y-%m-%d %H:%M") == "2028-02-01 18:00"


def series_rows(**more):
    row = {"starts": "18:00", "ends": "20:00", "municipality": "0680", "venue": "Kulturhuset"}
    days = ["2028-02-01", "2028-02-02", "2028-02-03"]
    rows = {}
    for number in range(1, 7):
        rows |= {f"mote{number}-{name}": value for name, value in row.items()}
        rows[f"mote{number}-day"] = days[number - 1] if number <= len(days) else ""
    return rows | {"key": KEY.replace("6f2a", "7f2a")} | more


def test_a_series_is_made_of_one_each_its_own_meeting(client, lead):
    meeting = planned(client)

    for _ in range(2):
        client.post(page("desk_meeting_series", meeting), series_rows(**{"mote2-venue": "Ladan"}))

    others = Meeting.objects.in_series_with(Meeting.objects.get(pk=meeting.pk)).by_time()
    assert [row.venue for row in others] == ["Kulturhuset", "Ladan", "Kulturhuset"]
    assert len({row.slug for row in Meeting.objects.all()}) == 4


def test_a_row_that_is_wrong_makes_no_meeting_at_all(client, lead):
    meeting = planned(client)

    response = client.post(
        page("desk_meeting_series", meeting),
        series_rows(**{"mote2-day": "2027-03-28", "mote2-starts": "02:30", "mote2-ends": "04:00"}),
    )

    assert response.status_code == 422
    assert Meeting.objects.count() == 1


def test_the_public_page_shows_the_rest_of_the_series_but_no_draft(client, lead):
    meeting = planned(client)
    client.post(page("desk_meeting_series", meeting), series_rows())
    one, *_rest = Meeting.objects.in_series_with(Meeting.objects.get(pk=meeting.pk)).by_time()
    for row in (meeting, one):
        client.post(page("desk_meeting_publish", row))
    client.logout()

    response = client.get(meeting.get_absolute_url())

    assert response.context["siblings"] == [one]
    assert one.get_absolute_url() in response.content.decode()


def test_the_meeting_of_another_region_is_missing(client, lead):
    there = Municipality.objects.get(code="0780")
    other = MeetingFactory(region=there.region, municipality=there, draft=True)

    for name in ("desk_meeting_plan", "desk_meeting_check", "desk_meeting_copy"):
        assert client.get(page(name, other)).status_code == 404


def test_the_preview_is_the_letter_and_the_page_as_they_go(client, lead):
    meeting = planned(client)

    letter = client.get(page("desk_meeting_preview", meeting)).content.decode()
    invitation = client.get(page("desk_preview_invitation", meeting)).content.decode()

    assert "Höra er." in letter
    assert "‹personlig länk›" in letter
    assert "Ja, vi kommer" in invitation
    assert "<fieldset disabled" in invitation
    assert not meeting.invitations.exists()
