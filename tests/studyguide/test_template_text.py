"""A template's lines as blocks, its blanks filled; and the files that are made of them."""

import zipfile
from io import BytesIO

import docx
import pytest

from kick.lib.document import Words
from organisations.models import Region, Role
from studyguide.template_text import Address, Listed, blocks_of
from tests.factories import AssignmentFactory
from tests.guide import our_guide
from tests.plan_factories import ConsultationFactory
from tests.sign_in import sign_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = ["formell-inbjudan", "sarskilt-samrad", "oppet-formote", "utvardering"]


def told(body, **known):
    """(kind, lines as text) of each block."""
    blocks = blocks_of(body, lambda name: known.get(name, ""))
    return [(row.kind, ["".join(w.text for w in line) for line in row.lines]) for row in blocks]


def test_lines_are_read_by_how_they_begin():
    body = "## T\n\nHej!\n### R\na\nb\n\nc\n1. ett\n2. två\n- x\n- y\n"

    assert told(body) == [
        ("title", ["T"]),
        ("paragraph", ["Hej!"]),
        ("heading", ["R"]),
        ("paragraph", ["a", "b"]),
        ("paragraph", ["c"]),
        ("numbers", ["ett", "två"]),
        ("points", ["x", "y"]),
    ]


def test_what_is_typed_is_never_read_as_a_line_of_ours():
    typed = "## rubrik\n1. ett\n- **x** {b}\n\nnytt stycke"

    assert told("{a}\n{b}", a=typed, b="sist") == [
        ("paragraph", ["## rubrik", "1. ett", "- **x** {b}"]),
        ("paragraph", ["nytt stycke", "sist"]),
    ]
    assert told("## {a}\n1. {a}", a="x\ny") == [("title", ["x y"]), ("numbers", ["x y"])]


def test_a_list_is_a_list_where_it_stands_alone():
    found = Listed(["ett", "två"], "numbers")

    assert told("före\n{a}\nefter", a=found) == [
        ("paragraph", ["före"]),
        ("numbers", ["ett", "två"]),
        ("paragraph", ["efter"]),
    ]
    assert told("Se: {a}", a=found) == [("paragraph", ["Se: ett", "två"])]


def test_an_empty_list_and_what_nobody_knows_are_left_to_fill_in():
    (block,) = blocks_of("**När:** {tid}\n{a}", {"tid": "", "a": Listed([])}.get)

    assert block.lines == [
        (Words("När:", "strong"), Words(" "), Words("[fyll i: tid]", "open")),
        (Words("[fyll i: a]", "open"),),
    ]


def test_only_an_address_of_ours_is_a_link():
    (block,) = blocks_of("{a} {b}", {"a": Address("https://k/x"), "b": "https://ond/"}.get)

    assert [words.url for words in block.lines[0]] == ["https://k/x", "", ""]


def test_a_blank_is_asked_for_once():
    asked = []

    blocks_of("{a}\nx {a}", lambda name: asked.append(name) or "värde")

    assert asked == ["a"]


@pytest.fixture
def officer(client, db):
    our_guide()
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)


def file_of(client, consultation, key, ending="docx"):
    return client.get(f"/region/samrad/{consultation.uuid}/metodverktyg/mall/{key}.{ending}")


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_is_a_word_document(client, officer, key, figure):
    consultation = ConsultationFactory(questions=2)

    answer = file_of(client, consultation, key)

    assert answer.headers["Content-Type"] == WORD
    name = f'filename="{key}-{consultation.slug}.docx"'
    assert answer.headers["Content-Disposition"] == f"attachment; {name}"
    document = docx.Document(BytesIO(answer.content))
    styles = [row.style.name for row in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") >= 4
    assert document.core_properties.title == document.paragraphs[0].text
    text = "\n".join(row.text for row in document.paragraphs)
    assert "**" not in text and "{" not in text and "## " not in text
    assert "Förslag till kulturplan" in text
    figure("word", f"{key}: {len(answer.content)} bytes")


def test_the_word_document_says_what_the_text_file_says(client, officer):
    consultation = ConsultationFactory(questions=2)

    word = docx.Document(BytesIO(file_of(client, consultation, "formell-inbjudan").content))
    lines = file_of(client, consultation, "formell-inbjudan", "txt").content.decode("utf-8-sig")

    in_word = [line for row in word.paragraphs for line in row.text.split("\n")]
    in_text = [line for line in lines.split("\r\n") if line]
    numbers = tuple(f"{number}. " for number in range(1, 10))
    assert in_word == [line[3:] if line.startswith(numbers) else line for line in in_text]


def test_what_an_officer_typed_cannot_become_more_than_words(client, officer):
    consultation = ConsultationFactory()
    consultation.texts.update(
        purpose='{ INCLUDEPICTURE "https://ond.example" }\x07\u202e</w:t>\x0b=1+1\n## https://ond.example/x'
    )

    content = file_of(client, consultation, "formell-inbjudan").content

    text = [row.text for row in docx.Document(BytesIO(content)).paragraphs]
    assert '{ INCLUDEPICTURE "https://ond.example" }</w:t>\n=1+1\n## https://ond.example/x' in text
    with zipfile.ZipFile(BytesIO(content)) as archive:
        relations = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
        body = archive.read("word/document.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    assert "ond.example" not in "".join(relations)
    assert "<w:fldChar" not in body and "<w:instrText" not in body
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert "<cp:lastModifiedBy/>" in core or "<cp:lastModifiedBy></cp:lastModifiedBy>" in core


def test_another_regions_template_and_an_unknown_one_are_missing(client, officer):
    consultation = ConsultationFactory()

    assert file_of(client, consultation, "finns-inte").status_code == 404
    client.logout()
    elsewhere = Region.objects.get(slug="kronoberg")
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER, region=elsewhere).user)
    assert file_of(client, consultation, "utvardering").status_code == 404
