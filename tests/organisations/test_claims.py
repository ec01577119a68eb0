import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from organisations.actions import address_code, claims, people, purging, representation, sealed_mail
from organisations.models import (
    ColleagueInvitation,
    Letter,
    Organisation,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    SealedMail,
    Shown,
    Task,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
CLAIM = {"task": "drafter", "shown_by": "minutes", "evidence": "Årsmötet, § 8."}


@pytest.fixture
def organisation():
    return OrganisationFactory(public=True, email="info@koren.example")


@pytest.fixture
def lead():
    return AssignmentFactory(user__name="Maja Lind").user


def person(email, name=""):
    user = UserFactory(email=email, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def member(organisation, email="anna@koren.example"):
    user = person(email, "Anna")
    Representative.objects.create(user=user, organisation=organisation).approve()
    return user


def claim(organisation, email="bo@exempel.se"):
    return representation.request_representation(
        user=person(email),
        organisation=organisation,
        task=Task.DRAFTER,
        shown_by=Shown.WEBSITE,
        evidence="Namnet står på webbplatsen.",
    )


def letters():
    return set(Letter.objects.values_list("recipient", "occasion"))


def colleagues_page(organisation):
    return reverse("organisations:organisation_colleagues", args=["jonkoping", organisation.slug])


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


def test_a_claim_that_waits_can_be_taken_back(client, organisation):
    theirs = claim(organisation)
    client.force_login(theirs.user)

    client.post(reverse("organisations:representation_end", args=[organisation.uuid]))

    theirs.refresh_from_db()
    assert theirs.status == RepresentativeStatus.ENDED


def test_who_is_alone_is_told_so_on_the_associations_page(client, organisation):
    client.force_login(member(organisation))
    alone = client.get(organisation.get_absolute_url())
    member(organisation, "eva@koren.example")
    two = client.get(organisation.get_absolute_url())

    assert b"Bjud in en kollega" in alone.content
    assert b"Bjud in en kollega" not in two.content


def mailed_code():
    mail = SealedMail.objects.latest("pk")
    message = sealed_mail._message(mail)
    return re.search(r"\d{4}-\d{4}", message.body)[0], message.to


def ask_for_code(client, organisation):
    address = reverse("organisations:representation_request", args=[organisation.uuid])
    return client.post(address, {"task": "signatory", "shown_by": "address"})


def test_a_code_to_the_registered_address_lets_somebody_in_at_once(client, organisation):
    ours = member(organisation)
    bo = person("bo@exempel.se")
    client.force_login(bo)
    sent = ask_for_code(client, organisation)
    code, to = mailed_code()

    wrong = client.post(sent.url, {"code": "0000-000"})
    right = client.post(sent.url, {"code": code})
    again = client.post(sent.url, {"code": code})

    got = organisation.representatives.get(user=bo)
    assert (to, wrong.status_code, right.status_code) == (["info@koren.example"], 422, 302)
    assert (got.status, got.shown_by, got.task) == ("approved", "address", "signatory")
    assert again.status_code == 302
    assert (ours.email, f"joined:{got.pk}") in letters()
    assert code not in str(dict(client.session)) and code.replace("-", "") not in str(
        dict(client.session)
    )


def test_the_fourth_try_is_refused_even_when_it_is_right(client, organisation):
    client.force_login(person("bo@exempel.se"))
    sent = ask_for_code(client, organisation)
    code, _to = mailed_code()

    for wrong in ("11111111", "2222", "3"):
        client.post(sent.url, {"code": wrong})

    assert client.post(sent.url, {"code": code}).status_code == 422
    assert not organisation.representatives.open().exists()


def test_a_code_ends_after_ten_minutes_and_with_the_address(organisation):
    kept = address_code.send_code(organisation=organisation)
    code, _to = mailed_code()
    later = timezone.now() + timedelta(minutes=11)

    late = address_code.is_right(kept=kept, organisation=organisation, typed=code, at=later)
    organisation.email = "ny@koren.example"
    moved = address_code.is_right(kept=kept, organisation=organisation, typed=code)
    other = address_code.is_right(kept=kept, organisation=OrganisationFactory(), typed=code)

    assert (late, moved, other) == (False, False, False)


def test_without_an_address_the_page_is_the_same_and_nothing_is_sent(client):
    silent = OrganisationFactory(email="")
    client.force_login(person("bo@exempel.se"))

    sent = ask_for_code(client, silent)

    assert client.get(sent.url).status_code == 200
    assert not SealedMail.objects.exists()


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
