"""A form that was open while its entry of the register was merged into another."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from consultations.models import Invitation, Reply
from organisations.actions import merging, own_voice, registration
from organisations.models import (
    ColleagueInvitation,
    ConfirmedHow,
    Organisation,
    OrganisationStatus,
    Representative,
)
from organisations.views.representation import known_of
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

SAYS_SO = "Ingenting är sparat än"


@pytest.fixture
def kept():
    return OrganisationFactory(name="Habo hembygdsförening", public=True, email="kvar@ex.example")


@pytest.fixture
def other():
    return OrganisationFactory(
        name="Hembygdsföreningen i Habo", public=True, phone="036123456", email="b@ex.example"
    )


@pytest.fixture
def member(client, other):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Representative.objects.create(user=user, organisation=other).approve()
    sign_in(client, user)
    return user


def merge(kept, other):
    # As chosen, and not as usual: that the other's facts are filled in is not what is tested.
    return merging.merge_organisations(
        survivor=kept, absorbed=other, choices={"phone": "kept"}, by=None
    )


def rows():
    return list(Organisation.objects.order_by("pk").values())


def edit(organisation):
    region = organisation.municipality.region.slug
    return reverse("organisations:organisation_edit", args=[region, organisation.slug])


def typed(organisation, **changed):
    """What a browser sends of the form as it was opened for the organisation."""
    known = known_of(organisation) | changed
    sent = {name: value for name, value in known.items() if value not in (None, False, "")}
    return sent | {"entry": str(organisation.uuid)}


def test_edited_facts_are_not_saved_but_stand_in_the_survivors_form(client, kept, other, member):
    sent = typed(other, street="Storgatan 1", city="Habo")
    merge(kept, other)
    before = rows()

    answer = client.post(edit(other), sent)

    page = answer.content.decode()
    assert (answer.status_code, rows()) == (409, before)
    assert SAYS_SO in page and kept.name in page
    assert 'value="Storgatan 1"' in page and 'value="Hembygdsföreningen i Habo"' in page
    assert f'href="{edit(kept)}"' in page

    again = client.post(edit(other), sent | {"entry": str(kept.uuid)})

    kept.refresh_from_db()
    assert again["Location"] == kept.get_absolute_url()
    assert (kept.street, kept.name) == ("Storgatan 1", "Hembygdsföreningen i Habo")
    assert Organisation.objects.get(pk=other.pk).street == ""


def test_address_of_the_absorbed_ones_form_leads_to_the_survivors(client, kept, other, member):
    merge(kept, other)

    assert client.get(edit(other))["Location"] == edit(kept)
    sign_in(client, UserFactory())
    assert client.get(edit(other)).status_code == 404


def test_copy_read_before_the_merge_writes_nothing(kept, other):
    old_copy = Organisation.objects.get(pk=other.pk)
    merge(kept, other)
    before = rows()

    with pytest.raises(own_voice.MergedAway):
        registration.change_organisation(organisation=old_copy, values={"email": "n@f.example"})
    with pytest.raises(own_voice.MergedAway):
        registration.correct_by_link(organisation=old_copy, values={"email": "", "city": "Habo"})
    with pytest.raises(own_voice.MergedAway):
        registration.confirm_organisation(
            organisation=old_copy, listed_publicly=True, shows_email=True, shows_phone=True
        )

    assert rows() == before


def test_link_that_was_open_confirms_nothing_of_the_survivor(client, kept, other):
    url = reverse("organisations:registration_confirm", args=[other.token])
    sent = {"listed_publicly": "yes", "shows_email": "on", "entry": str(other.uuid)}
    merge(kept, other)
    before = rows()

    answer = client.post(url, sent)

    assert (answer.status_code, rows()) == (409, before)
    assert SAYS_SO in answer.content.decode()
    client.post(url, sent | {"entry": str(kept.uuid)})
    kept.refresh_from_db()
    assert (kept.confirmed_how, kept.shows_email) == (ConfirmedHow.LINK, True)


def test_corrections_by_link_are_carried_to_the_survivors_form(client, kept, other):
    url = reverse("organisations:registration_correct", args=[other.token])
    sent = typed(other, street="Storgatan 1")
    merge(kept, other)
    before = rows()

    answer = client.post(url, sent)

    assert (answer.status_code, rows()) == (409, before)
    assert 'value="Storgatan 1"' in answer.content.decode()


def test_whoever_was_about_to_leave_does_not_take_the_survivor_away(client, kept, other, member):
    by_link = reverse("organisations:registration_remove", args=[other.token])
    region = other.municipality.region.slug
    signed_in = reverse("organisations:organisation_remove", args=[region, other.slug])
    merge(kept, other)

    for url in (by_link, signed_in):
        answer = client.post(url, {"entry": str(other.uuid)}, follow=True)
        assert kept.name in answer.content.decode()

    kept.refresh_from_db()
    assert kept.status == OrganisationStatus.LISTED


def test_claim_is_kept_as_typed_and_sent_for_the_survivor(client, kept, other):
    user = UserFactory()
    sign_in(client, user)
    url = reverse("organisations:representation_request", args=[other.uuid])
    sent = {
        "task": "signatory",
        "shown_by": "minutes",
        "evidence": "Jag står i protokollet från mars",
        "entry": str(other.uuid),
    }
    merge(kept, other)

    answer = client.post(url, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Jag står i protokollet från mars" in page and SAYS_SO in page
    assert not Representative.objects.exists()
    client.post(url, sent | {"entry": str(kept.uuid)})
    assert Representative.objects.get().organisation == kept


def test_colleague_is_not_invited_to_another_association(client, kept, other, member):
    region = other.municipality.region.slug
    url = reverse("organisations:organisation_colleagues", args=[region, other.slug])
    merge(kept, other)

    sent = {"email": "ny@ex.example", "task": "signatory", "entry": str(other.uuid)}
    answer = client.post(url, sent)

    assert answer.status_code == 409
    assert 'value="ny@ex.example"' in answer.content.decode()
    assert not ColleagueInvitation.objects.exists()


def test_answer_from_an_open_invitation_does_not_turn_the_survivors(client, kept, other):
    meeting = MeetingFactory()
    invitation = InvitationFactory(meeting=meeting, organisation=other)
    Invitation.objects.filter(pk=invitation.pk).update(status="issued")
    reply = ReplyFactory(meeting=meeting, organisation=kept, comes=True)
    url = reverse("consultations:invitation_answer", args=[invitation.token])
    detail = reverse("consultations:invitation_detail", args=[invitation.token])
    assert f'name="entry" value="{other.uuid}"' in client.get(detail).content.decode()
    merge(kept, other)

    answer = client.post(url, {"svar": "nej", "entry": str(other.uuid)})

    reply.refresh_from_db()
    assert (answer["Location"], reply.comes) == (detail, True)
    client.post(url, {"svar": "nej", "entry": str(kept.uuid)})
    reply.refresh_from_db()
    assert reply.comes is False


def test_call_is_written_down_for_the_survivor_after_a_look(client, kept, other):
    meeting = MeetingFactory()
    sign_in(client, AssignmentFactory().user)
    url = reverse("consultations:desk_phone", args=[meeting.uuid, other.uuid])
    sent = {"comes": "ja", "names": "Bo Al", "entry": str(other.uuid)}
    merge(kept, other)

    answer = client.post(url, sent)

    assert answer.status_code == 409
    assert kept.name in answer.content.decode()
    assert not Reply.objects.exists()


def test_sign_up_of_a_newly_registered_entry_goes_on_with_the_survivor(client, kept):
    meeting = MeetingFactory()
    mine = OrganisationFactory(name="Habo hembygd", status="reported")
    session = client.session
    session["registered_organisation"] = str(mine.uuid)
    session.save()
    region = meeting.region.slug
    url = reverse("consultations:sign_up_as", args=[region, meeting.slug, "som-forening"])
    sent = {"email": "bo@ex.example", "persons": "1", "name_1": "Bo Al", "entry": str(mine.uuid)}
    merge(kept, mine)

    answer = client.post(url, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "bo@ex.example" in page and kept.name in page
    client.post(url, sent | {"entry": str(kept.uuid)})
    assert Reply.objects.get().organisation == kept
