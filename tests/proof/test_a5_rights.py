"""CATALOGUE A5: a right that is taken away is gone at the next request."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Assignment, Representative, User
from tests.factories import UserFactory
from tests.kick import cast as the_cast
from tests.kick import matrix
from tests.kick.test_house_urls import answered, cast
from tests.sign_in import sign_in

__all__ = ["cast"]
pytestmark = [pytest.mark.proof, pytest.mark.django_db]


def test_a5_nothing_is_kept_of_what_a_signed_in_person_saw(cast, figure):
    pages = kept = 0
    for row in matrix.ROWS:
        url = reverse(row.name, args=row.arguments(cast.here))
        for role in ("representative", "lead", "national"):
            if row.answer(role, "here", "get") == 200:
                with the_cast.undone():
                    response = cast.client(role).get(url)
                pages += 1
                kept += "no-store" not in response.headers.get("Cache-Control", "")

    figure("A5", f"{pages} pages as three roles without no-store: {kept}")
    assert kept == 0


def user_of(cast, role):
    return User.objects.get(pk=cast.client(role).session["_auth_user_id"])


def cells(cast, role):
    """What each url answers to the role, as it is now."""
    found = {}
    for row in matrix.ROWS:
        url = reverse(row.name, args=row.arguments(cast.here))
        for method in ("get", "post"):
            with the_cast.undone():
                response = getattr(cast.client(role), method)(url, {"nothing": "useful"})
            found[row.name, row.objects, method] = answered(response)
    return found


def cells_after(cast, role, change):
    """The same once the change has been made behind its back."""
    before = cells(cast, role)
    with the_cast.undone():
        change(user_of(cast, role))
        after = cells(cast, role)
    # A registrar has nothing yet that a plain user has not.
    assert after != before or role == "registrar"
    return after


def disable(user):
    user.is_active = False
    user.save()


def take_all_roles(user):
    Assignment.objects.filter(user=user).delete()
    Representative.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(is_superuser=False)


@pytest.mark.parametrize("role", ["representative", "lead", "officer", "national", "superuser"])
def test_a5_whoever_is_disabled_is_a_stranger_at_the_next_request(cast, figure, role):
    expected = cells(cast, "anonymous")

    found = cells_after(cast, role, disable)

    differ = {cell: code for cell, code in found.items() if code != expected[cell]}
    figure("A5", f"{role} disabled while signed in: {len(found)} cells, {len(differ)} let in")
    assert differ == {}


@pytest.mark.parametrize(
    "role", ["representative", "signatory", "lead", "officer", "registrar", "national", "superuser"]
)
def test_a5_whoever_loses_the_role_is_a_plain_user_at_the_next_request(cast, figure, role):
    with the_cast.undone():
        client = Client()
        sign_in(client, UserFactory(email="utan@exempel.se"))
        cast.cookies["nobody"] = client.cookies.output(header="", sep=";")
        expected = cells(cast, "nobody")

    found = cells_after(cast, role, take_all_roles)

    # A second factor that is enrolled is still asked for where it is managed.
    differ = {
        cell: (code, expected[cell])
        for cell, code in found.items()
        if code != expected[cell] and not cell[0].startswith(("mfa_", "account_"))
    }
    figure("A5", f"{role} loses the role while signed in: {len(found)} cells, {len(differ)} let in")
    assert differ == {}
