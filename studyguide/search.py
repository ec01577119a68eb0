"""Searching the guide: passages, questions and words of the glossary, in the reader's language.

Full text in that language with the beginnings of words, and parts of words, as the register's search has it.
When nothing has the words, those of the guide that sound nearest are looked for instead, and the page
says so.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from html import escape
from operator import and_

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kick.lib.tally import figures
from organisations.models.search import SHORTEST_PART, sounds, words_in
from studyguide.models import PassageText, QuestionText, TermText
from studyguide.models.words import SEARCH_CONFIGS
from studyguide.reading import STUDY_GUIDE

# What nobody can type, around the words that were found.
ON, OFF = "\x02", "\x03"
MARKUP = re.compile(r"\[\[|\]\]|\*\*?|^#+ |^[|>-]+|\||-{3,}|`", re.MULTILINE)
# An address behind linked words says nothing in an excerpt.
LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)?")
MOST = 30
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
    rank: float


@dataclass
class Found:
    hits: list
    # The words that were looked for in place of those that nothing has.
    meant: str = ""


def find(typed, *, language, guide=STUDY_GUIDE):
    """What has all the words, the best first; what has the nearest ones when nothing has these."""
    words = words_in(typed)
    if not words:
        return Found([])
    if hits := hits_of(words, language, guide):
        return Found(hits)
    meant = meant_words(words, language, guide)
    return Found(hits_of(meant, language, guide), " ".join(meant)) if meant else Found([])


def hits_of(words, language, guide):
    passages = PassageText.objects.filter(passage__chapter__guide__key=guide).read_in(language)
    questions = QuestionText.objects.filter(question__chapter__guide__key=guide).read_in(language)
    terms = TermText.objects.read_in(language).with_terms()
    hits = [
        *[
            hit_of_passage(row)
            for row in having(passages.select_related("passage__chapter__guide"), words, language)
        ],
        *[
            hit_of_question(row)
            for row in having(questions.select_related("question__chapter__guide"), words, language)
        ],
        *[hit_of_term(row) for row in having(terms, words, language, "word", "definition")],
    ]
    return sorted(hits, key=lambda hit: -hit.rank)[:MOST]


def having(rows, words, language, heading="heading", body="body"):
    """Those with every word somewhere, with `rank` and `excerpt`."""
    config = SEARCH_CONFIGS.get(language, "simple")
    every = Q()
    for word in words:
        has = Q(search=prefix(word, config))
        if len(word) >= SHORTEST_PART:
            has |= Q(**{f"{heading}__icontains": word}) | Q(**{f"{body}__icontains": word})
        every &= has
    all_words = reduce(and_, [prefix(word, config) for word in words])
    ranked = rows.filter(every).annotate(rank=SearchRank(F("search"), all_words))
    # The best are chosen first, since an excerpt costs more than all the rest.
    best = ranked.order_by("-rank", "pk").values("pk")[:MOST]
    told = {"start_sel": ON, "stop_sel": OFF, "max_words": 30, "min_words": 18}
    excerpt = SearchHeadline(body, all_words, config=config, **told)
    found = ranked.filter(pk__in=best).annotate(excerpt=excerpt).order_by("-rank", "pk")
    for row in found:
        row.excerpt = marked(row.excerpt, words)
    return found


def prefix(word, config):
    return SearchQuery(f"'{word}':*", config=config, search_type="raw")


def hit_of_passage(row):
    passage = row.passage
    chapter = passage.chapter
    over = f"{gathering(chapter)} · {passage.get_kind_display()}"
    asks = "?ledarstod=ja" if passage.kind == "leader" else ""
    url = f"{chapter.get_absolute_url()}{asks}#{passage.key}"
    return Hit(over, row.heading, url, row.excerpt, row.lang, row.rank)


def hit_of_question(row):
    chapter = row.question.chapter
    over = f"{gathering(chapter)} · {pgettext('of the guide', 'Question')}"
    url = f"{chapter.get_absolute_url()}#fraga-{row.question.key}"
    return Hit(over, row.heading, url, row.excerpt, row.lang, row.rank)


def hit_of_term(row):
    url = f"{reverse('studyguide:glossary')}#ord-{row.term.key}"
    return Hit(_("The glossary"), row.word, url, row.excerpt, row.lang, row.rank)


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
    known = figures(("guide words", guide, language), STUDY_GUIDE, lambda: vocabulary(language))
    meant = []
    for word in words:
        near = get_close_matches(sounds(word), known, n=1, cutoff=NEAR)
        if not near:
            return []
        meant.append(known[near[0]])
    return meant


def vocabulary(language):
    """How every word of the guide sounds, and how it is written."""
    texts = [
        *PassageText.objects.read_in(language).values_list("heading", "body"),
        *QuestionText.objects.read_in(language).values_list("heading", "body"),
        *TermText.objects.read_in(language).values_list("word", "definition"),
    ]
    written = {
        word for row in texts for line in row for word in re.findall(r"\w{4,}", line.lower())
    }
    return {sounds(word): word for word in sorted(written)}
