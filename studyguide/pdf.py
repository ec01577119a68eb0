"""The guide on paper: a gathering, or all of them as a book, as tagged PDF (PDF/UA-1).

What a page costs is set once: a file is kept by what it says, so a second reader, or a program that
asks for all of them again and again, gets the same file.
"""

import hashlib
import json
import tempfile
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kick.lib import dates, paper, pdf
from kick.lib.markdown_tree import to_tree
from studyguide.changes import changed_at
from studyguide.models import TextLanguage

TEMPLATES = [
    settings.BASE_DIR / "kick" / "pdf" / name
    for name in ("guide.typ", "worksheets.typ", "kick.typ")
]
# Where a group writes under each question.
LINES = 4


def kept_pdf(name, *, data, title, language):
    """Where the PDF lies, set now unless the same has been set before. Raises NotPrintable.

    `name` tells the document apart: what it said before goes when it is set anew.
    """
    told = json.dumps([data, title, language], sort_keys=True, default=str)
    drawn = b"".join(path.read_bytes() for path in TEMPLATES)
    mark = hashlib.sha256(told.encode() + drawn).hexdigest()[:24]
    path = Path(settings.STATE_DIR) / "guide" / f"{name}.{mark}.pdf"
    if not path.exists():
        keep(path, pdf.render("guide", data, title=title, language=language))
    return path


def keep(path, content):
    """Whole or not at all, since two may set the same at once; older ones of the name go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).rename(path)
    name = path.name.partition(".")[0]
    for older in path.parent.glob(f"{name}.*.pdf"):
        if older != path:
            older.unlink(missing_ok=True)


def guide_words(about, reading):
    """All that the book says, as `kick/pdf/guide.typ` takes it."""
    return {
        **shared_words(about, reading, reverse("studyguide:guide")),
        **cover_words(about, _("Study guide")),
    }


def cover_words(about, over):
    return {
        "cover": {
            "over": over,
            "title": about.title,
            "lead": about.lead,
            "lang": print_language(about.language),
            "dir": about.direction,
        },
        "about": tree_of(about.body),
    }


def chapter_words(about, reading):
    (chapter,) = reading.chapters
    address = chapter.words.chapter.get_absolute_url()
    return {**shared_words(about, reading, address), "cover": None, "about": []}


def shared_words(about, reading, address):
    return {
        "foot": about.title,
        "facts": facts(address),
        "contents": _("Contents"),
        "glossary": _("The glossary"),
        "lines": LINES,
        "page": paper.page_words(),
        "chapters": [chapter_of(chapter) for chapter in reading.chapters],
        "terms": [term_of(term) for term in reading.terms],
    }


def facts(address):
    """Where today's wording stands, and how old this one is."""
    here = f"{settings.SITE_URL.removeprefix('https://')}{address}"
    found = [_("Read it on the web: %(address)s") % {"address": here}]
    if moment := changed_at():
        found.append(_("As it was worded on %(day)s.") % {"day": dates.long_day_text(moment)})
    return found


def chapter_of(chapter):
    words = chapter.words
    return {
        "over": _("Gathering %(number)s") % {"number": words.chapter.position},
        "heading": words.title,
        "lead": words.lead,
        "lang": print_language(words.language),
        "dir": words.direction,
        "sections": [section_of(section) for section in chapter.sections],
    }


def section_of(section):
    return {
        "label": plain(section.label),
        "is_group": section.is_group,
        "kind": str(section.kind),
        "pieces": [piece_of(piece) for piece in section.pieces],
    }


def piece_of(piece):
    return {
        "heading": piece.words.heading,
        "lang": print_language(piece.words.language),
        "dir": piece.words.direction,
        "blocks": tree_of(piece.words.body, piece.links),
        "questions": [question_of(question) for question in piece.questions],
    }


def question_of(piece):
    return {
        **{key: value for key, value in piece_of(piece).items() if key != "questions"},
        "bears": " · ".join(map(str, piece.words.question.bears_on)),
    }


def term_of(term):
    return {
        "key": term.term.key,
        "heading": term.word,
        "lang": print_language(term.language),
        "dir": term.direction,
        "blocks": tree_of(term.definition),
    }


def tree_of(body, links=()):
    """The text as blocks, each explained word linked where it is first met; addresses go as they are."""
    unlinked = dict(links)
    return with_addresses(to_tree(body, word=lambda word: unlinked.pop(word, "")))


def with_addresses(node):
    if isinstance(node, list):
        return [with_addresses(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    node = {key: with_addresses(inner) for key, inner in node.items()}
    if node.get("kind") == "link":
        # On paper nobody can press it, so it is written out, where it is not what is read already.
        url, read = node["url"], "".join(part.get("text", "") for part in node["words"])
        node |= {"url": pdf.Verbatim(url), "shown": "" if read in url else url}
    return node


def print_language(language):
    return TextLanguage.SWEDISH.value if language == TextLanguage.EASY else language


def plain(words):
    return str(words) if isinstance(words, Promise) else words
