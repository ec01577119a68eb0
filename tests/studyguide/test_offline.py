"""The guide as one file; that a browser opens it without a network is tried in tests/browser."""

import pytest
from django.conf import settings

from kick.lib.css_subset import subset
from studyguide.actions.loading import load_guide
from tests.guide import our_guide
from tests.studyguide.sources import write

pytestmark = pytest.mark.django_db

OFFLINE = "/studiehandledning/offline/"


@pytest.fixture
def own():
    our_guide()


def test_it_is_one_file_to_keep_and_small(client, own, figure):
    sizes = {}
    for query in ["", "?ledarstod=ja", "?lattlast=ja"]:
        response = client.get(OFFLINE + query)
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        text = response.content.decode()
        assert "<link" not in text
        assert "<script" not in text
        assert "url(../" not in text
        assert ("Räkna till tio" in text or "räkna till tio" in text) is (query == "?ledarstod=ja")
        sizes[query] = len(response.content)

    for query, size in sizes.items():
        figure("guide", f"offline pack {query or 'plain'}: {size / 1000:.0f} kB")
    assert max(sizes.values()) < 500_000


def test_it_is_in_the_readers_language(client, own):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"

    text = client.get(OFFLINE).content.decode()

    assert '<html lang="fi">' in text
    assert '<h1 lang="fi">' in text


def test_without_easy_words_there_is_no_easy_file(client, tmp_path):
    load_guide(write(tmp_path))

    assert client.get(OFFLINE).status_code == 200
    assert client.get(f"{OFFLINE}?lattlast=ja").status_code == 404


def test_a_style_sheet_is_reduced_to_what_a_page_has():
    css = (
        "@font-face{src:url(x)}:root{--a:1}.b,.c p{d:e}.b:is(h1,h2),.f.g{h:i}"
        "@media print{.c{j:k}.b{l:m}@page{n:o}}@media screen{.c{p:q}}"
    )

    assert subset(css, '<p class="b f">') == (
        ":root{--a:1}.b{d:e}.b:is(h1,h2){h:i}@media print{.b{l:m}@page{n:o}}"
    )
