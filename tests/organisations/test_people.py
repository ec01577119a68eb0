import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils import timezone

from organisations.actions import people
from organisations.models import (
    Assignment,
    Letter,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    User,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jonkoping():
    return Region.objects.get(slug="jonkoping")


@pytest.fixture
def uppsala():
    return Region.objects.get(slug="uppsala")


@pytest.fixture
def lead():
    return AssignmentFactory(user__name="Maja Lind").user


@pytest.fixture
def national():
    return AssignmentFactory(region=None).user


def come_in(client, user):
    """Signed in with both steps."""
    factor = TOTP.activate(user, generate_totp_secret()).instance
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "id": factor.pk, "type": "totp"}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def ask(organisation=None):
    return Representative.objects.create(
        user=UserFactory(), organisation=organisation or OrganisationFactory()
    )


def test_role_is_given_to_somebody_new(lead, jonkoping):
    given = people.give_role(
        email="Ny@Exempel.se", name="Ny Person", role=Role.REGION_OFFICER, region=jonkoping, by=lead
    )

    assert (given.user.email, given.user.name) == ("ny@exempel.se", "Ny Person")
    assert given.user.is_officer_of(jonkoping)


@pytest.mark.parametrize("slug", ["uppsala", None])
def test_role_is_refused_outside_the_givers_regions(lead, slug):
    region = Region.objects.get(slug=slug) if slug else None

    with pytest.raises(people.NotYours):
        people.give_role(email="ny@exempel.se", role=Role.PROJECT_LEAD, region=region, by=lead)

    assert User.objects.count() == 1


def test_officer_gives_no_role(jonkoping):
    officer = AssignmentFactory(role=Role.REGION_OFFICER).user

    with pytest.raises(people.NotYours):
        people.give_role(email="ny@exempel.se", role=Role.REGISTRAR, region=jonkoping, by=officer)


def test_role_is_given_once(lead, jonkoping):
    with pytest.raises(people.HasItAlready):
        people.give_role(email=lead.email, role=Role.PROJECT_LEAD, region=jonkoping, by=lead)


def test_nobody_is_officer_and_speaks_for_an_association_there(lead, jonkoping, uppsala):
    user = ask().user

    with pytest.raises(people.SpeaksBothWays):
        people.give_role(email=user.email, role=Role.REGION_OFFICER, region=jonkoping, by=lead)

    elsewhere = AssignmentFactory(region=uppsala).user
    assert people.give_role(
        email=user.email, role=Role.REGION_OFFICER, region=uppsala, by=elsewhere
    )


def test_officer_is_not_approved_to_speak_for_an_association_there(lead):
    asked = ask()
    AssignmentFactory(user=asked.user, role=Role.REGION_OFFICER)

    with pytest.raises(people.SpeaksBothWays):
        people.approve_representative(representative=asked, by=lead)


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        (people.approve_representative, "requested", "approved"),
        (people.decline_representative, "requested", "declined"),
        (people.end_representative, "approved", "ended"),
    ],
)
def test_representative_is_decided_and_told(lead, action, before, after):
    row = Representative.objects.create(
        user=UserFactory(), organisation=OrganisationFactory(), status=before
    )

    action(representative=row, by=lead)

    row.refresh_from_db()
    assert (row.status, row.decided_by) == (after, lead)
    assert Letter.objects.get().recipient == row.user.email


def test_representative_elsewhere_is_not_decided(uppsala):
    stranger = AssignmentFactory(region=uppsala).user

    with pytest.raises(people.NotYours):
        people.approve_representative(representative=ask(), by=stranger)


def test_second_factor_is_taken_away_by_the_national_lead_only(lead, national):
    TOTP.activate(lead, generate_totp_secret())

    with pytest.raises(people.NotYours):
        people.reset_second_factor(user=national, by=lead)
    with pytest.raises(people.NotYours):
        people.reset_second_factor(user=national, by=national)
    people.reset_second_factor(user=lead, by=national)

    assert Authenticator.objects.count() == 0


