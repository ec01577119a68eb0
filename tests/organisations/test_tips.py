import time

import pytest
from django.core.cache import cache
from django.db import connection

from kick.lib import traps
from organisations.models import Organisation, Tip
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

FORM = "/jonkoping/tipsa/"


@pytest.fixture(autouse=True)
def unlimited():
    cache.clear()


def told(*, age=60, **changes):
    return {
        "key": "0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11",
        "drawn": traps.stamp(time.time() - age),
        "name": "Replokalen i Råslätt",
        "municipality": "0680",
        "website": "replokalen.example",
        "words": "Unga som spelar.",
        **changes,
    }


def test_tip_is_kept_once_and_leads_to_a_receipt(client):
    for _press in range(2):
        response = client.post(FORM, told())

    tip = Tip.objects.get()
    assert response.url == "/jonkoping/tipsa/tack/"
    assert (tip.name, tip.municipality_id, tip.region.slug) == (
        "Replokalen i Råslätt",
        "0680",
        "jonkoping",
    )
    assert tip.website == "https://replokalen.example"
    assert tip.words == "Unga som spelar."
    assert not Organisation.objects.exists()


def test_program_that_fills_in_what_nobody_sees_is_thanked_and_forgotten(client):
    response = client.post(FORM, told(subject="Cheap pills"))

    assert response.url == "/jonkoping/tipsa/tack/"
    assert not Tip.objects.exists()


@pytest.mark.parametrize("drawn", ["", "12:forged", "x", traps.stamp(0), "\ud800"], ids=repr)
def test_form_that_nobody_has_read_comes_back_with_what_was_typed(client, drawn):
    response = client.post(FORM, told(drawn=drawn.encode("utf-8", "replace")))

    assert response.status_code == 422
    assert "Unga som spelar." in response.content.decode()
    assert not Tip.objects.exists()
    # The stamp that came with it is a new one.
    assert response.context["form"]["drawn"].value() != drawn


def test_too_fast_is_refused_and_slow_enough_is_not(client):
    fast = client.post(FORM, told(age=1))

    assert fast.status_code == 422
    assert client.post(FORM, told(age=4)).status_code == 302


def test_one_like_it_is_shown_and_may_be_another(client):
    known = OrganisationFactory(name="Replokalen i Råslätt", public=True)

    asked = client.post(FORM, told())
    sent = client.post(FORM, told(is_another="on"))

    assert asked.status_code == 422
    assert f'href="{known.get_absolute_url()}"' in asked.content.decode()
    assert sent.status_code == 302
    assert Tip.objects.count() == 1


def test_one_that_is_not_public_is_not_given_away(client):
    OrganisationFactory(name="Replokalen i Råslätt")

    assert client.post(FORM, told()).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"municipality": "0780"},
        {"name": "Anna 19121212-1212"},
        {"words": "http://a.example http://b.example"},
        {"key": "x"},
    ],
    ids=str,
)
def test_wrong_tip_is_refused(client, wrong):
    assert client.post(FORM, told(**wrong)).status_code == 422
    assert not Tip.objects.exists()


def test_eleventh_tip_of_an_hour_is_refused_and_the_address_stands_nowhere(client):
    answers = [
        client.post(
            FORM, told(key=f"0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d{n}"), REMOTE_ADDR="192.0.2.77"
        )
        for n in range(10, 21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT count(*) FROM \"{table}\" r WHERE r::text LIKE '%192.0.2.77%'")
            assert cursor.fetchone() == (0,), table
