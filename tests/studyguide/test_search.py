"""Searching the guide finds words in any form, marks them, and forgives a slip."""

import re

import pytest
from django.conf import settings

from studyguide.models import Passage, PassageText, QuestionText, TermText
from tests.guide import our_guide

pytestmark = pytest.mark.django_db

SEARCH = "/studiehandledning/sok/"


@pytest.fixture(autouse=True)
def own():
    our_guide()


def found(client, sought, language="sv", **more):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(SEARCH, {"q": sought, **more})
    assert response.status_code == 200
    return response


def hits(response):
    return response.context["page"].object_list


def headings(response):
    return [hit.heading for hit in hits(response)]


@pytest.mark.parametrize(
    ("sought", "heading", "url"),
    [
        ("kulturkarta", "Bygdens kulturkarta", "traff-1/#kulturkartan"),
        ("Riksdagens mål", "Målen som riksdagen har satt", "traff-1/#malen"),
        ("lättare förr", "Vad var lättare förr i er förening", "traff-1/#fraga-da-och-nu"),
        ("amatörkultur", "amatörkultur", "ordlista/#ord-amatorkultur"),
        ("räkna till tio", "Till dig som leder: under träffen", "traff-1/?ledarstod=ja#under"),
    ],
)
def test_words_lead_to_where_they_stand(client, sought, heading, url):
    there = hits(found(client, sought))

    assert any(
        hit.heading.startswith(heading) and hit.url == f"/studiehandledning/{url}" for hit in there
    ), [(hit.heading, hit.url) for hit in there]


@pytest.mark.parametrize("sought", ["kulturkarta", "samråd", "räkna till tio", "lättare förr"])
def test_every_hit_lands_on_a_place_that_is_there(client, sought):
    for hit in hits(found(client, sought)):
        page, fragment = hit.url.split("#")
        assert f'id="{fragment}"' in client.get(page).content.decode(), hit.url


def test_lists_of_sources_come_after_what_explains(client):
    first = headings(found(client, "kulturplan"))
    last = headings(found(client, "kulturplan", page=2))

    assert "Varifrån vi vet det här" not in first[:15]
    assert "Varifrån vi vet det här" in last


def test_another_form_of_the_word_is_found_and_marked(client):
    page = found(client, "bibliotekets").content.decode()

    assert re.search(r"<mark>(?:folk)?bibliotek\w*</mark>", page, re.IGNORECASE)


def test_a_heading_comes_before_what_is_only_mentioned(client):
    assert headings(found(client, "kulturkarta"))[0] == "Bygdens kulturkarta"


@pytest.mark.parametrize(
    ("sought", "meant"),
    [("samrod", "samråd"), ("kulturkrata", "kulturkarta"), ("folkrörelce", "folkrörelse")],
)
def test_a_slip_finds_what_was_meant_and_the_page_says_so(client, sought, meant):
    response = found(client, sought)

    assert response.context["found"].meant.startswith(meant[:5])
    assert response.context["found"].hits
    assert f"Ingenting har ”{sought}”" in response.content.decode()


@pytest.mark.parametrize("sought", ["", "   ", "xyzzyplugh", "'; --", "\\ & | !", "'':*", "\0"])
def test_what_finds_nothing_is_no_error(client, sought):
    assert headings(found(client, sought)) == []


def test_what_is_typed_is_shown_as_text(client):
    page = found(client, "<i>finnsinte</i>").content.decode()

    assert "”&lt;i&gt;finnsinte&lt;/i&gt;”" in page
    assert "<i>" not in page


def test_an_excerpt_is_words_and_no_markup(client):
    words = PassageText.objects.get(passage__key="malen", language="sv")
    words.body = "En **fetsjal** med [[samråd]] och <i>kursiv</i> [länk](https://x.example/)."
    words.save()

    page = found(client, "fetsjal").content.decode()
    assert "En <mark>fetsjal</mark> med samråd och kursiv länk." in page


def test_a_reader_of_finnish_searches_what_she_reads(client):
    passage = Passage.objects.get(key="malen")
    words = {"heading": "Tavoitteet", "body": "Kulttuuripolitiikan tavoitteista."}
    PassageText.objects.filter(language="fi").delete()
    QuestionText.objects.filter(language="fi").delete()
    TermText.objects.filter(language="fi").delete()
    passage.texts.update_or_create(language="fi", defaults=words)

    assert headings(found(client, "tavoite", "fi")) == ["Tavoitteet"]
    assert headings(found(client, "tavoite", "sv")) == []
    # What is not written in Finnish is read in Swedish.
    assert "Bygdens kulturkarta" in headings(found(client, "kulturkarta", "fi"))


def test_a_search_costs_the_database_little(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        client.get(SEARCH, {"q": "samrod"})


def test_every_hit_is_on_some_page_and_on_one_only(client):
    first = found(client, "kultur")
    places = first.context["found"].hits
    pages = first.context["page"].paginator.num_pages
    assert len(places) > 60
    assert 'href="?q=kultur&amp;page=2"' in first.content.decode()

    urls = [
        hit.url
        for number in range(1, pages + 1)
        for hit in hits(found(client, "kultur", page=number))
    ]

    assert len(urls) == len(places) == len(set(urls))
    # The number of a page that is not there leads to the last one.
    assert headings(found(client, "kultur", page=99)) == headings(
        found(client, "kultur", page=pages)
    )


@pytest.mark.parametrize(
    ("sought", "url"),
    [
        ("politik", "traff-1/lattlast/#politik-for-kultur"),
        ("lättare nu", "traff-1/lattlast/#fraga-da-och-nu"),
        ("samråd", "ordlista/?lattlast=ja#ord-samrad"),
    ],
)
def test_the_easy_text_is_searched_when_it_is_chosen(client, sought, url):
    response = found(client, sought, lattlast="ja")

    assert f"/studiehandledning/{url}" in [hit.url for hit in hits(response)]
    for hit in hits(response):
        page, fragment = hit.url.split("#")
        html = client.get(page).content.decode()
        assert f'id="{fragment}"' in html, hit.url
        assert hit.heading in html, hit.url
    assert re.search(r'name="lattlast" value="ja" checked', response.content.decode())


def test_easy_text_is_not_mixed_into_the_ordinary(client):
    words = PassageText.objects.get(passage__key="malen", language="sv-x-lattlast")
    words.body = "Fetsjal."
    words.save()

    assert headings(found(client, "fetsjal")) == []
    assert headings(found(client, "fetsjal", lattlast="ja")) == [words.heading]
