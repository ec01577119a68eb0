"""A meeting is planned in steps, in any order; nothing typed is lost, and nobody is overwritten unseen."""

import re
import uuid

import pytest
from django.conf import settings
from django.utils import timezone

from consultations.models import Meeting, MeetingQuestion
from consultations.planning import STEPS
from organisations.models import Municipality
from tests.consultations.planning_steps import (
    FILLED,
    NEW,
    begun,
    first_page,
    lead,
    page,
    planned,
    step,
)
from tests.factories import MeetingFactory

__all__ = ["lead"]
pytestmark = pytest.mark.django_db


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
