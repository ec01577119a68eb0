import re

import pytest
from django.urls import reverse

from consultations.models import Doorway, Reply, Seat
from kick.lib import links
from organisations.models import Letter, OrganisationStatus
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    invitation = InvitationFactory(organisation=OrganisationFactory(public=True))
    invitation.issue()
    return invitation


def at(invitation, page="invitation_detail"):
    return reverse(f"consultations:{page}", args=[invitation.token])


def test_the_personal_link_shows_when_and_where_and_two_buttons(client, invitation):
    page = client.get(at(invitation)).content.decode()

    assert invitation.organisation.name in page
    assert "Kulturhuset" in page
    assert 'value="ja"' in page
    assert 'value="nej"' in page


def test_looking_at_the_link_changes_nothing(client, invitation):
    client.get(at(invitation))

    assert not Reply.objects.exists()


def test_yes_answers_at_once_and_asks_for_names_after(client, invitation):
    response = client.post(at(invitation, "invitation_answer"), {"svar": "ja"})

    assert response.url == at(invitation, "reply_details")
    assert Reply.objects.get().comes


def test_names_needs_and_interest_are_kept(client, invitation):
    client.post(at(invitation, "invitation_answer"), {"svar": "ja"})

    client.post(
        at(invitation, "reply_details"),
        {
            "persons": "2",
            "name_1": "Ada Ek",
            "name_2": "Bo Alm",
            "needs": "hearing_loop",
            "wants_alliance": "on",
        },
    )

    reply = Reply.objects.get()
    assert [seat.name for seat in reply.seats.order_by("pk")] == ["Ada Ek", "Bo Alm"]
    assert [need.kind for need in reply.needs.all()] == ["hearing_loop"]
    assert reply.wants_alliance


def test_the_invitation_page_never_shows_a_name(client, invitation):
    client.post(at(invitation, "invitation_answer"), {"svar": "ja"})
    Seat.objects.update(name="Ada Hemlig")

    page = client.get(at(invitation)).content.decode()

    assert "Ada Hemlig" not in page


def test_more_names_than_persons_is_an_error_that_keeps_what_was_typed(client, invitation):
    client.post(at(invitation, "invitation_answer"), {"svar": "ja"})

    response = client.post(
        at(invitation, "reply_details"), {"persons": "1", "name_1": "Ada Ek", "name_2": "Bo Alm"}
    )

    assert response.status_code == 422
    assert "Bo Alm" in response.content.decode()


def test_a_personal_page_tells_nobody_its_address(client, invitation):
    response = client.get(at(invitation))

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "strict-origin"


def test_the_code_of_a_paper_letter_leads_to_the_invitation(client, invitation):
    typed = links.spaced_code(invitation.code).lower().replace("-", " ")

    response = client.post(reverse("consultations:code_enter"), {"code": typed})

    assert response.url == at(invitation)


def test_a_code_that_no_letter_has_is_said_to_be_so(client, invitation):
    response = client.post(reverse("consultations:code_enter"), {"code": "AAAAA-AAAAA"})

    assert response.status_code == 422


def test_an_eleventh_code_in_ten_minutes_has_to_wait(client):
    codes = [
        client.post(reverse("consultations:code_enter"), {"code": "AAAAA-AAAAA"}).status_code
        for _ in range(11)
    ]

    assert codes == [422] * 10 + [429]


def test_a_calendar_file_has_the_time_zone(client, invitation):
    text = client.get(at(invitation, "invitation_calendar")).content.decode()

    assert "TZID:Europe/Stockholm" in text
    assert invitation.token not in text


def test_one_press_leaves_the_register(client, invitation):
    client.get(at(invitation, "invitation_remove"))
    invitation.organisation.refresh_from_db()
    assert invitation.organisation.status == OrganisationStatus.LISTED

    client.post(at(invitation, "invitation_remove"))

    invitation.organisation.refresh_from_db()
    assert invitation.organisation.status == OrganisationStatus.REMOVED
    assert invitation.organisation.email == ""


def test_the_meetings_of_a_region_are_listed_without_drafts(client):
    MeetingFactory(words__title="Samråd i Tranås")
    MeetingFactory(draft=True, words__title="Inte färdigt")

    page = client.get(reverse("consultations:meeting_list", args=["jonkoping"])).content.decode()

    assert "Samråd i Tranås" in page
    assert "Inte färdigt" not in page


def test_a_draft_is_not_there_for_the_public(client):
    assert client.get(MeetingFactory(draft=True).get_absolute_url()).status_code == 404


def test_signing_up_as_oneself_sends_a_link_to_confirm(client):
    meeting = MeetingFactory()

    response = client.post(
        reverse("consultations:sign_up_as", args=["jonkoping", meeting.slug, "som-mig-sjalv"]),
        {"email": "ada@exempel.se", "name_1": "Ada Ek"},
    )

    assert response.status_code == 302
    reply = Reply.objects.get()
    assert Letter.objects.get().recipient == "ada@exempel.se"
    client.post(reverse("consultations:reply_confirm", args=[reply.token]))
    assert Reply.objects.get().is_confirmed


def test_signing_up_twice_shows_the_same_page_and_makes_one_reply(client):
    meeting = MeetingFactory()
    page = reverse("consultations:sign_up_as", args=["jonkoping", meeting.slug, "som-mig-sjalv"])
    form = {"email": "ada@exempel.se", "name_1": "Ada Ek"}

    answers = [client.post(page, form).url for _ in range(2)]

    assert answers[0] == answers[1]
    assert Reply.objects.count() == 1


def test_an_association_that_finds_itself_gets_its_link_by_mail(client):
    meeting = MeetingFactory()
    organisation = OrganisationFactory(
        public=True, name="Vaggeryds visförening", email="visor@forening.example"
    )
    page = reverse("consultations:sign_up_find", args=["jonkoping", meeting.slug])
    assert "Vaggeryds visförening" in client.get(page, {"q": "visförening"}).content.decode()

    client.post(page, {"forening": organisation.slug})

    letter = Letter.objects.get()
    assert letter.recipient == "visor@forening.example"
    assert letter == meeting.invitations.get().letter


def test_the_same_answer_whether_there_is_an_address_or_not(client):
    meeting = MeetingFactory()
    page = reverse("consultations:sign_up_find", args=["jonkoping", meeting.slug])
    answers = [
        client.post(page, {"forening": OrganisationFactory(public=True, email=email).slug}).url
        for email in ["a@forening.example", ""]
    ]

    assert answers[0] == answers[1]


def test_no_two_tokens_open_each_other():
    one, other = InvitationFactory(), InvitationFactory()
    one.issue()
    other.issue()

    assert Doorway.opened_by(one.token).invitation == one
    assert re.fullmatch(r"[\w-]{43}", one.token)


def test_changing_to_an_address_that_somebody_else_has_answered_with_is_an_error(client):
    meeting = MeetingFactory()
    page = reverse("consultations:sign_up_as", args=["jonkoping", meeting.slug, "som-mig-sjalv"])
    for email in ["ada@exempel.se", "bo@exempel.se"]:
        client.post(page, {"email": email})
    ada = Reply.objects.get(email="ada@exempel.se")

    response = client.post(
        reverse("consultations:reply_details", args=[ada.token]),
        {"persons": "1", "email": "BO@exempel.se"},
    )

    assert response.status_code == 422
    assert Reply.objects.get(pk=ada.pk).email == "ada@exempel.se"
