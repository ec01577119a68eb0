"""A document for Word: real headings and lists, in Swedish, with no name in its properties.

python-docx begins with a page of its own; what that says of whoever made it is taken out.
"""

from collections.abc import Iterable
from io import BytesIO

import docx
from django.utils import timezone
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kick.lib.document import HEADING, NUMBERS, OPEN, PARAGRAPH, POINTS, STRONG, TITLE, Block

LANGUAGE = "sv-SE"
FONT = "Calibri"
STYLES = {
    TITLE: "Heading 1",
    HEADING: "Heading 2",
    PARAGRAPH: "Normal",
    NUMBERS: "List Number",
    POINTS: "List Bullet",
}
# Size and the space above and below, in points.
SIZES = {
    "Normal": (11, 0, 8),
    "Heading 1": (20, 0, 10),
    "Heading 2": (13, 14, 3),
    "List Number": (11, 0, 4),
    "List Bullet": (11, 0, 4),
}
AUBERGINE, PINE = RGBColor(0x5A, 0x1F, 0x45), RGBColor(0x0B, 0x5D, 0x57)
A4 = Cm(21), Cm(29.7)
MARGIN = Cm(2.5)
# The picture of an empty page and the list of sources that python-docx brings along.
NOT_OURS = ("thumbnail", "customXml")
# Below it Word opens a file as one from an older Word.
WORD_2013 = "15"


def to_docx(blocks: Iterable[Block], *, title: str) -> bytes:
    """The file. What is left to fill in is marked with yellow, so that nobody sends it by mistake.

    Words must be fit for XML (`kick.lib.text.clean_text`). Nothing in them becomes a field, a formula
    or a link; only `Words.url`, which is an address of ours, leads anywhere.
    """
    document = docx.Document()
    _set_up(document)
    _say_what_it_is(document, title)
    for block in blocks:
        _write(document, block)
    sink = BytesIO()
    document.save(sink)
    return sink.getvalue()


def _set_up(document):
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for name, (size, above, below) in SIZES.items():
        style = document.styles[name]
        _set_font(style, size)
        style.paragraph_format.space_before = Pt(above)
        style.paragraph_format.space_after = Pt(below)
        style.paragraph_format.line_spacing = 1.15
        if name.startswith("Heading"):
            style.font.color.rgb = AUBERGINE
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    for package in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in package.items() if rel.reltype.endswith(NOT_OURS)]:
            del package[key]
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)


def _set_font(style, size):
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    # A theme's font goes before one that is named.
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]


def _say_what_it_is(document, title):
    about = document.core_properties
    about.title, about.language = title, LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = timezone.now().replace(tzinfo=None)


def _write(document, block):
    if block.kind == PARAGRAPH:
        paragraph = document.add_paragraph()
        for number, line in enumerate(block.lines):
            if number:
                paragraph.add_run().add_break()
            _write_line(paragraph, line)
        return
    numbering = _numbering(document) if block.kind == NUMBERS else None
    for line in block.lines:
        paragraph = document.add_paragraph(style=STYLES[block.kind])
        if numbering is not None:
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_ilvl().val = 0
            number.get_or_add_numId().val = numbering
        _write_line(paragraph, line)


def _numbering(document):
    """A list of its own that begins with 1: all of one style would count on."""
    lists = document.part.numbering_part.element
    style = document.styles[STYLES[NUMBERS]].element
    used = lists.num_having_numId(style.pPr.numPr.numId.val)
    new = lists.add_num(used.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return new.numId


def _write_line(paragraph, line):
    for words in line:
        run = paragraph.add_run(words.text)
        if words.look == STRONG:
            run.bold = True
        elif words.look == OPEN:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if words.url:
            _link(paragraph, run, words.url)


def _link(paragraph, run, url):
    run.font.underline, run.font.color.rgb = True, PINE
    link = OxmlElement("w:hyperlink")
    key = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), key)
    run._r.addprevious(link)
    link.append(run._r)
