import csv
import io
import json
import re

import pytest
from django.utils import timezone

from organisations import exports
from organisations.models import (
    ArtForm,
    ConfirmedHow,
    Municipality,
    Organisation,
    RegisterWrite,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

PAGE = "/jonkoping/oppna-data/"
CSV, JSON = f"{PAGE}organisationer.csv", f"{PAGE}organisationer.json"


@pytest.fixture
def choir():
    row = OrganisationFactory(
        name="=Kören",
        public=True,
        email="info@koren.example",
        phone="+46701740605",
        shows_email=True,
        shows_phone=True,
        shows_minorities=True,
        org_number="8020028711",
        website="https://koren.example/",
        flags=["youth"],
    )
    row.art_forms.add(ArtForm.objects.get(code="kor"))
    row.works_in.add(Municipality.objects.get(code="0780"))
    row.confirm(how=ConfirmedHow.LINK)
    return row


def read(client, address=JSON):
    return client.get(address).getvalue()


def test_both_files_hold_the_public_rows_with_their_stable_key(client, choir):
    OrganisationFactory(name="Otillfrågade kören")
    OrganisationFactory(name="Anmälda kören", listed_publicly=True, reported=True)
    OrganisationFactory(name="Växjökören", public=True, municipality_id="0780")

    [row] = json.loads(read(client))["organisations"]
    [line] = csv.DictReader(io.StringIO(read(client, CSV).decode("utf-8-sig")), delimiter=";")

    assert row == {
        "id": str(choir.uuid),
        "url": f"http://localhost:8000{choir.get_absolute_url()}",
        "name": "=Kören",
        "alternate_name": "",
        "kind": "association",
        "org_number": "802002-8711",
        "municipality_code": "0680",
        "municipality": "Jönköping",
        "county_code": "06",
        "works_in": ["0780"],
        "art_form_codes": ["kor"],
        "art_forms": [ArtForm.objects.get(code="kor").name],
        "themes": ["youth"],
        "website": "https://koren.example/",
        "confirmed_on": timezone.localdate().isoformat(),
    }
    assert list(line) == list(row)
    assert (line["id"], line["name"], line["works_in"]) == (str(choir.uuid), "'=Kören", "0780")


def test_no_address_of_a_person_is_given_away_although_the_page_shows_it(client, choir):
    page = client.get(choir.get_absolute_url()).content.decode()

    assert "info@koren.example" in page
    for address in [CSV, JSON]:
        assert b"@" not in read(client, address)
        assert b"0701740605" not in read(client, address)
        assert b"+467" not in read(client, address)


def test_licence_and_day_stand_before_the_rows_and_in_the_headers(client, choir):
    response = client.get(JSON)
    data = json.loads(response.getvalue())

    assert data["licence"] == exports.LICENCE
    assert data["fetched_on"] == timezone.localdate().isoformat()
    assert response.headers["Link"] == f'<{exports.LICENCE}>; rel="license"'
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["Last-Modified"].endswith("GMT")


def test_empty_register_is_a_whole_file(client):
    assert json.loads(read(client))["organisations"] == []


def test_json_is_as_its_schema_says(client, choir):
    schema = client.get(f"{PAGE}organisationer.schema.json").json()
    data = json.loads(read(client))
    described = schema["properties"]["organisations"]["items"]

    assert schema["required"] == list(data)
    assert set(described["required"]) == set(data["organisations"][0])
    for name, value in data["organisations"][0].items():
        assert fits(described["properties"][name], value), name
    assert not fits(described["properties"]["municipality_code"], "680")


def fits(rule, value):
    """As much of JSON Schema as ours uses."""
    kinds = {"string": str, "array": list, "null": type(None)}
    wanted = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    if not any(isinstance(value, kinds[kind]) for kind in wanted):
        return False
    if isinstance(value, list):
        return all(fits(rule["items"], part) for part in value)
    if "enum" in rule and value not in rule["enum"]:
        return False
    return not ("pattern" in rule and not re.search(rule["pattern"], value))


def test_who_has_it_is_sent_nothing_until_a_row_is_another(client, choir):
    tag = client.get(CSV).headers["ETag"]

    again = client.get(CSV, headers={"If-None-Match": tag})
    choir.art_forms.add(ArtForm.objects.get(code="teater"))
    other = client.get(CSV, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


WRITES = {
    "an update past the models": lambda row: Organisation.objects.update(website=""),
    "an art form": lambda row: row.art_forms.add(ArtForm.objects.get(code="teater")),
    "a place where it works": lambda row: row.works_in.clear(),
    "the name of an art form": lambda row: ArtForm.objects.filter(code="kor").update(name="Körer"),
    "the name of a place": lambda row: Municipality.objects.filter(pk="0680").update(name="Jkp"),
    "a row that goes": lambda row: Organisation.objects.filter(pk=row.pk).delete(),
}


@pytest.mark.parametrize("write", WRITES)
def test_whatever_is_written_gives_another_tag(client, choir, write):
    tag = client.get(CSV).headers["ETag"]

    WRITES[write](choir)

    assert client.get(CSV, headers={"If-None-Match": tag}).status_code == 200


def test_a_write_that_ends_after_a_later_one_is_seen():
    """Its number is lower than one that was seen already."""
    RegisterWrite.objects.all().delete()
    late = RegisterWrite.objects.create()
    RegisterWrite.objects.create()
    late.delete()
    before = RegisterWrite.objects.version()

    RegisterWrite.objects.bulk_create([RegisterWrite(pk=late.pk)])

    assert RegisterWrite.objects.version() != before


def test_same_register_is_worked_out_once(client, choir, django_assert_num_queries):
    tag = client.get(CSV).headers["ETag"]

    # Its region, the version in two.
    with django_assert_num_queries(3):
        assert client.get(CSV, headers={"If-None-Match": tag}).status_code == 304


def test_who_takes_back_a_consent_is_gone_at_once(client, choir):
    tag = client.get(JSON).headers["ETag"]

    Organisation.objects.update(listed_publicly=False)
    response = client.get(JSON, headers={"If-None-Match": tag})

    assert json.loads(response.getvalue())["organisations"] == []


def test_file_costs_the_same_with_one_row_and_many(client, choir, django_assert_num_queries):
    with django_assert_num_queries(10):
        read(client, CSV)
    OrganisationFactory.create_batch(20, public=True)
    with django_assert_num_queries(10):
        read(client, CSV)


def test_other_formats_and_regions_are_missing(client):
    assert client.get(f"{PAGE}organisationer.xlsx").status_code == 404
    assert client.get("/gotland/oppna-data/").status_code == 404
