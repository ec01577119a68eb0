"""What an invited reads first, and what whoever sends looks at before: each a link to the right place."""

import re
from datetime import date

import pytest
from django.urls import reverse

from consultations.actions.documents import remove_document, save_document
from consultations.models import MeetingQuestionText
from kick.lib import tally
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting):
    return reverse(f"consultations:{name}", args=[meeting.uuid])


def asked(meeting, *wordings):
    for position, wording in enumerate(wordings, start=1):
        question = meeting.questions.create(position=position)
        MeetingQuestionText.objects.create(question=question, language="sv", wording=wording)


def invited(meeting):
    invitation = InvitationFactory(meeting=meeting)
    invitation.issue()
    return f"/i/{invitation.token}/"


def before_you_come(client, path):
    shown = client.get(path).content.decode()
    return shown.partition("Innan ni kommer")[2].partition("</section>")[0]


def test_the_meetings_own_questions_and_documents_are_read_first(client):
    meeting = MeetingFactory()
    asked(meeting, "Vad saknas?", "Vem kan göra det?")
    ours = save_document(
        meeting=meeting, title="Underlag om lokaler", day=date(2026, 9, 1), body="Text.", url=""
    )
    theirs = "https://regionen.example/underlag.pdf"
    save_document(meeting=meeting, title="Planen", day=date(2026, 9, 2), body="", url=theirs)
    path = invited(meeting)

    shown = client.get(path).content.decode()

    links = re.findall(r'href="([^"]+)"', before_you_come(client, path))
    assert [link for link in links if "openstreetmap" not in link] == [
        "#fragor",
        ours.get_absolute_url(),
        theirs,
    ]
    assert "mötets 2 frågor" in before_you_come(client, path)
    assert shown.count('id="fragor"') == 1
    assert shown.index('id="fragor"') < shown.index("Vem kan göra det?")


def test_a_document_is_there_and_gone_at_once_although_the_list_is_kept(
    client, settings, django_capture_on_commit_callbacks
):
    settings.FIGURES_AGE = 600
    meeting = MeetingFactory()
    path = invited(meeting)
    seen = [before_you_come(client, path)]
    with django_capture_on_commit_callbacks(execute=True):
        document = save_document(
            meeting=meeting, title="Underlag", day=date(2026, 9, 1), body="Text.", url=""
        )
    seen.append(before_you_come(client, path))
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(meeting=meeting, pk=document.pk)
    seen.append(before_you_come(client, path))
    tally._kept.clear()

    assert ["Underlag" in words for words in seen] == [False, True, False]


def test_without_questions_and_documents_nothing_points_at_them(client):
    path = invited(MeetingFactory())

    assert "#fragor" not in client.get(path).content.decode()


def test_whoever_sends_is_led_past_the_check(client, lead):
    meeting = MeetingFactory()
    InvitationFactory(meeting=meeting)

    shown = client.get(page("desk_invitations", meeting)).content.decode()

    assert f'<a href="{page("desk_meeting_check", meeting)}">' in shown


def test_the_preview_leads_to_no_page_that_is_missing(client, lead):
    meeting = MeetingFactory(status="draft")

    shown = client.get(page("desk_preview_invitation", meeting)).content.decode()

    main = shown.partition("<main")[2].partition("</main>")[0]
    own = re.findall(r'href="(/[^"#]*)"', main)
    assert own
    assert {link: client.get(link).status_code for link in own} == dict.fromkeys(own, 200)
    assert "Ta bort oss ur registret" in main