def test_lead_gives_a_role_in_the_admin(client, lead, jonkoping):
    come_in(client, lead)
    form = {
        "email": "erik@exempel.se",
        "name": "Erik Dahl",
        "role": "region_officer",
        "region": jonkoping.pk,
    }

    answer = client.post(reverse("admin:organisations_assignment_add"), form)

    assert answer.status_code == 302
    assert Assignment.objects.get(user__email="erik@exempel.se").region == jonkoping


@pytest.mark.parametrize("slug", ["uppsala", None])
def test_lead_gives_no_role_elsewhere_in_the_admin(client, lead, slug):
    come_in(client, lead)
    region = Region.objects.get(slug=slug).pk if slug else ""
    form = {"email": "ny@exempel.se", "name": "", "role": "project_lead", "region": region}

    answer = client.post(reverse("admin:organisations_assignment_add"), form)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["region"]
    assert Assignment.objects.count() == 1


def test_lead_sees_the_people_of_her_regions(client, lead, uppsala):
    asked, elsewhere = ask(), AssignmentFactory(region=uppsala).user
    come_in(client, lead)

    rows = client.get(reverse("admin:organisations_user_changelist")).context["cl"].queryset
    missing = client.get(reverse("admin:organisations_user_change", args=[elsewhere.pk]))

    assert set(rows) == {lead, asked.user}
    assert missing.status_code == 404


def test_lead_reads_users_and_the_national_lead_changes_them(client, lead, national):
    address = reverse("admin:organisations_user_change", args=[lead.pk])
    form = {"email": lead.email, "name": "Annat namn", "language": "sv", "is_active": "on"}
    come_in(client, lead)
    by_lead = client.post(address, form)
    client.logout()
    come_in(client, national)
    by_national = client.post(address, form | empty_inlines())

    assert by_lead.status_code == 403
    assert by_national.status_code == 302
    lead.refresh_from_db()
    assert lead.name == "Annat namn"


def empty_inlines():
    return {
        f"{name}-{word}_FORMS": 0
        for name in ["assignments", "representations"]
        for word in ["TOTAL", "INITIAL"]
    }


def test_history_says_who_changed_what(client, lead, jonkoping):
    come_in(client, lead)
    address = reverse("admin:organisations_region_change", args=[jonkoping.pk])
    form = {
        "contact_name": "Erik Dahl",
        "contact_email": "",
        "contact_phone": "",
        "registry_email": "diarium@exempel.se",
        "deciding_body": "",
        "annual_month": "3",
        "website": "",
    }
    client.post(address, form)

    page = client.get(reverse("admin:organisations_region_history", args=[jonkoping.pk]))

    change = page.context["changes"][0]
    assert change["by"] == "Maja Lind"
    assert [(old, new) for _name, old, new in change["fields"]] == [
        ("–", "diarium@exempel.se"),
        ("–", "Erik Dahl"),
    ]


def test_requests_are_decided_in_the_admin(client, lead):
    asked = ask()
    come_in(client, lead)

    client.post(
        reverse("admin:organisations_representative_changelist"),
        {"action": "approve", "_selected_action": [asked.pk]},
    )

    asked.refresh_from_db()
    assert asked.status == RepresentativeStatus.APPROVED


@pytest.mark.parametrize(
    "model",
    [
        "user",
        "assignment",
        "representative",
        "region",
        "municipality",
        "artform",
        "minority",
    ],
)
def test_lists_cost_the_same_for_one_and_three(
    client, national, model, django_assert_max_num_queries
):
    come_in(client, national)
    for _ in range(3):
        AssignmentFactory()
        ask()

    with django_assert_max_num_queries(12):
        page = client.get(reverse(f"admin:organisations_{model}_changelist"))

    assert page.status_code == 200


def test_an_account_that_nobody_used_for_two_years_is_forgotten_in_history_too():
    old = UserFactory(email="gammal@exempel.se", joined_at=timezone.now() - timedelta(days=800))
    UserFactory(email="ny@exempel.se")
    AssignmentFactory(user__joined_at=timezone.now() - timedelta(days=800))

    assert people.forget_people() == 1

    assert not User.objects.filter(pk=old.pk).exists()
    history = User.pgh_event_models["delete"].objects.filter(pgh_obj_id=old.pk)
    assert set(history.values_list("email", flat=True)) == {""}
