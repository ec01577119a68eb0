import uuid
from datetime import date

import pytest
from django.urls import reverse

from kick.lib.letter_text import ENCLOSED
from organisations.actions import alliances
from organisations.models import (
    Alliance,
    AllianceMember,
    Kind,
    Letter,
    MemberStatus,
    Municipality,
    Organisation,
    Region,
    Representative,
    Stage,
    Task,
    WrongMove,
)
from organisations.reach import Reached, reach_of
from tests.factories import AllianceFactory, AssignmentFactory, OrganisationFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
JONKOPING = "0680"


def speaker(organisation, task=Task.SIGNATORY):
    user = UserFactory()
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return user


def formed(**words):
    alliance = AllianceFactory(**words)
    place = Municipality.objects.get(code=JONKOPING)
    alliances.move_alliance(alliance=alliance, stage=Stage.WORKING_GROUP, place=place)
    alliances.move_alliance(alliance=alliance, stage=Stage.FORMED, formed_on=date(2026, 5, 4))
    return alliance


def test_an_alliance_may_cover_several_regions_and_is_seen_in_each():
    alliance = AllianceFactory(slugs=["jonkoping", "kronoberg"])

    for slug in ["jonkoping", "kronoberg"]:
        assert list(Alliance.objects.in_region(Region.objects.get(slug=slug))) == [alliance]
    assert not Alliance.objects.in_region(Region.objects.get(slug="uppsala"))


def test_nobody_begins_an_alliance_where_she_does_not_lead():
    elsewhere = Region.objects.get(slug="kronoberg")

    with pytest.raises(alliances.NotYours):
        alliances.begin_alliance(name="Ny", regions=[elsewhere], by=AssignmentFactory().user)


def test_begun_twice_by_the_same_person_it_is_one():
    lead, here = AssignmentFactory().user, Region.objects.get(slug="jonkoping")

    first = alliances.begin_alliance(name="Kulturallians", regions=[here], by=lead)

    assert alliances.begin_alliance(name="Kulturallians", regions=[here], by=lead) == first


def test_from_the_working_group_on_it_is_an_organisation_that_is_invited_and_answers():
    alliance = AllianceFactory(name="Kulturallians Småland")
    place = Municipality.objects.get(code=JONKOPING)

    alliances.move_alliance(alliance=alliance, stage=Stage.WORKING_GROUP, place=place)

    organisation = Organisation.objects.get(kind=Kind.ALLIANCE)
    assert alliance.organisation == organisation
    assert (organisation.name, organisation.is_public) == ("Kulturallians Småland", True)


def test_an_alliance_that_speaks_needs_a_seat():
    with pytest.raises(alliances.NeedsAPlace):
        alliances.move_alliance(alliance=AllianceFactory(), stage=Stage.WORKING_GROUP)


def test_interest_does_not_become_a_formed_association_in_one_step():
    place = Municipality.objects.get(code=JONKOPING)

    with pytest.raises(WrongMove):
        alliances.move_alliance(alliance=AllianceFactory(), stage=Stage.FORMED, place=place)
    assert not Organisation.objects.exists()


def test_a_dormant_alliance_wakes_as_the_same_organisation():
    alliance = formed()
    own = alliance.organisation
    alliances.move_alliance(alliance=alliance, stage=Stage.DORMANT)

    alliances.move_alliance(alliance=alliance, stage=Stage.FORMED)

    assert (alliance.organisation, alliance.formed_on) == (own, date(2026, 5, 4))


def test_the_project_lead_runs_a_young_alliance_and_not_a_formed_one():
    lead, young, grown = AssignmentFactory().user, AllianceFactory(), formed()
    chair = speaker(grown.organisation)

    assert list(Alliance.objects.run_by(lead)) == [young]
    assert list(Alliance.objects.run_by(chair)) == [grown]
    assert set(Alliance.objects.followed_by(lead)) == {young, grown}


def test_taking_part_twice_is_once():
    alliance, organisation = AllianceFactory(), OrganisationFactory()

    for _ in range(2):
        alliances.take_part(alliance=alliance, organisation=organisation)

    assert alliance.members.get().status == MemberStatus.PARTICIPANT


def test_who_has_left_may_come_back():
    alliance, organisation = AllianceFactory(), OrganisationFactory()
    member = alliances.take_part(alliance=alliance, organisation=organisation)
    assert alliances.leave(member=member)
    assert not alliances.leave(member=member)

    assert alliances.take_part(alliance=alliance, organisation=organisation).takes_part


