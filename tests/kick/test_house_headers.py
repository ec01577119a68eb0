"""What holds for every request, whichever page: headers, forged origins and hosts, foreign words."""

import logging
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from consultations.models import Doorway, Reply
from organisations.models import Organisation
from tests.factories import MeetingFactory, OrganisationFactory
from tests.kick import cast as the_cast
from tests.kick import matrix
from tests.kick.headers import wrong_headers

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://ond.example/",
    "//ond.example/",
    "///ond.example/",
    r"\\ond.example",
    r"/\ond.example",
    "https:ond.example",
    "https:///ond.example",
    "javascript:alert(1)",
    "data:text/html,hej",
    "https://localhost@ond.example/",
    "https://localhost.ond.example/",
    "\thttps://ond.example/",
    "%2F%2Fond.example",
]
CURIOUS = {
    "email__startswith": "i",
    "representatives__user__email__startswith": "p",
    "order": "link_hash",
    "o": "link_hash",
    "sort": "user__password",
}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield the_cast.assemble()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        yield from patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]


def posting(cast):
    for row in matrix.ROWS:
        if row.post != 405:
            yield reverse(row.name, args=row.arguments(cast.here))


@pytest.mark.parametrize("path", ["/finns-inte/alls/", "/static/finns-inte.css", "/i/fel/"])
def test_i8_what_is_missing_carries_the_headers_too(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert wrong_headers(response) == set()


def test_i8_a_broken_page_carries_the_headers_too(settings, monkeypatch):
    @login_not_required
    def broken(request):
        raise RuntimeError

    front = next(pattern for pattern in patterns() if pattern.name == "healthz")
    monkeypatch.setattr(front, "callback", broken)

    response = Client(raise_request_exception=False).get("/healthz")

    assert response.status_code == 500
    assert wrong_headers(response) == set()


def test_i8_https_is_remembered_for_a_year(client, settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True

    response = Client().get("/healthz", secure=True)

    assert response.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )


def test_l5_personal_pages_are_kept_nowhere_and_named_to_nobody(client, cast):
    for path in (f"/i/{cast.here.invitation}/", f"/anmal/bekrafta/{cast.here.organisation_link}/"):
        response = client.get(path)

        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "strict-origin"


# A mail program presses it for its reader, and has no token of ours (RFC 8058). Whoever knows the secret
# address ends letters about one meeting, and nothing else.
ONE_CLICK = "/inga-fler/"


def test_i7_no_post_without_its_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.cookies = cast.client("superuser").cookies

    guarded = [path for path in posting(cast) if not path.endswith(ONE_CLICK)]
    codes = {path: client.post(path).status_code for path in guarded}
    assert codes == dict.fromkeys(guarded, 403)


def test_i7_no_post_from_another_site(cast):
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://ond.example"})
    client.cookies = cast.client("superuser").cookies
    client.cookies["kick-csrf"] = "a" * 32
    fields = {"csrfmiddlewaretoken": "a" * 32}

    guarded = [path for path in posting(cast) if not path.endswith(ONE_CLICK)]
    codes = {path: client.post(path, fields).status_code for path in guarded}

    assert codes == dict.fromkeys(guarded, 403)


def test_i7_no_view_is_let_off_the_token():
    exempt = [
        str(pattern.pattern)
        for pattern in patterns()
        if isinstance(pattern, URLPattern) and getattr(pattern.callback, "csrf_exempt", False)
    ]

    # What the admin has for an address that nobody has: it only answers 404.
    allowed = {"(?P<url>.*)$", f"i/<str:token>{ONE_CLICK}"}
    assert [path for path in exempt if path not in allowed] == []


@pytest.mark.parametrize("target", ELSEWHERE)
def test_i5_nobody_is_sent_to_another_site(client, target):
    MeetingFactory()
    start = {"name": "Nya laget", "municipality": "0680", "next": target}
    facts = {
        "kind": "association",
        "email": "ny@forening.example",
        "contact_language": "sv",
        "listed_publicly": "yes",
    }
    client.post("/anmal/", start)
    client.post("/anmal/uppgifter/", facts)
    key = client.session["registration"]["key"]

    places = [
        client.post("/anmal/kontrollera/", {"key": key}).url,
        client.post("/sprak/", {"language": "sv", "next": target}).url,
        client.get("/konto/logga-in/ny-kod/", {"next": target}).url,
    ]
    user = the_cast.UserFactory()
    client.force_login(user)
    places.append(client.get("/konto/logga-in/", {"next": target}).url)

    assert [place for place in places if not is_ours(place)] == []


def is_ours(place):
    whole = urljoin("https://kick.example/konto/", place.replace("\\", "/"))
    return urlsplit(whole).netloc == "kick.example"


@pytest.mark.parametrize("words", [{"headers": {"host": "ond.example"}}])
def test_i6_another_host_is_refused(client, words):
    assert client.get("/konto/logga-in/", **words).status_code == 400


def test_i6_a_forwarded_host_counts_for_nothing(client):
    response = client.get("/konto/logga-in/", headers={"x-forwarded-host": "ond.example"})

    assert "ond.example" not in response.content.decode()


@pytest.mark.parametrize("name", CURIOUS)
def test_z3_a_list_answers_alike_to_words_that_it_does_not_know(client, name):
    region = the_cast.Region.objects.get(slug="jonkoping")
    OrganisationFactory(public=True)
    MeetingFactory()

    for page in ("organisationer", "moten"):
        path = f"/{region.slug}/{page}/"
        plain, curious = client.get(path), client.get(path, {name: CURIOUS[name]})
        assert curious.status_code in {200, 400}
        if curious.status_code == 200:
            assert names_in(curious) == names_in(plain) != ""


def names_in(response):
    return [
        line
        for line in response.content.decode().splitlines()
        if "href" in line and ("/organisationer/" in line or "/moten/" in line) and "?" not in line
    ]


@pytest.mark.parametrize("name", ["link_hash__startswith", "representatives__user__password__gt"])
def test_z3_the_admin_filters_by_nothing_that_it_does_not_offer(cast, name):
    client = cast.client("lead")

    response = client.get("/admin/organisations/organisation/", {name: "a"})

    assert response.status_code == 400


def test_z3_autocomplete_finds_only_what_the_lead_sees(cast):
    words = {"app_label": "organisations", "model_name": "organisation", "field_name": "parent"}
    found = {
        role: {
            row["id"]
            for row in cast.client(role).get("/admin/autocomplete/", words).json()["results"]
        }
        for role in ("lead", "lead_elsewhere")
    }

    theirs = Organisation.objects.filter(municipality=cast.there.municipality)
    ours = Organisation.objects.filter(municipality=cast.here.municipality)
    assert found["lead"] == {str(row.pk) for row in ours}
    assert found["lead_elsewhere"] == {str(row.pk) for row in theirs}


def test_z2_fields_that_no_form_has_are_not_written(cast):
    names = {field.name for field in Reply._meta.fields} | {"status", "number", "is_superuser"}
    token = cast.here.invitation
    with the_cast.undone():
        answered = Reply.objects.of_invitation(Doorway.opened_by(token).invitation)
        before = answered.values().first()
        fields = dict.fromkeys(names, "999") | {"persons": "1", "email": "", "word": ""}

        cast.client("link_holder").post(f"/i/{token}/uppgifter/", fields)

        after = answered.values().first()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"changes", "changed_at", "wants_alliance"}
