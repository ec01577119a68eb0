"""Chapters as somebody reads them: in one language, with words explained where they first stand."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from django.utils import translation
from django.utils.html import format_html

from kick.lib import markdown
from studyguide.manuscript import MARK
from studyguide.models import (
    PassageKind,
    PassageText,
    QuestionText,
    TermText,
    TextLanguage,
    awaits_native,
)

# The guide's key, and what its kept pages are counted anew by.
STUDY_GUIDE = "studiehandledning"
METHOD_TOOL = "metodverktyg"
TERM = '<a class="term" role="doc-glossref" id="i-{0}" href="#ord-{0}">{1}</a>'


@dataclass
class Piece:
    """A passage or a question: its words, and its body as HTML."""

    words: object
    html: str
    questions: list = field(default_factory=list)
    # (word, key) of what is explained here, where it is first met.
    links: tuple = ()
    # To the sections of the reader's region's plan that a question is about.
    in_plan: list = field(default_factory=list)


@dataclass
class Section:
    """What stands under one heading: a passage, or all passages to read before the gathering."""

    key: str
    kind: str
    label: str
    pieces: list
    # What all of it is written in, None when it is in several.
    language: str | None = None

    @property
    def is_group(self):
        return len(self.pieces) > 1

    @property
    def is_swedish(self):
        """All through, so that its label is too."""
        return self.language == TextLanguage.SWEDISH


@dataclass
class Chapter:
    words: object
    language: str
    sections: list
    # The languages that its words turned out to be in.
    languages: set

    @property
    def key(self):
        return self.words.chapter.key

    @property
    def questions(self):
        return [q for section in self.sections for piece in section.pieces for q in piece.questions]

    @property
    def prefix(self):
        """What the ids of its pieces begin with where several chapters stand on one page."""
        return f"{self.key}-"

    @property
    def is_easy(self):
        return self.language == TextLanguage.EASY

    @property
    def falls_back(self):
        return not self.is_easy and self.languages != {self.language}

    @property
    def awaits_native(self):
        """Whether it has words that somebody with the language as mother tongue is still to read."""
        is_foreign = any(awaits_native(language) for language in self.languages)
        return is_foreign and self.words.native_read_on is None

    @property
    def is_summed_up(self):
        """Whether all that the reader's language has of it is the summary."""
        own = [section.kind for section in self.sections if not section.is_swedish]
        return self.falls_back and own == [PassageKind.SUMMARY]

    @property
    def summary(self):
        return [section for section in self.sections if section.kind == PassageKind.SUMMARY]

    @property
    def rest(self):
        return [section for section in self.sections if section.kind != PassageKind.SUMMARY]


class Reading:
    """Chapters and the words that they explain, in the reader's language.

    What is not written in it is read in Swedish, but nothing is added to a chapter in easy Swedish.
    Neighbours of the same kind stand under one heading where `grouped`; in the method tool each passage
    stands by itself.
    """

    def __init__(self, chapters, *, language, with_leader=False, grouped=True):
        self.language, self.grouped = language, grouped
        here = [words.chapter_id for words in chapters]
        passages = self.passages(here, with_leader=with_leader)
        questions = self.questions(here)
        self.glossary = Glossary(language, self.term_rows())
        self.chapters = [self.bound(words, passages, questions) for words in chapters]
        self.terms = self.glossary.explained()

    def passages(self, chapters, *, with_leader):
        rows = self.in_language(PassageText.objects.of_chapters(chapters))
        return list((rows if with_leader else rows.for_participants()).in_order())

    def questions(self, chapters):
        return list(self.in_language(QuestionText.objects.of_chapters(chapters)).in_order())

    def term_rows(self):
        found = TermText.objects.written_in(self.language, TextLanguage.SWEDISH)
        return found.with_terms().by_word()

    @property
    def terms_await(self):
        return any(term.awaits_native for term in self.terms)

    def in_language(self, rows):
        if self.language == TextLanguage.EASY:
            return rows.written_in(self.language)
        return rows.read_in(self.language)

    def bound(self, words, passages, questions):
        passages = [row for row in passages if row.passage.chapter_id == words.chapter_id]
        questions = [row for row in questions if row.question.chapter_id == words.chapter_id]
        languages = {row.language for row in [words, *passages, *questions]}
        by_kind = groupby(passages, key=lambda row: row.passage.kind)
        sections = [self.section(list(rows), questions) for _kind, rows in by_kind]
        return Chapter(words, self.language, sections, languages)

    def section(self, rows, questions):
        """Of neighbours of the same kind."""
        passage = rows[0].passage
        level = 4 if self.grouped and len(rows) > 1 else 3
        pieces = [self.piece(row, level) for row in rows]
        if passage.holds_questions:
            pieces[0].questions = [self.piece(row, 4) for row in questions]
        languages = {piece.words.language for piece in [*pieces, *pieces[0].questions]}
        language = languages.pop() if len(languages) == 1 else None
        return Section(passage.key, passage.kind, label_of(passage, language), pieces, language)

    def piece(self, row, level):
        body = row.read_body
        links = tuple(self.glossary.links_in(body, row.language))
        return Piece(row, rendered(body, level, links), links=links)


def label_of(passage, language):
    """The kind in the reader's language, but in Swedish over what is Swedish all through."""
    if language != TextLanguage.SWEDISH:
        return passage.get_kind_display()
    with translation.override(language):
        return passage.get_kind_display()


class Glossary:
    """The terms that a text marks, each linked once, in the order in which they are met."""

    def __init__(self, language, rows):
        self.rows, self.keys, self.met = {}, {}, []
        for row in rows:
            if row.language == language or row.term.key not in self.rows:
                self.rows[row.term.key] = row
            for spelling in row.spellings:
                self.keys[row.language, spelling] = row.term.key

    def links_in(self, text, language):
        """(word, key) of what is marked in the text and not explained before."""
        for word in MARK.findall(text):
            key = self.key_of(word.lower(), language)
            if key and key not in self.met:
                self.met.append(key)
                yield word, key

    def key_of(self, word, language):
        return self.keys.get((language, word)) or self.keys.get((TextLanguage.SWEDISH, word))

    def explained(self):
        """The words of the terms that were met, as the dictionary orders them."""
        return [row for key, row in self.rows.items() if key in self.met]


# Follows from its arguments alone, so it may be kept; a chapter is a score of them.
@lru_cache(maxsize=1024)
def rendered(text, level, links):
    unlinked = dict(links)

    def link(word):
        key = unlinked.pop(word, None)
        return format_html(TERM, key, word) if key else format_html("{}", word)

    return markdown.to_html(text, headings_from=level, word=link)
