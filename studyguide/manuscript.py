"""Reads the guide's source, Markdown with a little of our own around it (docs/study-guide.md).

It opens files and nothing else. What is wrong is told with file and line, all of it at once.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from consultations.models import PlanPart
from kick.lib import text
from studyguide import checklists
from studyguide.models import Audience, Goal, PassageKind, TextLanguage

GLOSSARY, ABOUT = "ordlista", "om"
QUESTION, TERM, CHECKLIST = "fråga", "ord", "checklista"
KINDS = {
    "sammanfattning": PassageKind.SUMMARY,
    "syfte": PassageKind.PURPOSE,
    "tidsplan": PassageKind.PLAN,
    "läs": PassageKind.READING,
    "inledning": PassageKind.INTRODUCTION,
    "samtal": PassageKind.DISCUSSION,
    "uppgift": PassageKind.EXERCISE,
    "ta-med": PassageKind.TAKE_HOME,
    "utvärdering": PassageKind.EVALUATION,
    "självkoll": PassageKind.SELF_CHECK,
    "fördjupning": PassageKind.FURTHER,
    "källor": PassageKind.SOURCES,
    "ledarstöd": PassageKind.LEADER,
    "checklista": PassageKind.CHECKLIST,
    "mall": PassageKind.TEMPLATE,
    "förening": PassageKind.ASSOCIATION,
}
GOALS = {
    "delaktighet": Goal.PARTICIPATION,
    "kvalitet": Goal.QUALITY,
    "kulturarv": Goal.HERITAGE,
    "utbyte": Goal.EXCHANGE,
    "barn-och-unga": Goal.CHILDREN,
}
PLAN_PARTS = {
    "prioriteringar": PlanPart.PRIORITIES,
    "förutsättningar": PlanPart.CONDITIONS,
    "ekonomi": PlanPart.ECONOMY,
    "arbetsmetod": PlanPart.METHOD,
    "områden": PlanPart.AREAS,
}
READERS = {"föreningar": Audience.ASSOCIATIONS, "tjänstemän": Audience.OFFICIALS}
# What may stand in the front matter, and under the heading of a piece of this kind.
FRONT = {"titel", "ingress", "ordning", "läsare"}
NOTES = {QUESTION: {"mål": GOALS, "plandel": PLAN_PARTS}, TERM: {"former": None}}

HEADING = re.compile(r"#[ \t]+(\S+)[ \t]+([a-z0-9]+(?:-[a-z0-9]+)*):(.*)")
NOTE = re.compile(r"(\w+):[ \t]*(.+)")
MARK = re.compile(r"\[\[([^\[\]\n]+)\]\]")


class Flawed(Exception):
    """Something in the source cannot be used; `flaws` are lines of file, line and what is wrong."""

    def __init__(self, flaws):
        super().__init__("\n".join(flaws))
        self.flaws = flaws


@dataclass
class Piece:
    """A passage, a question or a word of the glossary; `kind` as the source writes it."""

    kind: str
    key: str
    heading: str
    line: int
    notes: dict = field(default_factory=dict)
    # (number, line)
    lines: list = field(default_factory=list)

    @property
    def body(self):
        return text.clean_text("\n".join(line for _number, line in self.lines)).strip()


@dataclass
class Sheet:
    """One file: what a guide says of itself, a chapter, or the glossary, in one language."""

    path: str
    language: str
    guide: str
    key: str
    front: dict = field(default_factory=dict)
    pieces: list = field(default_factory=list)
    flaws: list = field(default_factory=list)

    @property
    def is_glossary(self):
        return self.key == GLOSSARY

    @property
    def is_about(self):
        return self.key == ABOUT

    def flaw(self, line, message):
        self.flaws.append(f"{self.path}:{line}: {message}")


def read(folder):
    """Every sheet in the folder, Swedish first. Raises Flawed."""
    paths = sorted(folder.rglob("*.md"), key=lambda path: swedish_first(path, folder))
    sheets = [sheet_of(path, folder) for path in paths]
    check_marks(sheets)
    check_items(sheets)
    if flaws := [flaw for sheet in sheets for flaw in sheet.flaws]:
        raise Flawed(flaws)
    return sheets


def swedish_first(path, folder):
    parts = path.relative_to(folder).parts
    return parts[0] != TextLanguage.SWEDISH, parts


def sheet_of(path, folder):
    """sv/ordlista.md is the glossary, sv/GUIDE/om.md the guide itself, sv/GUIDE/CHAPTER.md a chapter."""
    name = path.relative_to(folder)
    language, *guide = name.parts[:-1] or [""]
    sheet = Sheet(str(name), language, "/".join(guide), path.stem)
    if language not in TextLanguage.values or len(guide) != (not sheet.is_glossary):
        sheet.flaw(1, _("The file lies where no file is expected."))
        return sheet
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        sheet.flaw(1, _("The file is not written in UTF-8."))
        return sheet
    body_from = read_front(sheet, lines)
    if body_from is not None:
        read_pieces(sheet, lines, body_from)
        check(sheet)
    return sheet


def read_front(sheet, lines):
    """The lines between the first two `---`; returns where the rest begins, None when nobody can tell."""
    if sheet.is_glossary:
        return 0
    if not lines or lines[0].rstrip() != "---":
        sheet.flaw(1, _("The file begins with --- and lines such as titel: …"))
        return None
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return number
        name, colon, value = line.partition(":")
        if name not in FRONT or not colon:
            sheet.flaw(number, unknown(name, FRONT))
        else:
            sheet.front[name] = text.clean_line(value)
    sheet.flaw(len(lines), _("The front matter is not closed with ---."))
    return None


def read_pieces(sheet, lines, body_from):
    piece, takes_notes = None, False
    for number, line in enumerate(lines[body_from:], body_from + 1):
        if line.startswith("# "):
            piece, takes_notes = opened(sheet, number, line), True
        elif takes_notes and piece and (note := NOTE.fullmatch(line.rstrip())):
            read_note(sheet, number, piece, *note.groups())
        elif piece:
            takes_notes = False
            piece.lines.append((number, line))
        elif sheet.is_about:
            # A guide says something about itself and has no pieces.
            sheet.front["text"] = f"{sheet.front.get('text', '')}{line}\n"
        elif line.strip():
            sheet.flaw(number, _("Text before the first heading."))


def opened(sheet, number, line):
    """The piece that a heading opens; one that cannot be used is not among the sheet's."""
    match = HEADING.fullmatch(line.rstrip())
    if not match:
        sheet.flaw(number, _("A heading is written # kind key: words, with the key in a–z and -."))
        return Piece("", "", "", number)
    piece = Piece(match[1], match[2], text.clean_line(match[3]), number)
    allowed = {TERM} if sheet.is_glossary else {*KINDS, QUESTION}
    if piece.kind not in allowed:
        sheet.flaw(number, unknown(piece.kind, allowed))
        return piece
    if not piece.heading:
        sheet.flaw(number, _("The heading has no words."))
    if any(
        (other.key, group(other.kind)) == (piece.key, group(piece.kind)) for other in sheet.pieces
    ):
        sheet.flaw(number, _("The key %(key)s stands twice.") % {"key": piece.key})
    sheet.pieces.append(piece)
    return piece


