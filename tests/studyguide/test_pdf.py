"""The guide as PDF: tagged, with contents and page numbers, made once."""

import re
import time
from io import BytesIO

import pytest
from pypdf import PdfReader

from kick.lib import pdf
from kick.lib.markdown_tree import to_tree
from studyguide.actions.loading import load_guide
from studyguide.models import PassageText
from tests.guide import our_guide
from tests.kick.test_pdf import fonts_of, tags_of, text_of
from tests.studyguide.sources import write

pytestmark = pytest.mark.django_db

WHOLE, CHAPTER = "/studiehandledning/pdf/", "/studiehandledning/traff-1/pdf/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    return tmp_path / "guide"


@pytest.fixture
def own():
    our_guide()


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


@pytest.mark.parametrize(
    "path", [WHOLE, f"{WHOLE}?ledarstod=ja", CHAPTER, f"{CHAPTER}?lattlast=ja"]
)
def test_it_is_tagged_named_and_in_our_fonts(client, own, path, figure):
    began_at = time.perf_counter()
    reader = read(client, path)
    seconds = time.perf_counter() - began_at

    root = reader.trailer["/Root"]
    tags = [tag["/S"] for tag in tags_of(reader)]
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert {"/H1", "/H2", "/H3", "/TOC", "/TOCI", "/Link"} <= set(tags)
    allowed = {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-Italic"}
    assert fonts_of(reader) <= allowed
    figure(
        "guide", f"{path}: {len(reader.pages)} pages, {len(tags)} tags", seconds=f"{seconds:.1f}"
    )


def test_contents_name_the_pages_where_things_stand(client, own):
    reader = read(client, WHOLE)

    pages = [text_of(page) for page in reader.pages]
    first = next(number for number, text in enumerate(pages) if text.startswith("Innehåll"))
    # They may take more than one page; the text begins with how the guide is used.
    contents = " ".join(pages[first : first + 3]).partition("Ni behöver inga förkunskaper")[0]
    told = {
        heading: int(re.search(rf"{re.escape(heading)}\D*?(\d+)\b", contents)[1])
        for heading in ["Vad är kultur?", "Bygdens kulturkarta", "Ordlistan"]
    }
    for heading, number in told.items():
        assert heading in pages[number - 1]
    assert [f"sida {n} ({len(pages)})" in text for n, text in enumerate(pages, 1)] == [
        False,
        *[True] * (len(pages) - 1),
    ]
    assert pages[0].startswith("Studiehandledning Ta plats i kulturplanen")


def test_what_is_for_the_leader_is_printed_when_asked_for(client, own):
    without, with_it = (
        " ".join(text_of(page) for page in read(client, path).pages)
        for path in [CHAPTER, f"{CHAPTER}?ledarstod=ja"]
    )

    assert "räkna till tio" not in without
    assert "räkna till tio" in with_it


def test_it_is_set_once_and_anew_when_the_words_change(client, own, own_folder, monkeypatch):
    set_before = []
    render = pdf.render
    monkeypatch.setattr(pdf, "render", lambda *a, **k: set_before.append(1) or render(*a, **k))

    first = client.get(CHAPTER).content
    assert client.get(CHAPTER).content == first
    assert len(set_before) == 1

    words = PassageText.objects.get(passage__key="malen", language="sv")
    words.heading = "Målen i dag"
    words.save()
    assert client.get(CHAPTER).content != first
    assert len(set_before) == 2
    assert len(list(own_folder.glob("*.pdf"))) == 1


def test_a_file_that_was_taken_away_is_set_again(client, own, own_folder, settings):
    settings.FIGURES_AGE = 60
    client.get(CHAPTER)
    for path in own_folder.iterdir():
        path.unlink()

    assert read(client, CHAPTER).pages


@pytest.mark.parametrize(
    "path", ["traff-2/pdf/", "finns-inte/pdf/", "traff-1/pdf/?lattlast=ja", "pdf/?lattlast=ja"]
)
def test_a_gathering_without_words_has_no_file(client, tmp_path, path):
    load_guide(write(tmp_path))
    assert client.get("/studiehandledning/traff-1/pdf/").status_code == 200

    assert client.get(f"/studiehandledning/{path}").status_code == 404


def test_markup_of_both_kinds_is_shown_as_words(client, own):
    words = PassageText.objects.get(passage__key="malen", language="sv")
    words.body = (
        "<b>x</b> #import `code` $x$ ![bild](https://x.example/b.png) *em* [l](javascript:x)"
    )
    words.save()

    text = " ".join(text_of(page) for page in read(client, CHAPTER).pages)
    assert "<b>x</b> #import code $x$ bild em [l](javascript:x)" in text


def test_a_tree_has_every_kind_of_block():
    tree = to_tree("# A\n\n> b\n\n3. c\n   - d\n\n| e | f |\n|---|---|\n| g | [[h]] |\n\n---\n")

    assert [row["kind"] for row in tree] == ["heading", "quote", "numbers", "table", "rule"]
    assert tree[2]["start"] == 3
    assert tree[2]["items"][0][1]["kind"] == "list"
    assert tree[3]["rows"][1] == [[{"kind": "text", "text": "g"}], [{"kind": "text", "text": "h"}]]