@pytest.mark.parametrize("kind", [Kind.MUNICIPALITY, Kind.AUTHORITY, Kind.ALLIANCE])
def test_an_authority_is_no_member(kind):
    with pytest.raises(alliances.NotAMember):
        alliances.take_part(alliance=AllianceFactory(), organisation=OrganisationFactory(kind=kind))
    assert not AllianceMember.objects.exists()


def test_nobody_applies_before_there_is_an_association():
    with pytest.raises(alliances.NotFormed):
        alliances.apply(alliance=AllianceFactory(), organisation=OrganisationFactory(), met=[])


def applied(alliance, **words):
    organisation = OrganisationFactory(public=True, **words)
    met = list(alliance.criteria.all()[:1])
    return alliances.apply(alliance=alliance, organisation=organisation, met=met, word="Gärna!")


def with_criteria(alliance, *criteria):
    return alliances.change_alliance(
        alliance=alliance, name=alliance.name, purpose="", fee=500, criteria=list(criteria)
    )


def test_an_application_answers_every_criterion():
    alliance = with_criteria(formed(), "Har säte i länet", "Är demokratiskt uppbyggd")

    member = applied(alliance)

    answers = [(answer.criterion.text, answer.is_met) for answer in member.answers.all()]
    assert answers == [("Har säte i länet", True), ("Är demokratiskt uppbyggd", False)]


def test_criteria_that_change_places_keep_their_answers():
    alliance = with_criteria(formed(), "Första", "Andra")
    member = applied(alliance)

    with_criteria(alliance, "Andra", "Ny", "Första")

    assert [row.text for row in alliance.criteria.all()] == ["Andra", "Ny", "Första"]
    assert {row.criterion.text for row in member.answers.all()} == {"Första", "Andra"}


def test_the_boards_decision_is_told_once_and_made_once():
    alliance = formed()
    member, chair = applied(alliance, email="info@koren.example"), speaker(alliance.organisation)

    alliances.decide(member=member, admit=True, by=chair)
    with pytest.raises(WrongMove):
        alliances.decide(member=member, admit=False, reason="Nej.", by=chair)

    letter = Letter.objects.get(purpose="alliance")
    assert letter.recipient == "info@koren.example"
    assert member.status == MemberStatus.MEMBER


def test_a_no_gives_its_reason_and_lets_the_association_apply_again():
    alliance = formed()
    member = applied(alliance)

    alliances.decide(member=member, admit=False, reason="Ni har säte i Skåne.", by=UserFactory())

    assert "Ni har säte i Skåne." in Letter.objects.get(purpose="alliance").body
    again = alliances.apply(alliance=alliance, organisation=member.organisation, met=[])
    assert (again.pk, again.status, again.reason) == (member.pk, MemberStatus.APPLIED, "")


def write(alliance, key, words="Vi ses i Nässjö."):
    return alliances.write_to_all(
        alliance=alliance, subject="Möte", words=words, key=key, by=UserFactory(name="Ada Ek")
    )


def test_a_letter_to_all_goes_once_to_each_address_and_is_stored_sealed():
    alliance = AllianceFactory()
    for address in ["a@koren.example", "A@koren.example", "b@laget.example", ""]:
        organisation = OrganisationFactory(email=address)
        alliances.take_part(alliance=alliance, organisation=organisation)
    left = alliances.take_part(alliance=alliance, organisation=OrganisationFactory())
    alliances.leave(member=left)
    key = uuid.uuid4()

    assert [write(alliance, key), write(alliance, key)] == [2, 2]

    letters = Letter.objects.filter(purpose="alliance")
    assert sorted(letters.values_list("recipient", flat=True)) == [
        "a@koren.example",
        "b@laget.example",
    ]
    assert all("Nässjö" not in letter.body and ENCLOSED in letter.body for letter in letters)


def test_a_letter_to_nobody_is_refused():
    with pytest.raises(alliances.NobodyToWriteTo):
        write(AllianceFactory(), uuid.uuid4())


def test_the_board_sees_whom_it_does_not_reach(django_assert_max_num_queries):
    alliance = AllianceFactory()
    here = OrganisationFactory()
    OrganisationFactory.create_batch(2, municipality=Municipality.objects.get(code="0643"))
    OrganisationFactory(municipality=Municipality.objects.get(code="0780"))
    alliances.take_part(alliance=alliance, organisation=here)

    with django_assert_max_num_queries(5):
        reached = reach_of(alliance)

    places = {place.name: place for place in reached["places"]}
    assert places["Jönköping"] == Reached("Jönköping", 1, 1)
    assert places["Habo"] == Reached("Habo", 2, 0)
    assert places["Habo"].is_missing
    assert "Växjö" not in places