def group(kind):
    return kind if kind in {QUESTION, TERM} else "passage"


def read_note(sheet, number, piece, name, value):
    """`mål: kvalitet, utbyte` under a heading; other lines that look so are text."""
    if name not in (known := NOTES.get(piece.kind, {})):
        piece.lines.append((number, f"{name}: {value}"))
        return
    words, codes = [text.clean_line(word) for word in value.split(",")], known[name]
    for word in words if codes else []:
        if word not in codes:
            sheet.flaw(number, unknown(word, codes))
    piece.notes[name] = [codes.get(word) for word in words] if codes else words


def check(sheet):
    """What is missing of what every sheet must say."""
    is_first = sheet.language == TextLanguage.SWEDISH
    needed = [] if sheet.is_glossary else ["titel"]
    needed += ["läsare"] if is_first and sheet.is_about else []
    needed += ["ordning"] if is_first and not (sheet.is_glossary or sheet.is_about) else []
    for name in needed:
        if not sheet.front.get(name):
            sheet.flaw(1, _("The front matter does not say %(name)s.") % {"name": name})
    if sheet.front.get("läsare", "föreningar") not in READERS:
        sheet.flaw(1, unknown(sheet.front["läsare"], READERS))
    if (
        not sheet.front.get("ordning", "1").isascii()
        or not sheet.front.get("ordning", "1").isdigit()
    ):
        sheet.flaw(1, _("ordning is to be a number."))
    check_pieces(sheet)


def check_pieces(sheet):
    kinds = [piece.kind for piece in sheet.pieces]
    for piece in sheet.pieces:
        if not piece.body and piece.kind not in {QUESTION, "samtal"}:
            sheet.flaw(piece.line, _("There is nothing under the heading."))
    if QUESTION in kinds and kinds.count("samtal") != 1:
        line = sheet.pieces[kinds.index(QUESTION)].line
        sheet.flaw(line, _("Questions need one piece of the kind samtal, where they stand."))


def unknown(word, allowed):
    return _("%(word)s is unknown here. There are: %(known)s.") % {
        "word": word.strip() or "–",
        "known": ", ".join(sorted(allowed)),
    }


def check_items(sheets):
    """The lines of a guide's checklists, in which a key stands once in the whole guide."""
    met = {}
    for sheet in sheets:
        keys = met.setdefault((sheet.language, sheet.guide), set())
        for piece in sheet.pieces:
            if piece.kind == CHECKLIST:
                for number, message in checklists.flaws_in(piece.lines, keys):
                    sheet.flaw(number, message)


def check_marks(sheets):
    """A word in double brackets must be one that the glossary explains."""
    explained = {language: spellings(sheets, language) for language in TextLanguage.values}
    explained[TextLanguage.EASY] |= explained[TextLanguage.SWEDISH]
    message = _("The glossary does not explain %(word)s; add it there, or under former.")
    for sheet in sheets:
        for number, word in marks_of(sheet):
            if word.lower() not in explained.get(sheet.language, ()):
                sheet.flaw(number, message % {"word": word})


def spellings(sheets, language):
    return {
        form.lower()
        for sheet in sheets
        if sheet.is_glossary and sheet.language == language
        for piece in sheet.pieces
        for form in [piece.heading, *piece.notes.get("former", [])]
    }


def marks_of(sheet):
    for piece in sheet.pieces:
        for number, line in [(piece.line, piece.heading), *piece.lines]:
            yield from ((number, word) for word in MARK.findall(line))
