"""Those who speak for an association already let in colleagues, invite them, and leave."""

import pytest
from django.urls import reverse

from organisations.actions import claims, people
from organisations.models import ColleagueInvitation, Letter, RepresentativeStatus, Shown, Task
from tests.organisations.claimants import claim, member, organisation, person

__all__ = ["organisation"]
pytestmark = pytest.mark.django_db


def colleagues_page(organisation):
    return reverse("organisations:organisation_colleagues", args=["jonkoping", organisation.slug])


def test_a_colleague_lets_in_whom_she_knows(client, organisation):
    client.force_login(member(organisation))
    theirs = claim(organisation)
    address = reverse(
        "organisations:colleague_admit", args=["jonkoping", organisation.slug, theirs.pk]
    )

    page = client.get(colleagues_page(organisation))
    first, second = client.post(address), client.post(address)

    theirs.refresh_from_db()
    assert page.context["claims"] == [theirs]
    assert (first.url, second.url) == (colleagues_page(organisation),) * 2
    assert (theirs.status, theirs.shown_by) == (RepresentativeStatus.APPROVED, Shown.COLLEAGUE)


def test_nobody_lets_herself_in(client, organisation):
    theirs = claim(organisation)
    client.force_login(theirs.user)

    got = client.post(
        reverse("organisations:colleague_admit", args=["jonkoping", organisation.slug, theirs.pk])
    )

    with pytest.raises(people.NotYours):
        claims.vouch(representative=theirs, by=theirs.user)
    assert got.status_code == 404


def test_an_invited_colleague_is_let_in_at_once_and_only_by_that_address(client, organisation):
    client.force_login(member(organisation))
    form = {"email": "Bo@Exempel.se", "task": "signatory"}
    first, second = (client.post(colleagues_page(organisation), form) for _ in range(2))

    stranger, invited = claim(organisation, "cia@exempel.se"), claim(organisation)

    assert first.status_code == second.status_code == 302
    assert Letter.objects.filter(recipient="bo@exempel.se", occasion__startswith="col").count() == 1
    assert (stranger.is_disputed, invited.is_approved) == (True, True)
    assert not ColleagueInvitation.objects.exists()


def test_the_invited_choose_nothing_but_their_task(client, organisation):
    claims.invite_colleague(
        organisation=organisation,
        email="bo@exempel.se",
        task=Task.SIGNATORY,
        by=member(organisation),
    )
    client.force_login(person("bo@exempel.se"))
    address = reverse("organisations:representation_request", args=[organisation.uuid])

    page = client.get(address)
    client.post(address, {"task": "signatory"})

    assert list(page.context["form"].fields) == ["task"]
    assert organisation.representatives.approved().signatories().exists()


def test_only_ten_are_invited_a_day_and_nobody_who_is_in_already(organisation):
    ours = member(organisation)

    with pytest.raises(claims.RepresentsAlready):
        claims.invite_colleague(
            organisation=organisation, email="ANNA@koren.example", task=Task.DRAFTER, by=ours
        )
    for number in range(claims.INVITATIONS_A_DAY):
        claims.invite_colleague(
            organisation=organisation, email=f"p{number}@exempel.se", task=Task.DRAFTER, by=ours
        )
    with pytest.raises(claims.TooMany):
        claims.invite_colleague(
            organisation=organisation, email="sist@exempel.se", task=Task.DRAFTER, by=ours
        )


def test_an_invitation_that_is_taken_back_opens_nothing(client, organisation):
    client.force_login(member(organisation))
    client.post(colleagues_page(organisation), {"email": "bo@exempel.se", "task": "drafter"})
    invited = organisation.colleague_invitations.get()

    client.post(
        reverse(
            "organisations:colleague_take_back",
            args=["jonkoping", organisation.slug, invited.pk],
        )
    )

    assert claim(organisation).is_disputed


def test_the_last_one_is_warned_and_leaves_the_association_unclaimed(client, organisation):
    client.force_login(member(organisation))
    address = reverse("organisations:representation_end", args=[organisation.uuid])

    page = client.get(address)
    client.post(address)

    assert page.context["is_last"]
    assert not organisation.representatives.open().exists()
    assert client.get(address).status_code == 404
    assert claim(organisation).status == RepresentativeStatus.REQUESTED


def test_who_is_alone_is_told_so_on_the_associations_page(client, organisation):
    client.force_login(member(organisation))
    alone = client.get(organisation.get_absolute_url())
    member(organisation, "eva@koren.example")
    two = client.get(organisation.get_absolute_url())

    assert b"Bjud in en kollega" in alone.content
    assert b"Bjud in en kollega" not in two.content
