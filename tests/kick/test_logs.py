import json
import logging
import sys

import pytest
from django.db import IntegrityError

from kick.lib import links
from kick.lib.logs import JsonLines, WithoutSecrets
from tests.factories import InvitationFactory, UserFactory

TOKEN = "Jx3-secret_9aB7cD1eF5gH3iJ9kL2mN6oP4qR8sT0uVwX1"[:43]


def record_of(message, *words, exc_info=None, **extra):
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, words, exc_info)
    vars(record).update(extra)
    return record


def said(message, *words):
    record = record_of(message, *words)
    assert WithoutSecrets().filter(record) is True
    return record.getMessage()


def line_of(record):
    WithoutSecrets().filter(record)
    return json.loads(JsonLines().format(record))


def raised(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_personal_links_stay_out_of_the_log():
    assert said("%s: %s", "Not Found", "/i/kort/mote.ics") == "Not Found: /i/…/mote.ics"
    assert said("Error handling request /i/kort?page=2") == "Error handling request /i/…?…"
    assert said("GET http://localhost:8000/i/kort/") == "GET http://localhost:8000/i/…/"


@pytest.mark.parametrize("kind", links.PATHS)
def test_every_kind_of_personal_link_is_masked(kind):
    path = links.PATHS[kind].format(TOKEN)

    assert TOKEN not in said(f"Not Found: {path}")
    assert "kort" not in said(f"Not Found: {links.PATHS[kind].format('kort')}")


def test_a_token_is_masked_wherever_it_stands():
    assert said("no such link: %s", TOKEN) == "no such link: …"


@pytest.mark.parametrize(
    "message, cleaned",
    [
        ("/jonkoping/organisationer/?q=Anna%20Berg&sida=2", "/jonkoping/organisationer/?…"),
        ("550 no such user <anna.berg@exempel.se>", "550 no such user <…@…>"),
        ("cell B7 holds 121212-1212", "cell B7 holds 121212-****"),
        ("Not Found: /jonkoping/moten/startmote/", "Not Found: /jonkoping/moten/startmote/"),
    ],
)
def test_what_somebody_wrote_stays_out_of_the_log(message, cleaned):
    assert said(message) == cleaned


def test_a_traceback_shows_where_and_not_whose():
    refused = IntegrityError(
        'duplicate key value violates "user_email"\n'
        "DETAIL:  Key (lower(email::text), name)=(anna@exempel.se, Anna Berg) already exists.\n"
        "Failing row contains (7, Anna Berg, Storgatan 1)."
    )

    line = line_of(record_of("Internal Server Error: /mitt/", exc_info=raised(refused)))

    assert "IntegrityError" in line["traceback"]
    assert "test_logs.py" in line["traceback"]
    assert not {"Anna", "Berg", "Storgatan"} & set(line["traceback"].replace(",", " ").split())
    assert "anna@" not in line["traceback"]


def test_a_line_is_one_json_object():
    line = line_of(record_of("two\nlines %s", "here", view="front", status=200))

    assert line["message"] == "two\nlines here"
    assert (line["level"], line["logger"]) == ("ERROR", "django.request")
    assert (line["view"], line["status"]) == ("front", 200)
    assert "\n" not in JsonLines().format(record_of("two\nlines"))


@pytest.fixture
def requests(caplog):
    caplog.set_level(logging.INFO, logger="kick.requests")
    return lambda: [JsonLines().format(r) for r in caplog.records if r.name == "kick.requests"]


@pytest.mark.django_db
def test_a_request_is_told_by_the_name_of_its_page(client, requests):
    client.get("/jonkoping/organisationer/?q=Anna+Berg", headers={"user-agent": "Annas telefon"})

    [line] = map(json.loads, requests())
    assert (line["method"], line["view"]) == ("GET", "organisations:organisation_list")
    assert line["status"] == 200
    assert line["ms"] > 0


@pytest.mark.django_db
def test_a_request_is_told_without_link_account_address_and_words(client, requests):
    invitation = InvitationFactory()
    invitation.issue()
    client.force_login(UserFactory(email="anna@exempel.se", name="Anna Berg"))

    client.get(f"/i/{invitation.token}/?q=Anna", REMOTE_ADDR="192.0.2.77")
    client.get("/finns-inte/anna/")

    shown, missing = requests()
    text = shown + missing
    for secret in [invitation.token, "Anna", "anna", "192.0.2.77"]:
        assert secret not in text
    assert json.loads(missing)["status"] == 404


@pytest.mark.django_db
def test_whoever_watches_over_us_is_not_told_of(client, requests):
    client.get("/healthz")

    assert requests() == []
