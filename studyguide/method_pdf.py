"""The method tool on paper: its four parts as a book, with checklists to tick and the two pictures drawn
empty, to be filled in by hand. Set and kept as the study guide is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import PRINCIPLES, STEPS
from studyguide.checklists import items_of
from studyguide.models import STEP_HINTS, DecisionStep, Level, PassageKind
from studyguide.pdf import chapter_of, cover_words, piece_of, plain, shared_words, tree_of

# Of these the reader sees by themselves what they are.
UNLABELLED = {PassageKind.READING, PassageKind.SUMMARY, PassageKind.SOURCES}
# Of a column with a box, in millimetres.
LEVEL_WIDTH, MARK_WIDTH = 21, 14


def tool_words(about, reading):
    """All that the book says, as `kick/pdf/guide.typ` takes it."""
    return {
        **shared_words(about, reading, reverse("method:guide")),
        **cover_words(about, _("Method tool")),
        "chapters": [part_of(chapter) for chapter in reading.chapters],
        "checklist": [_("Done"), _("What"), _("Who"), _("When")],
        "by_hand": _("To fill in by hand"),
        "sheets": [matrix_sheet(), principles_sheet()],
    }


def part_of(chapter):
    number = chapter.words.chapter.position
    return {
        **chapter_of(chapter),
        "over": _("Part %(number)s") % {"number": number},
        "sections": [
            passage_of(section, piece) for section in chapter.sections for piece in section.pieces
        ],
    }


def passage_of(section, piece):
    """Each by itself, as it is read on the web."""
    words = {**piece_of(piece), "blocks": tree_of(piece.words.read_body, piece.links)}
    if section.kind == PassageKind.CHECKLIST:
        words["items"] = [item.words for item in items_of(piece.words.body)]
    return {
        "label": "" if section.kind in UNLABELLED else plain(section.label),
        "is_group": False,
        # Every part has its summary and its sources; among the contents they would only be in the way.
        "listed": section.kind not in {PassageKind.SUMMARY, PassageKind.SOURCES},
        "kind": str(section.kind),
        "pieces": [words],
    }


def matrix_sheet():
    return {
        "heading": _("Six steps, four levels"),
        "lead": _(
            "How far was civil society let in at each step? Take somebody from an association with "
            "you when you fill it in."
        ),
        "first": _("Step"),
        "choices": [str(level.label) for level in Level],
        "last": _("What you build it on"),
        "width": LEVEL_WIDTH,
        "rows": [[str(step.label), str(STEP_HINTS[step])] for step in DecisionStep],
    }


def principles_sheet():
    scale = "; ".join(f"{mark} = {words}" for mark, words in STEPS.items())
    return {
        "heading": _("The six principles"),
        "lead": _(
            "How well did we do it? %(scale)s. Answer before you look at what the participants "
            "answered."
        )
        % {"scale": scale},
        "first": _("Principle"),
        "choices": [str(mark) for mark in STEPS],
        "last": _("In a few words"),
        "width": MARK_WIDTH,
        "rows": [[str(name), str(question)] for name, question in PRINCIPLES.values()],
    }
