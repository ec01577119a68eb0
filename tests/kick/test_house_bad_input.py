"""CATALOGUE I1, small: what no form expects is refused with a page, never with a 500."""

import logging
from dataclasses import asdict
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.kick import cast as the_cast
from tests.kick.hostile import FORMS, SEARCHES, bodies

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield the_cast.assemble()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def sent(client, path, fields, kind):
    words = urlencode(fields, doseq=True, errors="surrogatepass")
    return client.post(path, words, content_type=FORM if kind is None else kind)


def codes_of(cast, path, names, number):
    """The codes that so many hostile bodies get."""
    codes = []
    for fields, kind in bodies(names, number, path):
        client = cast.client("anonymous")
        cache.clear()
        with the_cast.undone():
            client.post("/anmal/", {"name": "Nya laget", "municipality": "0680"})
            codes.append(sent(client, path.format(**asdict(cast.here)), fields, kind).status_code)
    return codes


@pytest.mark.parametrize("path", FORMS)
def test_i1_no_form_breaks(cast, path):
    codes = codes_of(cast, path, FORMS[path], 20)

    assert set(codes) <= {200, 302, 400, 404, 409, 413, 422, 429}


@pytest.mark.parametrize("path", SEARCHES)
def test_i1_no_search_breaks(cast, path):
    for fields, _kind in bodies(SEARCHES[path], 20, path):
        short = {name: [value[:2000] for value in values] for name, values in fields.items()}
        query = urlencode(short, doseq=True, errors="surrogatepass")
        with the_cast.undone():
            response = cast.client("anonymous").get(f"{path.format(**asdict(cast.here))}?{query}")

        assert response.status_code in {200, 400, 404}
