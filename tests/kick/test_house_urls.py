"""Every url of the house, walked: who may come, what is answered, and that reading changes nothing."""

import logging
from types import SimpleNamespace
from zlib import crc32

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from kick.lib.form_renderer import DASHES
from tests.kick import cast as the_cast
from tests.kick import matrix, tables
from tests.kick.headers import wrong_headers

pytestmark = pytest.mark.django_db

LOGINS = {"/konto/logga-in/", "/admin/login/"}
# A form that gets nothing at all thinks that it was only asked for.
WORDS = {"get": {}, "post": {"nothing": "useful"}}
FEW = ["anonymous", "superuser"]
REFUSALS = {403, 404}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield the_cast.assemble()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def walk(resolver=None, namespace=""):
    """Every (name, pattern); what has no name is reached by no link of ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, namespace + inside)
        else:
            yield namespace + (pattern.name or ""), pattern


def answered(response):
    if response.status_code in {301, 302}:
        return "login" if response.url.partition("?")[0] in LOGINS else 302
    return response.status_code


def test_public_pages_are_these():
    is_open = {
        name
        for name, pattern in walk()
        if not getattr(pattern.callback, "login_required", True) and not name.startswith("admin:")
    }

    public = {row.name for row in matrix.PUBLIC + matrix.LINKS}
    public |= {row.name for row in matrix.OPEN_AFTER_MEETINGS + matrix.CIRCLE_LINKS}
    assert is_open - public == {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_email_verification_sent",
        "mfa_login_webauthn",
        "mfa_authenticate",
    }
    assert public - is_open == set()


def test_every_url_has_its_row_in_the_matrix():
    names = {name for name, _pattern in walk() if not name.endswith(":") and name}
    declared = {row.name for row in matrix.ROWS}

    assert names - declared == set(), "urls without a row in tests/kick/matrix.py"
    assert declared - names == set(), "rows of urls that are gone"


def test_what_has_no_name_is_the_admins_own():
    assert {str(pattern.pattern) for name, pattern in walk() if name in {"", "admin:"}} == {
        "<path:object_id>/",
        "(?P<url>.*)$",
    }


@pytest.mark.parametrize("row", matrix.ROWS, ids=lambda row: f"{row.name} {row.objects}".strip())
def test_z1_each_role_gets_what_is_declared(cast, row):
    asked = list(cells(cast, row, is_whole=False))
    before = tables.writes()
    read = look_at(cast, row, [cell for cell in asked if cell[2] == "get"])
    after = tables.writes()
    sent = look_at(cast, row, [cell for cell in asked if cell[2] == "post"])

    assert read.wrong | sent.wrong == {}
    assert read.headers | sent.headers == set()
    # What is not chosen yet is said in words (kick/lib/form_renderer.py).
    assert read.dashes | sent.dashes == set()
    assert tables.changed(before, after) == []


def look_at(cast, row, asked):
    """What is not as it is declared, headers that are not as they should be, and who saw Django's dashes."""
    seen = SimpleNamespace(wrong={}, headers=set(), dashes=set())
    for role, where, method, url in asked:
        with the_cast.undone(method == "post"):
            response = getattr(cast.client(role), method)(url, WORDS[method])
        declared = row.answer(role, where, method)
        if answered(response) != declared:
            seen.wrong[role, where, method] = f"{answered(response)}, not {declared}"
        seen.headers |= wrong_headers(response)
        if not response.streaming and DASHES.encode() in response.content:
            seen.dashes.add((role, method))
    return seen


def cells(cast, row, *, is_whole=True):
    """`make proof ROW=Z1` asks for all; docs/testing.md says what the ordinary suite leaves to it."""
    for where in row.places:
        url = reverse(row.name, args=row.arguments(getattr(cast, where)))
        one_method = not is_whole and where == "there" and row.post != 405
        for method in ["post"] if one_method else ["get", "post"]:
            for role in the_cast.ROLES if is_whole else some_roles(row, where, method):
                yield role, where, method, url


def some_roles(row, where, method):
    """Everybody who is refused something that is there, each by one method; of others who are answered
    alike, three."""
    if where == "missing":
        return FEW
    by_answer = {}
    for role in the_cast.ROLES:
        by_answer.setdefault(row.answer(role, where, method), []).append(role)
    chosen = set()
    for answer, roles in by_answer.items():
        if is_refusal(answer, where):
            chosen |= {role for role in roles if is_asked_by(method, row, role, where)}
        else:
            # Another one in the middle for each url, so that each role comes to many of them.
            chosen |= {roles[0], roles[crc32(row.name.encode()) % len(roles)], roles[-1]}
    return [role for role in the_cast.ROLES if role in chosen]


def is_refusal(answer, where):
    return answer in REFUSALS or (answer == "login" and where == "here")


def is_asked_by(method, row, role, where):
    """Whoever is refused both ways is asked one way, another for the next url."""
    both = [row.answer(role, where, other) for other in ["get", "post"]]
    if where == "there" or not all(is_refusal(answer, where) for answer in both):
        return True
    return ["get", "post"][crc32(f"{row.name} {role}".encode()) % 2] == method
