"""Figures of the open pages are kept for a minute; what somebody has just done is there at once."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.actions import (
    consultations,
    invitations,
    meetings,
    replies,
    statements,
    verdicts,
)
from consultations.models import Contribution, InvitationState, Publishing
from kick.lib import tally
from organisations.actions import registration, removal
from organisations.models import Organisation, Region, Role
from tests.consultations.test_plan_pages import CURRENT, consultation, said_in, say, voices_in
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.plan_factories import (
    ContributionFactory,
    PlanVersionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

__all__ = ["consultation"]
BECAME = "/jonkoping/vad-blev-det/"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.FIGURES_AGE = 60
    tally._kept.clear()
    yield
    tally._kept.clear()


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """Does something as a request does: what waits for the commit is done too."""

    def do(action, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return action(**words)

    return do


def numbers(client, path=CURRENT):
    return {key: count for key, (count, *_voices) in said_in(client, path).items() if count}


def answers(client):
    page = client.get(BECAME).context
    return [voice.shown_body for voice in page["page"].object_list] if "page" in page else []


def voices_of(consultation):
    words = consultation.region.slug, consultation.slug
    return reverse("consultations:consultation_voices", args=words)


def officer():
    region = Region.objects.get(slug="jonkoping")
    return AssignmentFactory(role=Role.REGION_OFFICER, region=region).user


def test_what_nobody_told_of_is_counted_a_minute_later(client, consultation, settings):
    say(consultation)
    assert numbers(client) == {"rum": 1}
    say(consultation)
    assert numbers(client) == {"rum": 1}

    settings.FIGURES_AGE = 1e-9

    assert numbers(client) == {"rum": 2}


def test_what_is_released_stands_there_at_once(client, consultation, done):
    said = say(consultation, released=False)
    assert numbers(client) == {}

    done(verdicts.release, contributions=Contribution.objects.filter(pk=said.pk), by=officer())

    assert said_in(client)["rum"] == (1, ["Mer replokaler."], [])
    [place] = client.get(f"{consultation.get_absolute_url()}").context["places"]
    assert (place[0], place[3]) == ("rum", 1)


def test_abridged_words_stand_there_at_once(client, consultation, done):
    said = say(consultation, released=False)
    assert numbers(client) == {}

    words = {"body": "Fler rum.", "wording": ""}
    done(verdicts.release_abridged, contribution=said, by=officer(), **words)

    assert said_in(client)["rum"] == (1, ["Fler rum."], [])


def test_what_is_held_back_is_gone_at_once(client, consultation, done):
    said = say(consultation)
    assert numbers(client) == {"rum": 1}

    done(verdicts.hold_back, contribution=said)

    assert numbers(client) == {}


def test_what_is_held_back_is_not_quoted_by_anybody_who_counted_before(client, consultation):
    """Another process may not have been told: it keeps a number for a minute, and no words."""
    said = say(consultation, "Hemligt.")
    VerdictFactory(contribution=said, published=True)
    pages = [CURRENT, BECAME, voices_of(consultation)]
    assert all("Hemligt." in client.get(path).content.decode() for path in pages)

    said.hold_back()

    assert all("Hemligt." not in client.get(path).content.decode() for path in pages)


def test_what_is_recalled_is_gone_at_once(client, consultation, done):
    said = say(consultation)
    assert numbers(client) == {"rum": 1}

    done(statements.recall, statement=said.statement)

    assert numbers(client) == {}


def test_answers_stand_there_when_they_are_published(client, consultation, done):
    said = say(consultation)
    VerdictFactory(contribution=said)
    consultation.closes_at = timezone.now() - timedelta(days=1)
    consultation.save()
    assert answers(client) == []
    assert client.get("/jonkoping/").context["shares"] == []

    done(verdicts.publish_verdicts, consultation=consultation)

    assert answers(client) == ["Mer replokaler."]
    assert sum(share.number for share in client.get("/jonkoping/").context["shares"]) == 1


def test_a_day_that_is_moved_hides_again_what_was_to_be_read(client, consultation, done):
    consultation.publishing = Publishing.AFTER_CLOSE
    consultation.save()
    say(consultation)
    assert numbers(client) == {}

    later = timezone.now() + timedelta(days=60)
    words = {"closes_at": later, "answer_by": later.date(), "case_number": "R 1"}
    done(consultations.change_days, consultation=consultation, **words)

    assert numbers(client) == {}


def test_no_region_gets_anothers_figures(client, consultation):
    Region.objects.filter(slug="kronoberg").update(is_active=True)
    for municipality in ["0680", "0680", "0780"]:
        OrganisationFactory(public=True, municipality_id=municipality)

    for slug, number in [("jonkoping", 2), ("kronoberg", 1), ("jonkoping", 2)]:
        assert client.get(f"/{slug}/").context["inventory"].organisations == number


def test_titles_are_in_each_readers_language(client, consultation):
    ContributionFactory(
        statement=StatementFactory(consultation=consultation, submitted=True),
        section=None,
        released=True,
    )
    path = consultation.get_absolute_url()
    titles = {}
    for language in ["sv", "fi", "sv"]:
        client.cookies["kick-language"] = language
        [(_key, title, *_)] = client.get(path).context["places"]
        titles.setdefault(language, set()).add(title)

    assert len(titles["sv"]) == len(titles["fi"]) == 1
    assert titles["sv"] != titles["fi"]


def test_a_draft_of_the_plan_is_never_kept(client, consultation):
    draft = PlanVersionFactory(plan=consultation.version.plan, chapters=1)
    sign_in(client, officer())
    path = draft.get_absolute_url()
    [chapter] = client.get(path).context["chapters"]
    chapter.texts.update(heading="Ny rubrik")

    assert "Ny rubrik" in client.get(path).content.decode()
    client.logout()
    assert client.get(path).status_code == 404


def test_a_kept_page_asks_less(client, consultation):
    for _number in range(3):
        VerdictFactory(contribution=say(consultation), published=True)
    for path, most in [(CURRENT, 8), (BECAME, 10), ("/jonkoping/", 8)]:
        with CaptureQueriesContext(connection) as first:
            client.get(path)
        with CaptureQueriesContext(connection) as second:
            client.get(path)

        assert len(second) < len(first)
        assert len(second) <= most, path


def inventory(client):
    return client.get("/jonkoping/").context["inventory"]


def on_the_front_page(client):
    regions = client.get("/").context["active"]
    return next(number for region, number, *_ in regions if region.slug == "jonkoping")


def test_who_shows_herself_sees_it_at_once(client, done):
    organisation = OrganisationFactory(public=True, listed_publicly=False)
    assert (inventory(client).organisations, inventory(client).public) == (1, 0)

    done(
        registration.confirm_organisation,
        organisation=organisation,
        listed_publicly=True,
        shows_email=False,
        shows_phone=False,
    )

    assert inventory(client).public == 1


def test_who_leaves_is_counted_no_more(client, done):
    organisation = OrganisationFactory(public=True)
    assert (inventory(client).organisations, on_the_front_page(client)) == (1, 1)

    done(removal.remove_organisation, organisation=organisation)

    assert (inventory(client).organisations, on_the_front_page(client)) == (0, 0)


def test_who_is_approved_is_counted_at_once(
    client, admin_client_of_lead, django_capture_on_commit_callbacks
):
    organisation = OrganisationFactory(reported=True)
    assert inventory(client).organisations == 0

    with django_capture_on_commit_callbacks(execute=True):
        admin_client_of_lead.post(
            "/admin/organisations/organisation/",
            {"action": "approve", "_selected_action": organisation.pk},
        )

    assert Organisation.objects.get(pk=organisation.pk).status == "listed"
    assert inventory(client).organisations == 1
    assert on_the_front_page(client) == 1


@pytest.fixture
def admin_client_of_lead(db):
    lead = Client()
    sign_in(lead, AssignmentFactory(region=Region.objects.get(slug="jonkoping")).user)
    return lead


def test_all_that_is_said_about_a_section_is_never_kept(client, consultation):
    say(consultation, "Ett.")
    path = voices_in(client, consultation)
    assert "Två." not in client.get(path).content.decode()

    say(consultation, "Två.")

    assert "Två." in client.get(path).content.decode()


@pytest.fixture
def meeting_with_list(client):
    meeting = MeetingFactory()
    sign_in(client, AssignmentFactory(region=meeting.region).user)
    InvitationFactory(meeting=meeting, organisation=OrganisationFactory(name="Abborrkören"))
    return meeting


def invited(client, meeting):
    page = client.get(reverse("consultations:desk_invitations", args=[meeting.uuid])).context
    rows = page["page"].object_list
    names = [row.name for row in rows if row.state != InvitationState.WITHDRAWN]
    return page["total"] - (len(rows) - len(names)), names


def test_the_list_of_invited_is_what_the_lead_made_it(client, meeting_with_list, done):
    meeting, other = meeting_with_list, MeetingFactory()
    assert invited(client, meeting) == (1, ["Abborrkören"])
    assert invited(client, other) == (0, [])

    done(invitations.choose, meeting=meeting, organisations=[OrganisationFactory(name="Öringen")])
    assert invited(client, meeting) == (2, ["Abborrkören", "Öringen"])
    assert invited(client, other) == (0, [])

    done(invitations.leave_out, invitation=meeting.invitations.get(organisation__name="Öringen"))
    assert invited(client, meeting) == (1, ["Abborrkören"])


def test_invitations_are_sent_on_the_list_at_once(client, meeting_with_list, done):
    assert invited(client, meeting_with_list)[0] == 1

    done(invitations.send, meeting=meeting_with_list, expected=1, by=UserFactory())

    page = client.get(reverse("consultations:desk_invitations", args=[meeting_with_list.uuid]))
    assert [(value, number) for value, _label, number in page.context["states"]] == [("queued", 1)]


def test_a_phoned_answer_is_on_the_list_at_once(client, meeting_with_list, done):
    meeting = meeting_with_list
    assert invited(client, meeting)[0] == 1

    words = {"organisation": meeting.invitations.get().organisation, "comes": False, "names": []}
    done(replies.take_down, meeting=meeting, by=UserFactory(), **words)

    page = client.get(reverse("consultations:desk_invitations", args=[meeting.uuid]))
    assert [(value, number) for value, _label, number in page.context["states"]] == [("no", 1)]


def programme(client, slug="jonkoping"):
    page = client.get(f"/{slug}/moten/").context
    return [row.title for row in page["upcoming"]], re.findall(
        r">([^<]+)</a></h3>", page["past_text"]
    )


def held(**words):
    then = timezone.now() - timedelta(days=3)
    return MeetingFactory(starts_at=then, ends_at=then + timedelta(hours=2), **words)


def test_a_meeting_that_is_published_stands_there_at_once(client, done):
    meeting = held(draft=True)
    assert programme(client) == ([], [])

    done(meetings.publish_meeting, meeting=meeting)

    assert programme(client) == ([], [meeting.title])


def test_no_region_gets_anothers_programme(client):
    Region.objects.filter(slug="kronoberg").update(is_active=True)
    held()
    held(region=Region.objects.get(slug="kronoberg"), words__title="I Växjö")

    assert programme(client, "jonkoping") == ([], ["Startmöte för en kulturallians"])
    assert programme(client, "kronoberg") == ([], ["I Växjö"])
    assert programme(client, "jonkoping") == ([], ["Startmöte för en kulturallians"])
