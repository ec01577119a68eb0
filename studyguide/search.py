"""Searching the guide: passages, questions and words of the glossary, in the reader's language or in easy
Swedish.

Full text in that language with the beginnings of words, and parts of words, as the register's search has it.
When nothing has the words, those of the guide that sound nearest are looked for instead, and the page
says so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from html import escape
from operator import and_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kick.lib.tally import figures
from organisations.models.search import SHORTEST_PART, sounds, words_in
from studyguide.models import PassageKind, PassageText, QuestionText, TermText, TextLanguage
from studyguide.models.words import SEARCH_CONFIGS
from studyguide.reading import STUDY_GUIDE

# What nobody can type, around the words that were found.
ON, OFF = "\x02", "\x03"
MARKUP = re.compile(r"\[\[|\]\]|\*\*?|^#+ |^[|>-]+|\||-{3,}|`", re.MULTILINE)
# An address behind linked words says nothing in an excerpt.
LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)?")
# 0 to 1 for two words that sound alike.
NEAR = 0.72


@dataclass
class Hit:
    """`over` says where it stands; the excerpt has the words that were found marked."""

    over: str
    heading: str
    url: str
    excerpt: str
    lang: str


@dataclass
class Found:
    """Where it was found, the best first: (of KINDS, the row's key)."""

    hits: list
    words: list
    language: str
    # The words that were looked for in place of those that nothing has.
    meant: str = ""


def find(typed, *, language, guide=STUDY_GUIDE):
    """What has all the words, the best first; what has the nearest ones when nothing has these.

    In easy Swedish only what is written in it, else what is read in the language.
    """
    words = words_in(typed)
    if not words:
        return Found([], [], language)
    if hits := hits_of(words, language, guide):
        return Found(hits, words, language)
    meant = meant_words(words, language, guide)
    if not meant:
        return Found([], words, language)
    return Found(hits_of(meant, language, guide), meant, language, " ".join(meant))


def hits_of(words, language, guide):
    """In one query, without the texts."""
    found = [
        having(kind, rows_in(kind, language, guide), words, language)
        .annotate(kind=Value(name))
        .order_by()
        .values_list("kind", "pk", "rank")
        for name, kind in KINDS.items()
    ]
    return [
        (kind, pk) for kind, pk, _rank in found[0].union(*found[1:]).order_by("-rank", "kind", "pk")
    ]


def rows_in(kind, language, guide):
    rows = kind.rows(guide)
    if language == TextLanguage.EASY:
        return rows.written_in(language)
    return rows.read_in(language)


def having(kind, rows, words, language):
    """Those with every word somewhere, with `rank`."""
    config, (heading, body) = config_of(language), kind.columns
    every = Q()
    for word in weighty(words):
        has = Q(search=prefix(word, config))
        if len(word) >= SHORTEST_PART:
            has |= Q(**{f"{heading}__icontains": word}) | Q(**{f"{body}__icontains": word})
        every &= has
    rank = SearchRank(F("search"), all_of(words, config)) * kind.weight
    return rows.filter(every).annotate(rank=rank)


def weighty(words):
    """Those that must be there: "nu" and "i" are in no index of Swedish, and need not be."""
    return [word for word in words if len(word) >= SHORTEST_PART] or words


def shown(hits, found, wishes):
    """Those of the hits that stand on one page, with their words: an excerpt costs more than all the rest."""
    config = config_of(found.language)
    told = {"start_sel": ON, "stop_sel": OFF, "max_words": 30, "min_words": 18}
    rows = {}
    for name in {name for name, _pk in hits}:
        kind = KINDS[name]
        excerpt = SearchHeadline(
            kind.columns[1], all_of(found.words, config), config=config, **told
        )
        chosen = kind.model.objects.filter(pk__in=[pk for other, pk in hits if other == name])
        for row in chosen.select_related(kind.parts).defer("search").annotate(excerpt=excerpt):
            row.excerpt = marked(row.excerpt, found.words)
            rows[name, row.pk] = kind.hit(row, wishes)
    return [rows[hit] for hit in hits if hit in rows]


def config_of(language):
    return SEARCH_CONFIGS.get(language, "simple")


def all_of(words, config):
    return reduce(and_, [prefix(word, config) for word in words])


def prefix(word, config):
    return SearchQuery(f"'{word}':*", config=config, search_type="raw")


def hit_of_passage(row, wishes):
    passage = row.passage
    over = f"{gathering(passage.chapter)} · {passage.get_kind_display()}"
    if passage.kind == PassageKind.LEADER:
        wishes = wishes.but(with_leader=True)
    url = f"{page_of(passage.chapter, wishes)}#{passage.key}"
    return Hit(over, row.heading, url, row.excerpt, row.lang)


def hit_of_question(row, wishes):
    chapter = row.question.chapter
    over = f"{gathering(chapter)} · {pgettext('of the guide', 'Question')}"
    url = f"{page_of(chapter, wishes)}#fraga-{row.question.key}"
    return Hit(over, row.heading, url, row.excerpt, row.lang)


def hit_of_term(row, wishes):
    url = f"{reverse('studyguide:glossary')}{wishes.query}#ord-{row.term.key}"
    return Hit(_("The glossary"), row.word, url, row.excerpt, row.lang)


def page_of(chapter, wishes):
    name = "studyguide:chapter_easy" if wishes.is_easy else "studyguide:chapter"
    return reverse(name, args=[chapter.key]) + wishes.chapter_query


@dataclass(frozen=True)
class Kind:
    """Something that is searched: its words, their two columns, how one that is found is shown, and what
    a hit in it weighs."""

    model: type
    columns: tuple
    parts: str
    hit: Callable
    weight: Case | Value

    def rows(self, guide):
        """Of one guide; the glossary is one for all."""
        rows = self.model.objects.all()
        if self.model is TermText:
            return rows
        return rows.filter(**{f"{self.parts}__guide__key": guide})


# A list of sources has every word many times, and explains none.
LISTS = Q(passage__kind__in=[PassageKind.SOURCES, PassageKind.FURTHER])
EVEN = Value(1.0)
LESS = Case(When(LISTS, then=Value(0.05)), default=EVEN)
KINDS = {
    "passage": Kind(PassageText, ("heading", "body"), "passage__chapter", hit_of_passage, LESS),
    "question": Kind(QuestionText, ("heading", "body"), "question__chapter", hit_of_question, EVEN),
    "term": Kind(TermText, ("word", "definition"), "term", hit_of_term, EVEN),
}


def gathering(chapter):
    return _("Gathering %(number)s") % {"number": chapter.position}


def marked(excerpt, words):
    """The excerpt as HTML, without the signs of Markdown; what was found stands in <mark>."""
    plain = MARKUP.sub(" ", LINKED.sub(r"\1", excerpt))
    plain = " ".join(plain.split())
    if ON not in plain:
        # A part of a word, which the full text search does not mark.
        part = "|".join(re.escape(word) for word in words)
        plain = re.sub(f"({part})", f"{ON}\\1{OFF}", plain, flags=re.IGNORECASE)
    html = escape(plain).replace(ON, "<mark>").replace(OFF, "</mark>")
    return mark_safe(f"{html} …") if html else ""


def meant_words(words, language, guide):
    """The typed words, each that the guide lacks as the nearest that it has; none when one has no near."""
    known = figures(
        ("guide words", guide, language), STUDY_GUIDE, lambda: vocabulary(language, guide)
    )
    meant = []
    for word in weighty(words):
        near = get_close_matches(sounds(word), known, n=1, cutoff=NEAR)
        if not near:
            return []
        meant.append(known[near[0]])
    return meant


def vocabulary(language, guide):
    """How every word of the guide sounds, and how it is written."""
    texts = [
        row
        for kind in KINDS.values()
        for row in rows_in(kind, language, guide).values_list(*kind.columns)
    ]
    written = {
        word for row in texts for line in row for word in re.findall(r"\w{4,}", line.lower())
    }
    return {sounds(word): word for word in sorted(written)}
