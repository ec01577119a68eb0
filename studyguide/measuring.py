"""How long and how hard the guide's chapters are, and whether its glossary is used."""

from kick.lib.readability import Measure, measured
from studyguide.manuscript import KINDS, QUESTION, marks_of
from studyguide.models import PassageKind, TextLanguage

# Lists of laws and titles are looked up in, not read.
NOT_READ = {PassageKind.SOURCES, PassageKind.FURTHER, PassageKind.PLAN}


def chapters(sheets):
    """The sheets that somebody has begun to write."""
    return [sheet for sheet in sheets if sheet.pieces and not sheet.is_glossary]


def texts(sheets):
    """The chapters, and what a guide says of itself."""
    about = [sheet for sheet in sheets if sheet.is_about and sheet.front.get("text", "").strip()]
    return [sheet for sheet in sheets if sheet in about or sheet in chapters(sheets)]


def of_sheet(sheet):
    """The running text: lead, passages and questions, but no lists of sources and no time plan."""
    found = measured(sheet.front.get("ingress", "")) + measured(sheet.front.get("text", ""))
    for piece in sheet.pieces:
        if piece.kind == QUESTION:
            found += measured(piece.heading)
        found += measured(piece.body) if KINDS.get(piece.kind) not in NOT_READ else Measure()
    return found


def glossaries(sheets):
    """The keys of the terms by language."""
    return {
        sheet.language: [piece.key for piece in sheet.pieces]
        for sheet in sheets
        if sheet.is_glossary
    }


def unused_terms(sheets):
    """Keys of terms that no Swedish chapter marks."""
    marked = {
        word.lower()
        for sheet in chapters(sheets)
        if sheet.language == TextLanguage.SWEDISH
        for _number, word in marks_of(sheet)
    }
    return [
        piece.key
        for sheet in sheets
        if sheet.is_glossary and sheet.language == TextLanguage.SWEDISH
        for piece in sheet.pieces
        if not marked & {form.lower() for form in [piece.heading, *piece.notes.get("former", [])]}
    ]
