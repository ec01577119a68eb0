"""Of those who claim to speak for an association, whom the desk lets in, and who is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from organisations.actions import claims, people, purging
from organisations.models import (
    ColleagueInvitation,
    Letter,
    Organisation,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    Task,
)
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.organisations.claimants import claim, lead, letters, member, organisation, person
from tests.sign_in import sign_in

__all__ = ["lead", "organisation"]
pytestmark = pytest.mark.django_db
CLAIM = {"task": "drafter", "shown_by": "minutes", "evidence": "Årsmötet, § 8."}


def test_a_claim_where_somebody_speaks_already_is_disputed_and_both_are_told(organisation):
    ours = member(organisation)

    theirs = claim(organisation)

    assert theirs.status == RepresentativeStatus.DISPUTED
    assert letters() == {
        ("bo@exempel.se", f"disputed:{theirs.pk}"),
        ("anna@koren.example", f"claimed:{theirs.pk}"),
    }
    assert list(Organisation.objects.represented_by(ours)) == [organisation]
    assert not Organisation.objects.represented_by(theirs.user).exists()
    assert "bo@exempel.se" not in Letter.objects.get(recipient="anna@koren.example").body


def test_of_two_who_claim_it_both_are_disputed_and_told_once(organisation):
    first = claim(organisation)
    second = claim(organisation, "cia@exempel.se")
    claim(organisation, "dan@exempel.se")

    first.refresh_from_db()
    assert first.is_disputed and second.is_disputed
    assert Letter.objects.filter(occasion=f"disputed:{first.pk}").count() == 1


def test_a_dispute_is_decided_with_a_reason_by_the_database_too(organisation, lead):
    member(organisation)
    theirs = claim(organisation)

    for decide in (people.approve_representative, people.decline_representative):
        with pytest.raises(people.NeedsReason):
            decide(representative=theirs, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        theirs.approve(by=lead)


def test_the_decision_is_told_to_both_and_releases_only_who_was_named(organisation, lead):
    gone, stays = member(organisation), member(organisation, "eva@koren.example")
    theirs = claim(organisation)
    Letter.objects.all().delete()
    released = organisation.representatives.get(user=gone)

    claims.decide_claim(
        representative=theirs,
        approves=True,
        reason="Protokollet visar ett nytt val.",
        released=[released.pk],
        by=lead,
    )

    assert set(organisation.representatives.approved().values_list("user", flat=True)) == {
        stays.pk,
        theirs.user_id,
    }
    assert letters() == {
        ("bo@exempel.se", "approved"),
        ("anna@koren.example", "ended"),
        ("eva@koren.example", f"decided:{theirs.pk}"),
    }
    told = Letter.objects.exclude(occasion="approved")
    assert all("Protokollet visar ett nytt val." in letter.body for letter in told)


def test_who_is_refused_is_told_why_and_nobody_loses_anything(organisation, lead):
    ours = member(organisation)
    theirs = claim(organisation)

    released = [organisation.representatives.get(user=ours).pk]
    claims.decide_claim(
        representative=theirs, approves=False, reason="Okänd.", released=released, by=lead
    )

    assert "Okänd." in Letter.objects.get(occasion="declined").body
    assert list(Organisation.objects.represented_by(ours)) == [organisation]


def test_a_lead_elsewhere_decides_nothing(organisation):
    elsewhere = AssignmentFactory(region=Region.objects.get(slug="kronoberg")).user

    with pytest.raises(people.NotYours):
        claims.decide_claim(
            representative=claim(organisation), approves=True, reason="Ja.", by=elsewhere
        )


def test_a_claim_that_waits_can_be_taken_back(client, organisation):
    theirs = claim(organisation)
    client.force_login(theirs.user)

    client.post(reverse("organisations:representation_end", args=[organisation.uuid]))

    theirs.refresh_from_db()
    assert theirs.status == RepresentativeStatus.ENDED


def test_evidence_holds_no_personal_number_and_is_needed(client, organisation):
    client.force_login(person("bo@exempel.se"))
    address = reverse("organisations:representation_request", args=[organisation.uuid])

    empty = client.post(address, CLAIM | {"evidence": ""})
    numbered = client.post(address, CLAIM | {"evidence": "Anna 19121212-1212"})

    assert set(empty.context["form"].errors) == set(numbered.context["form"].errors) == {"evidence"}
    assert not Representative.objects.exists()


def test_the_desk_lists_claims_with_their_age_and_decides_once(client, organisation, lead):
    theirs = claim(organisation)
    Representative.objects.update(requested_at=timezone.now() - timedelta(days=12))
    claim(OrganisationFactory(municipality_id="0780"), "cia@exempel.se")
    sign_in(client, lead)
    address = reverse("organisations:desk_claim", args=[theirs.pk])

    listed = client.get(reverse("organisations:desk_claims"))
    answers = [client.post(address, {"decision": "approve"}) for _ in range(2)]

    theirs.refresh_from_db()
    assert [(row, row.days_waiting) for row in listed.context["page"]] == [(theirs, 12)]
    assert [answer.url for answer in answers] == [address, address]
    assert (theirs.status, theirs.decided_by) == (RepresentativeStatus.APPROVED, lead)
    assert Letter.objects.filter(occasion="approved").count() == 1


def test_the_desk_wants_a_reason_for_a_disputed_one_and_keeps_what_was_chosen(
    client, organisation, lead
):
    ours = member(organisation)
    theirs = claim(organisation)
    sign_in(client, lead)
    address = reverse("organisations:desk_claim", args=[theirs.pk])
    released = organisation.representatives.get(user=ours).pk

    empty = client.post(address, {"decision": "approve", "released": [released]})
    client.post(address, {"decision": "approve", "reason": "Nyval.", "released": [released]})

    assert "reason" in empty.context["form"].errors
    assert empty.context["form"]["released"].value() == [str(released)]
    assert list(Organisation.objects.represented_by(theirs.user)) == [organisation]
    assert not Organisation.objects.represented_by(ours).exists()


def test_the_list_of_claims_costs_the_same_with_more_rows(
    client, organisation, lead, django_assert_num_queries
):
    sign_in(client, lead)
    counts = []
    for number in (1, 4):
        for n in range(number):
            claim(organisation, f"p{number}{n}@exempel.se")
        with django_assert_num_queries(8, exact=False) as queries:
            client.get(reverse("organisations:desk_claims"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_officer_who_became_one_is_let_in_by_nobody(organisation, lead):
    theirs = claim(organisation)
    AssignmentFactory(user=theirs.user, role=Role.REGION_OFFICER)

    with pytest.raises(people.SpeaksBothWays):
        claims.vouch(representative=theirs, by=member(organisation))
    with pytest.raises(people.SpeaksBothWays):
        claims.decide_claim(representative=theirs, approves=True, reason="Ja.", by=lead)


def test_evidence_and_invitations_are_forgotten_in_time(organisation, lead):
    decided, waiting = claim(organisation), claim(OrganisationFactory(), "cia@exempel.se")
    people.approve_representative(representative=decided, by=lead)
    claims.invite_colleague(
        organisation=organisation, email="ny@exempel.se", task=Task.DRAFTER, by=decided.user
    )

    purging.purge(at=timezone.now() + timedelta(days=29))
    assert ColleagueInvitation.objects.exists()
    purging.purge(at=timezone.now() + timedelta(days=91))

    kept = dict(Representative.objects.values_list("pk", "evidence"))
    assert (kept[decided.pk], bool(kept[waiting.pk])) == ("", True)
    assert not ColleagueInvitation.objects.exists()
    assert not hasattr(Representative.events.rel.related_model, "evidence")