def test_pages_show_no_name_of_the_board_that_was_not_let_be_shown(client):
    alliance = formed()
    for name, shows in [("Ada Ek", True), ("Bo Lind", False)]:
        alliance.board_seats.create(
            task="chair", name=name, since=date(2026, 1, 1), shows_name=shows
        )

    page = client.get(alliance.get_absolute_url()).content.decode()

    assert "Ada Ek" in page
    assert "Bo Lind" not in page


def test_the_board_names_no_association_that_hides_in_the_register(client):
    alliance = formed()
    hidden = OrganisationFactory(name="Den hemliga kören", listed_publicly=False)
    shown = OrganisationFactory(name="Det öppna laget", public=True)
    for organisation in [hidden, shown]:
        alliance.board_seats.create(
            task="member", name="Ada Ek", organisation=organisation, since=date(2026, 1, 1)
        )

    page = client.get(alliance.get_absolute_url()).content.decode()

    assert "Det öppna laget" in page
    assert "Den hemliga kören" not in page


def test_a_member_that_hides_in_the_register_is_counted_and_not_named(client):
    alliance = AllianceFactory()
    hidden = OrganisationFactory(name="Den hemliga kören", listed_publicly=False)
    alliances.take_part(alliance=alliance, organisation=hidden)

    page = client.get(alliance.get_absolute_url()).content.decode()

    assert "Den hemliga kören" not in page
    assert "En förening är med" in page


def test_an_association_joins_through_the_page_and_leaves_again(client):
    alliance, organisation = AllianceFactory(), OrganisationFactory(name="Kören")
    sign_in(client, speaker(organisation))

    page = client.post(
        reverse("organisations:alliance_join", args=[alliance.slug]),
        {"organisation": organisation.pk},
        follow=True,
    )

    member = alliance.members.get()
    assert "Kören är med" in page.content.decode()
    client.post(reverse("organisations:alliance_leave", args=[alliance.slug, member.pk]))
    assert alliance.members.get().status == MemberStatus.LEFT


def test_nobody_joins_for_a_foreign_association(client):
    alliance, foreign = AllianceFactory(), OrganisationFactory()
    sign_in(client, speaker(OrganisationFactory()))

    page = client.post(
        reverse("organisations:alliance_join", args=[alliance.slug]), {"organisation": foreign.pk}
    )

    assert page.status_code == 422
    assert not alliance.members.exists()


def test_the_working_group_stands_under_a_heading_of_its_own(client):
    alliance = AllianceFactory()
    for task, name in [("chair", "Anna Ek"), ("convener", "Bo Al"), ("group", "Cia Bo")]:
        alliance.board_seats.create(task=task, name=name, since=date(2026, 1, 1), shows_name=True)

    page = client.get(reverse("organisations:alliance_detail", args=[alliance.slug]))

    board, group = page.content.decode().split("<h2>Arbetsgrupp</h2>")
    assert "<h2>Styrelsen</h2>" in board
    assert "Anna Ek" in board and "Bo Al" not in board
    assert "Bo Al" in group and "Cia Bo" in group and "Anna Ek" not in group


def test_the_alliances_organisation_leads_to_the_alliance(client):
    alliance = AllianceFactory()
    organisation = OrganisationFactory(public=True, kind="alliance")
    type(alliance).objects.filter(pk=alliance.pk).update(organisation=organisation)
    link = f'href="{reverse("organisations:alliance_detail", args=[alliance.slug])}"'

    assert link in client.get(organisation.get_absolute_url()).content.decode()
    other = OrganisationFactory(public=True)
    assert "/allianser/" not in client.get(other.get_absolute_url()).content.decode()


def test_the_board_page_keeps_periods_and_what_was_typed(client):
    alliance = formed()
    sign_in(client, speaker(alliance.organisation))
    address = reverse("organisations:alliance_board", args=[alliance.slug])
    seat = {"task": "chair", "name": "Ada Ek", "since": "2026-05-01", "until": "2026-04-01"}

    wrong = client.post(address, seat)
    client.post(address, seat | {"until": "2027-04-01"})

    assert wrong.status_code == 422
    assert "Ada Ek" in wrong.content.decode()
    assert alliance.board_seats.get().until == date(2027, 4, 1)
