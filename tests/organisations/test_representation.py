import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from organisations.actions import representation
from organisations.models import (
    ConfirmedHow,
    Letter,
    Organisation,
    OrganisationStatus,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    Task,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(email="info@koren.example")


def person(email="anna@exempel.se", verified=True):
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def member(organisation):
    user = person("medlem@exempel.se")
    Representative.objects.create(user=user, organisation=organisation).approve()
    return user


def ask(user, organisation):
    return representation.request_representation(
        user=user, organisation=organisation, task=Task.SIGNATORY
    )


def test_request_with_the_registered_address_is_approved_at_once(organisation):
    ours = ask(person("Info@koren.example"), organisation)

    assert ours.status == RepresentativeStatus.APPROVED
    assert ours.decided_by is None
    assert Letter.objects.get().recipient == "info@koren.example"


@pytest.mark.parametrize(
    ("email", "verified"), [("anna@exempel.se", True), ("info@koren.example", False)]
)
def test_request_without_proof_waits_for_the_project_lead(organisation, email, verified):
    ours = ask(person(email, verified), organisation)

    assert ours.status == RepresentativeStatus.REQUESTED
    assert Letter.objects.get().recipient == email
    assert not Organisation.objects.represented_by(ours.user).exists()


def test_request_for_an_organisation_without_address_waits():
    silent = OrganisationFactory(email="")

    assert ask(person(), silent).status == RepresentativeStatus.REQUESTED


def test_officer_of_the_region_cannot_represent_there(organisation):
    here = AssignmentFactory(role=Role.REGION_OFFICER).user
    elsewhere = AssignmentFactory(
        role=Role.REGION_OFFICER, region=Region.objects.get(slug="kronoberg")
    ).user

    with pytest.raises(representation.OfficerOfRegion):
        ask(here, organisation)
    assert ask(elsewhere, organisation).status == RepresentativeStatus.REQUESTED


def test_request_counts_once(organisation):
    user = person()
    ask(user, organisation)

    with pytest.raises(representation.AlreadyRepresents):
        ask(user, organisation)
    assert Representative.objects.count() == 1


def test_request_page_asks_strangers_to_sign_in_and_says_how_things_stand(client, organisation):
    address = reverse("organisations:representation_request", args=[organisation.uuid])
    stranger = client.get(address)
    client.force_login(person())

    asked = client.get(address)
    empty = client.post(address, {"task": ""})
    claim = {"task": "drafter", "shown_by": "website", "evidence": "koren.example/styrelsen"}
    sent = client.post(address, claim, follow=True)
    again = client.post(address, claim, follow=True)

    assert stranger.status_code == 302 and reverse("account_login") in stranger.url
    assert asked.context["ours"] is None and empty.status_code == 422
    assert sent.context["ours"].status == RepresentativeStatus.REQUESTED
    assert sent.context["ours"] == again.context["ours"]
    assert organisation.email not in sent.content.decode()


def test_leaving_is_ones_own_and_may_be_pressed_twice(client, organisation):
    user, other = member(organisation), person()
    theirs = Representative.objects.create(user=other, organisation=organisation)
    theirs.approve()
    address = reverse("organisations:representation_end", args=[organisation.uuid])
    client.force_login(user)

    got, first, second = client.get(address), client.post(address), client.post(address)

    theirs.refresh_from_db()
    assert (got.status_code, got.context["is_last"]) == (200, False)
    assert first.status_code == second.status_code == 302
    assert Representative.objects.get(user=user).status == RepresentativeStatus.ENDED
    assert theirs.status == RepresentativeStatus.APPROVED


def facts(**changed):
    return {
        "name": "Kören",
        "kind": "association",
        "email": "ny@koren.example",
        "contact_language": "sv",
        "listed_publicly": "no",
        "works_in": ["0685"],
        "art_forms": ["kor"],
        **changed,
    }


def test_representative_changes_the_facts(client, organisation):
    organisation.mark_email_refused()
    address = reverse("organisations:organisation_edit", args=["jonkoping", organisation.slug])
    client.force_login(member(organisation))

    page = client.get(address)
    wrong = client.post(address, facts(email="inte en adress"))
    saved = client.post(address, facts())
    organisation.refresh_from_db()

    assert page.context["form"]["email"].value() == "info@koren.example"
    assert wrong.status_code == 422 and saved.status_code == 302
    assert (organisation.name, organisation.email) == ("Kören", "ny@koren.example")
    assert organisation.listed_publicly is False
    assert organisation.confirmed_how == ConfirmedHow.ACCOUNT
    assert organisation.email_refused_at is None
    assert [place.code for place in organisation.works_in.all()] == ["0685"]
    assert organisation.municipality_id == "0680"


def test_representative_cannot_change_more_than_the_form_has(client, organisation):
    address = reverse("organisations:organisation_edit", args=["jonkoping", organisation.slug])
    client.force_login(member(organisation))

    client.post(address, facts(status="dormant", org_number="8020028711", municipality="0685"))
    organisation.refresh_from_db()

    assert organisation.status == OrganisationStatus.LISTED
    assert organisation.org_number == ""
    assert organisation.municipality_id == "0680"


@pytest.mark.parametrize("name", ["organisation_edit", "organisation_remove"])
def test_what_is_not_ones_own_is_missing(client, organisation, name):
    address = reverse(f"organisations:{name}", args=["jonkoping", organisation.slug])
    asked = person()
    Representative.objects.create(user=asked, organisation=organisation)
    client.force_login(member(OrganisationFactory()))
    foreign = client.get(address), client.post(address, facts())
    client.force_login(asked)
    not_yet = client.get(address), client.post(address, facts())

    organisation.refresh_from_db()
    assert [answer.status_code for answer in foreign + not_yet] == [404] * 4
    assert organisation.status == OrganisationStatus.LISTED


def test_representative_takes_the_organisation_out_of_the_register(client, organisation):
    address = reverse("organisations:organisation_remove", args=["jonkoping", organisation.slug])
    client.force_login(member(organisation))

    shown = client.get(address)
    organisation.refresh_from_db()
    before = organisation.status
    answer, again = client.post(address), client.post(address)
    organisation.refresh_from_db()

    assert [page.status_code for page in (shown, answer, again)] == [200, 200, 200]
    assert answer.context["organisation"] == again.context["organisation"] == organisation
    assert before == OrganisationStatus.LISTED
    assert organisation.status == OrganisationStatus.REMOVED
    assert organisation.email == ""
    assert Representative.objects.get().status == RepresentativeStatus.ENDED
