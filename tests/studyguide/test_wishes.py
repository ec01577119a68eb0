"""What a reader has chosen goes with her from page to page of the guide."""

import re
from html import unescape

import pytest

from studyguide.plan_links import regions_with_plans
from tests.guide import our_guide
from tests.plan_factories import PlanVersionFactory

pytestmark = pytest.mark.django_db

GUIDE = "/studiehandledning/"
CHAPTER = f"{GUIDE}traff-1/"


@pytest.fixture(autouse=True)
def own():
    our_guide()
    PlanVersionFactory(chapters=2, out=True)


def links(client, url):
    """The addresses of the page's own content."""
    html = client.get(url).content.decode()
    main = html[html.index("<main") :]
    return [unescape(href) for href in re.findall(r'<a [^>]*href="([^"]+)"', main)]


def test_the_region_stays_when_what_is_for_the_leader_is_shown_and_hidden(client):
    assert regions_with_plans()[0][0] == "jonkoping"

    shown = f"{CHAPTER}?region=jonkoping&ledarstod=ja"
    assert shown in links(client, f"{CHAPTER}?region=jonkoping")
    assert f"{CHAPTER}?region=jonkoping" in links(client, shown)


def test_it_stays_in_other_gatherings_in_easy_swedish_and_in_the_contents(client):
    there = links(client, f"{CHAPTER}?region=jonkoping&ledarstod=ja")

    kept = "?region=jonkoping&ledarstod=ja"
    assert f"{GUIDE}{kept}" in there
    assert f"{GUIDE}traff-2/{kept}" in there
    assert f"{CHAPTER}lattlast/{kept}" in there
    contents = links(client, f"{GUIDE}{kept}")
    assert f"{CHAPTER}{kept}" in contents
    assert f"{CHAPTER}lattlast/{kept}" in contents


def test_it_goes_along_through_a_search(client):
    form = client.get(f"{GUIDE}?region=jonkoping").content.decode()
    assert '<input type="hidden" name="region" value="jonkoping">' in form

    there = links(client, f"{GUIDE}sok/?q=kultur&region=jonkoping")

    hits = [url for url in there if "#" in url]
    assert hits
    assert all("region=jonkoping" in url for url in hits)
    assert f"{GUIDE}?region=jonkoping" in there
    assert "?q=kultur&region=jonkoping&page=2" in there


def test_who_reads_easy_swedish_searches_in_it(client):
    there = links(client, f"{CHAPTER}lattlast/?region=jonkoping")
    assert f"{GUIDE}?region=jonkoping&lattlast=ja" in there

    page = client.get(f"{GUIDE}?lattlast=ja").content.decode()
    assert '<input type="hidden" name="lattlast" value="ja">' in page
    assert f'href="{CHAPTER}lattlast/"' in page


@pytest.mark.parametrize("region", ["finns-inte", "<script>", "kalmar"])
def test_a_region_without_a_plan_is_forgotten(client, region):
    there = links(client, f"{CHAPTER}?region={region}")

    assert f"{CHAPTER}?ledarstod=ja" in there
    assert not any("region=" in url for url in there)
