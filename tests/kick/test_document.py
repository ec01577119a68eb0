"""Our words and typed ones as lines of text and as a Word document."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from kick.lib.document import Block, Words, as_text, left_in, title_of
from kick.lib.word_document import to_docx

LIST = [(Words("Ett."),), (Words("Två."),)]
BLOCKS = [
    Block("title", [(Words("Inbjudan: "), Words("Kulturplan"))]),
    Block("paragraph", [(Words("Hej!"),)]),
    Block("heading", [(Words("Tid"),)]),
    Block("paragraph", [(Words("När:", "strong"), Words(" kl. 18")), (Words("[plats]", "open"),)]),
    Block("numbers", LIST),
    Block("points", LIST),
    Block("numbers", LIST),
    Block("paragraph", [(Words("Läs mer", url="https://kick.example/å"),)]),
]


def read(blocks, title="Titel"):
    return docx.Document(BytesIO(to_docx(blocks, title=title)))


def parts(blocks):
    with zipfile.ZipFile(BytesIO(to_docx(blocks, title="Titel"))) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_it_is_lines_of_text():
    assert as_text(BLOCKS) == (
        "Inbjudan: Kulturplan\n\nHej!\n\nTid\nNär: kl. 18\n[plats]\n\n1. Ett.\n2. Två.\n\n"
        "– Ett.\n– Två.\n\n1. Ett.\n2. Två.\n\nLäs mer"
    )
    assert as_text([]) == ""


def test_what_is_left_and_what_it_is_called_are_told():
    assert left_in([*BLOCKS, BLOCKS[3]]) == ["[plats]"]
    assert title_of(BLOCKS) == "Inbjudan: Kulturplan"
    assert title_of(BLOCKS[1:]) == ""


def test_word_has_real_headings_and_lists():
    found = [(row.style.name, row.text) for row in read(BLOCKS).paragraphs]

    assert found == [
        ("Heading 1", "Inbjudan: Kulturplan"),
        ("Normal", "Hej!"),
        ("Heading 2", "Tid"),
        ("Normal", "När: kl. 18\n[plats]"),
        ("List Number", "Ett."),
        ("List Number", "Två."),
        ("List Bullet", "Ett."),
        ("List Bullet", "Två."),
        ("List Number", "Ett."),
        ("List Number", "Två."),
        ("Normal", "Läs mer"),
    ]


def test_each_list_of_numbers_begins_with_one():
    document = read(BLOCKS)
    rows = [row for row in document.paragraphs if row.style.name == "List Number"]

    used = [row._p.pPr.numPr.numId.val for row in rows]
    numbering = document.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).xpath("w:lvlOverride/w:startOverride/@w:val")
        for number in sorted(set(used))
    ]

    assert used[0] == used[1] != used[2] == used[3]
    assert starts == [["1"], ["1"]]


def test_what_is_left_to_fill_in_is_yellow_and_nothing_else_is():
    runs = [run for row in read(BLOCKS).paragraphs for run in row.runs]

    yellow = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert yellow == ["[plats]"]
    assert [run.text for run in runs if run.bold] == ["När:"]


def test_its_properties_say_title_and_language_and_nobodys_name():
    about = read(BLOCKS, title="Inbjudan: åäö").core_properties
    found = parts(BLOCKS)

    assert (about.title, about.language) == ("Inbjudan: åäö", "sv-SE")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created.year > 2025
    assert "python-docx" not in found["docProps/core.xml"]
    assert "<Company></Company>" in found["docProps/app.xml"].replace(
        "<Company/>", "<Company></Company>"
    )
    assert not [name for name in found if "thumbnail" in name or "customXml" in name]


def test_it_is_swedish_on_a4_for_a_word_of_today():
    document = read(BLOCKS)
    found = parts(BLOCKS)

    languages = document.styles.element.xpath("//w:lang/@w:val")
    assert set(languages) == {"sv-SE"}
    assert (round(document.sections[0].page_width.cm), document.sections[0].page_height.cm) == (
        21,
        pytest.approx(29.7, abs=0.1),
    )
    assert 'w:name="compatibilityMode"' in found["word/settings.xml"]
    assert 'word" w:val="15"' in found["word/settings.xml"]


@pytest.mark.parametrize(
    "typed",
    [
        '{ HYPERLINK "https://ond.example" }',
        "=1+1",
        "https://ond.example/x",
        '</w:t></w:r><w:fldSimple w:instr="DDE cmd"/>',
        "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
        "## rubrik **stark**",
    ],
)
def test_typed_words_are_words_and_lead_nowhere(typed):
    blocks = [Block("paragraph", [(Words(typed),)]), Block("points", [(Words(typed),)])]

    document, found = read(blocks), parts(blocks)

    assert [row.text for row in document.paragraphs] == [typed, typed]
    assert not any(run.bold for row in document.paragraphs for run in row.runs)
    for sign in ("<w:fldSimple", "<w:fldChar", "<w:instrText", "<w:hyperlink", "<w:object"):
        assert sign not in found["word/document.xml"]
    assert 'TargetMode="External"' not in "".join(
        text for name, text in found.items() if name.endswith(".rels")
    )


def test_only_an_address_of_ours_leads_anywhere():
    found = parts(BLOCKS)

    assert found["word/_rels/document.xml.rels"].count('TargetMode="External"') == 1
    assert 'Target="https://kick.example/å"' in found["word/_rels/document.xml.rels"]
    assert found["word/document.xml"].count("<w:hyperlink") == 1
