import gzip
import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLResolver

from kick.middleware import ENROLMENT, OPEN_TO_ALL, PROOF
from organisations.models import Role
from tests.factories import AssignmentFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return AssignmentFactory().user


def enrol(user):
    return TOTP.activate(user, generate_totp_secret()).instance


def use_factor(client, authenticator, *, at=None):
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {
            "method": "mfa",
            "at": at or time.time(),
            "id": authenticator.pk,
            "type": authenticator.type,
        }
    ]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(authenticator.user_id)
    session.save()


def every_path(resolver=None, prefix="/", namespace=""):
    """(view name, an address of it), each argument filled with something that fits."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + example_of(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_path(pattern, route, inner)
        elif pattern.name:
            yield namespace + pattern.name, route


EXAMPLES = {
    "int": "1",
    "slug": "exempel",
    "str": "exempel",
    "path": "exempel",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def example_of(pattern):
    route = str(pattern).replace("^", "").replace("$", "").replace("\\Z", "")
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        value = EXAMPLES[kind]
        route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return route.replace("(?P<app_label>auth|organisations)", "organisations")


def staff_paths():
    return [
        (name, path)
        for name, path in every_path()
        if "(?P" not in path and name not in OPEN_TO_ALL | ENROLMENT | PROOF
    ]


def test_staff_without_a_second_factor_reach_no_page(client, lead):
    client.force_login(lead)

    reached = [
        name
        for name, path in staff_paths()
        for response in [client.get(path)]
        if not (response.status_code == 302 and response.url == reverse("mfa_activate_totp"))
    ]

    assert len(staff_paths()) > 80
    assert reached == []


def test_staff_who_have_a_factor_but_did_not_use_it_reach_no_page(client, lead):
    enrol(lead)
    client.force_login(lead)

    reached = [
        name
        for name, path in staff_paths()
        for response in [client.get(path)]
        if not (
            response.status_code == 302
            and response.url.startswith(reverse("mfa_reauthenticate") + "?next=")
        )
    ]

    assert reached == []


@pytest.mark.parametrize("name", sorted(ENROLMENT))
def test_enrolment_pages_close_when_a_factor_exists(client, lead, name):
    enrol(lead)
    client.force_login(lead)

    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("mfa_reauthenticate"))


def test_staff_who_used_the_factor_come_in(client, lead):
    client.force_login(lead)
    use_factor(client, enrol(lead))

    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("my_page")).status_code == 200


def test_a_factor_is_asked_for_again_after_twelve_hours(client, lead):
    client.force_login(lead)
    use_factor(client, enrol(lead), at=time.time() - settings.STAFF_SESSION_AGE - 1)

    response = client.get(reverse("admin:index"))

    assert response.status_code == 302
    assert response.url == f"{reverse('mfa_reauthenticate')}?next=/admin/"


def test_a_factor_taken_away_closes_every_session(client, lead):
    client.force_login(lead)
    use_factor(client, enrol(lead))
    assert client.get(reverse("admin:index")).status_code == 200

    Authenticator.objects.filter(user=lead).delete()

    assert client.get(reverse("admin:index")).url == reverse("mfa_activate_totp")


def test_somebody_elses_factor_does_not_count(client, lead):
    enrol(lead)
    other = enrol(UserFactory())
    client.force_login(lead)
    use_factor(client, other)

    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("role", Role)
def test_every_role_needs_a_second_factor(client, role):
    client.force_login(AssignmentFactory(role=role).user)

    assert client.get(reverse("front")).url == reverse("mfa_activate_totp")


def test_a_representative_needs_none(client):
    client.force_login(UserFactory())

    assert client.get(reverse("my_page")).status_code == 200


def test_a_role_taken_away_counts_on_the_next_request(client, lead):
    client.force_login(lead)
    use_factor(client, enrol(lead))
    assert client.get(reverse("admin:index")).status_code == 200

    lead.assignments.all().delete()

    assert client.get(reverse("admin:index"), follow=True).status_code == 404


def test_a_disabled_user_is_out_on_the_next_request(client, lead):
    client.force_login(lead)
    use_factor(client, enrol(lead))
    assert client.get(reverse("my_page")).status_code == 200

    lead.is_active = False
    lead.save()

    assert client.get(reverse("my_page")).url.startswith(reverse("account_login"))


def test_what_was_posted_does_not_become_an_address_to_go_to(client, lead):
    enrol(lead)
    client.force_login(lead)

    response = client.post("/admin/organisations/region/")

    assert response.url == f"{reverse('mfa_reauthenticate')}?next={reverse('my_page')}"


@pytest.mark.parametrize("name", sorted(ENROLMENT | PROOF))
def test_only_pages_of_allauth_are_open_before_the_second_step(name):
    view = resolve(reverse(name)).func

    assert view.__module__.startswith(("allauth.", "organisations.views.account"))


def is_packed(response):
    return response.headers.get("Content-Encoding") == "gzip"


def test_open_pages_are_sent_compressed(client):
    response = client.get("/jonkoping/", headers={"accept-encoding": "gzip"})

    assert is_packed(response)
    assert "Accept-Encoding" in response.headers["Vary"]
    assert b"<h1>" in gzip.decompress(response.content)
    assert not is_packed(client.get("/jonkoping/"))


def test_pages_that_may_hold_a_secret_are_not_compressed(client):
    invitation = InvitationFactory()
    invitation.issue()
    wish = {"headers": {"accept-encoding": "gzip, br"}}

    personal = client.get(f"/i/{invitation.token}/", **wish)
    refused = client.post("/i/", {"code": "fel"}, **wish)
    client.force_login(UserFactory())
    signed_in = client.get("/jonkoping/", **wish)

    assert (personal.status_code, refused.status_code, signed_in.status_code) == (200, 422, 200)
    assert not any(map(is_packed, [personal, refused, signed_in]))
