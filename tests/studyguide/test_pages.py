import gzip
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from studyguide.actions.loading import load_guide
from studyguide.models import Passage, PassageText, TermText
from tests.guide import our_guide
from tests.studyguide.sources import CHAPTER, write

pytestmark = pytest.mark.django_db

GUIDE, CHAPTER_1 = "/studiehandledning/", "/studiehandledning/traff-1/"
EASY = "---\ntitel: Kultur\n---\n# läs stort-ord: Ett ord\n\nLätt om [[samrådet]].\n"


@pytest.fixture
def small(tmp_path):
    """The two-chapter guide of sources.py, the first chapter in easy Swedish too."""
    load_guide(write(tmp_path, **{"sv-x-lattlast__studiehandledning__traff-1": EASY}))


@pytest.fixture
def own():
    """The guide that Kick comes with."""
    our_guide()


def text_of(client, path, language="sv"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_contents_link_what_can_be_read_and_name_what_is_to_come(client, small):
    page = text_of(client, GUIDE)

    assert re.findall(r'<h2>(?:<a href="([^"]*)">)?([^<]*)', page)[:2] == [
        (CHAPTER_1, "Vad är kultur?"),
        ("", "En ny modell"),
    ]
    assert page.count("Kommer</span>") == 1


def test_a_chapter_without_words_is_missing(client, small):
    paths = ["traff-2/", "traff-2/lattlast/", "finns-inte/", "finns-inte/lattlast/"]

    assert [client.get(GUIDE + path).status_code for path in paths] == [404] * 4


def test_a_word_is_linked_once_to_its_meaning_and_back(client, small):
    page = text_of(client, CHAPTER_1)

    links = re.findall(r'<a class="term"[^>]* id="(\S+)" href="#(\S+)">(\w+)</a>', page)
    assert links == [("i-samrad", "ord-samrad", "samrådet"), ("i-region", "ord-region", "region")]
    assert "sedan samråd igen" in page
    for way_back, target, _word in links:
        assert page.count(f'id="{target}"') == page.count(f'href="#{way_back}"') == 1
    assert "Att lyssna innan man bestämmer." in page


def test_a_word_that_has_left_the_glossary_is_plain_text(client, small):
    TermText.objects.filter(term__key="samrad").delete()

    assert "Först samrådet, sedan samråd igen." in text_of(client, CHAPTER_1)


def test_markup_in_the_words_is_shown_as_text(client, small):
    words = PassageText.objects.get(passage__key="stort-ord", language="sv")
    words.body, words.heading = "<script>x</script> [[<b>]]", "<i>Ord</i>"
    words.save()

    page = text_of(client, CHAPTER_1)

    assert "&lt;script&gt;x&lt;/script&gt; &lt;b&gt;" in page
    assert "<script>" not in page
    assert "<i>Ord" not in page


@pytest.mark.parametrize("path", [CHAPTER_1, f"{GUIDE}utskrift/"])
def test_what_is_for_the_leader_is_shown_when_asked_for(client, small, path):
    assert "Räkna till tio." not in text_of(client, path)
    assert "Räkna till tio." in text_of(client, f"{path}?ledarstod=ja")


def test_questions_stand_numbered_where_the_talk_is(client, small):
    page = text_of(client, CHAPTER_1)

    assert page.index("Samtal</h2>") < page.index('<ol class="questions">')
    assert page.index('id="fraga-finns-har"') < page.index('id="ord"')


def test_a_reader_of_another_language_is_told_that_it_is_swedish(client, small):
    page = text_of(client, CHAPTER_1, "fi")

    assert '<h1 lang="sv">Vad är kultur?</h1>' in page
    assert "Loput on ruotsiksi." in page
    assert "Loput" not in text_of(client, CHAPTER_1, "sv")


def test_what_is_written_in_the_readers_language_is_read_in_it(client, small):
    passage = Passage.objects.get(key="stort-ord")
    passage.texts.create(language="fi", heading="Iso sana", body="Ensin [[samråd]].")
    meaning = TermText.objects.get(word="samråd")
    meaning.term.texts.create(language="fi", word="neuvonpito", definition="Kuunnellaan.")

    page = text_of(client, CHAPTER_1, "fi")

    assert '<div lang="fi" dir="ltr">' in page
    assert "Iso sana" in page
    assert "Ett stort ord" not in page
    assert "Kuunnellaan." in page


def test_easy_swedish_has_only_what_is_written_in_it(client, small):
    page = text_of(client, f"{CHAPTER_1}lattlast/")

    assert "Lätt om" in page
    assert 'lang="sv-x' not in page
    assert "Att lyssna innan man bestämmer." in page
    assert "Vad finns här?" not in page
    assert f'href="{CHAPTER_1}lattlast/"' in text_of(client, CHAPTER_1)


def test_a_chapter_without_easy_words_has_no_such_page(client, tmp_path):
    load_guide(write(tmp_path))

    assert client.get(f"{CHAPTER_1}lattlast/").status_code == 404
    assert "lattlast" not in text_of(client, CHAPTER_1)


def test_neighbours_lead_from_one_chapter_to_the_next(client, tmp_path):
    second = CHAPTER.replace("ordning: 1", "ordning: 2").replace("Vad är", "Hur blir")
    load_guide(write(tmp_path, **{"sv__studiehandledning__traff-2": second}))

    first, last = text_of(client, CHAPTER_1), text_of(client, f"{GUIDE}traff-2/")

    turn = r'<nav class="turn.*?</nav>'
    ways = [re.search(turn, page, re.DOTALL)[0] for page in (first, last)]
    assert [re.findall(r'<a [^>]*href="([^"]*)"', way) for way in ways] == [
        [f"{GUIDE}traff-2/"],
        [CHAPTER_1],
    ]


def test_the_whole_guide_is_one_page_with_each_word_explained_once(client, tmp_path):
    second = CHAPTER.replace("ordning: 1", "ordning: 2").replace("Vad är", "Hur blir")
    load_guide(write(tmp_path, **{"sv__studiehandledning__traff-2": second}))

    page = text_of(client, f"{GUIDE}utskrift/")

    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert page.index("Vad är kultur?</h1>") < page.index("Hur blir kultur?</h1>")
    assert page.count('href="#ord-samrad"') == page.count('id="ord-samrad"') == 1


def test_the_glossary_is_ordered_as_in_a_dictionary(client, own):
    page = client.get(reverse("studyguide:glossary"))

    words = [term.word for term in page.context["terms"]]
    assert words[:2] == ["allmän handling", "amatörkultur"]
    assert words[-3:] == ["återkoppling", "återkopplingsting", "överenskommelse"]


@pytest.mark.parametrize(
    ("sought", "found"),
    [("SAMRÅDE", []), ("lyssna", ["samråd"]), (" sAm ", ["samråd"]), ("<b>'%", []), ("\0", None)],
)
def test_the_glossary_is_searched_in_words_and_meanings(client, small, sought, found):
    page = client.get(reverse("studyguide:glossary"), {"q": sought})

    words = [term.word for term in page.context["terms"]]
    assert words == (["region", "samråd"] if found is None else found)
    assert "<b>'" not in page.content.decode()


@pytest.mark.parametrize(
    ("path", "most"), [("", 2), ("ordlista/", 1), ("traff-1/", 5), ("utskrift/", 5)]
)
def test_a_page_asks_the_database_little(client, own, path, most):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(GUIDE + path)

    assert len(queries) <= most


# A first page is ten kilobytes; a chapter is an evening's reading, and the print is all of it.
SIZES = {"": 10, "ordlista/": 10, "traff-1/lattlast/": 10, "utskrift/": 45}
SIZES |= {f"traff-{number}/": 12 for number in range(1, 6)}


@pytest.mark.parametrize(("path", "most"), SIZES.items())
def test_a_page_is_light(client, own, path, most):
    response = client.get(GUIDE + path, headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(response.content)
    assert len(response.content) <= most * 1000
