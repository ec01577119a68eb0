"""How words find an organisation: Swedish full text by prefix, parts of words, and what is alike.

`folded` is what a person would type: small letters, é as e, but å, ä and ö as letters of their own
(Håbo and Habo are two municipalities). Each way has an index, so that PostgreSQL may combine them.
"""

import re

from django.contrib.postgres.lookups import TrigramSimilar, TrigramWordSimilar
from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Case, F, FloatField, Func, Q, TextField, Value, When
from django.db.models.functions import Collate, Concat, Lower
from django.db.models.lookups import Contains, GreaterThanOrEqual, LessThan

from kick.lib import text

# In nearly every name, and dropped by the full text index too.
SMALL_WORDS = {"och", "i", "på", "av", "för", "med", "den", "det", "en", "ett", "till", "från"}
MOST_WORDS = 8
# Sorts after every letter in Unicode's order.
LAST = "\uffff"
# A part of a word needs three letters for the index; shorter ones find beginnings of words.
SHORTEST_PART = 3
SHORTEST_ALIKE = 4
MOST_SLIPS = 1_000
# 0 to 1 for the name, and what the same seat adds.
ALIKE_ENOUGH = 0.75
SAME_SEAT = 0.1
NUMBER = re.compile(r"\d{6}[- ]?\d{4}")


def folded_line(*fields):
    """The fields in one line as `kick.lib.text.fold` writes it, for a generated column."""
    line = Concat(*[part for field in fields for part in (F(field), Value(" "))])
    return Func(
        # The server's own locale may be C, where Å has no small letter.
        Lower(Collate(line, "sv-x-icu")),
        Value(text.FOLD_FROM),
        Value(text.FOLD_TO),
        function="translate",
    )


def plain_line():
    """`folded` without dots and rings, for what is typed on a foreign keyboard or in haste."""
    return Func(
        F("folded"), Value("åäö"), Value("aao"), function="translate", output_field=TextField()
    )


def plain(word):
    return word.translate(str.maketrans("åäö", "aao"))


def words_in(typed):
    """The words that count; the small ones only when there is nothing else."""
    found = re.findall(r"\w+", text.fold(text.clean_line(typed)))[:MOST_WORDS]
    return [word for word in found if word not in SMALL_WORDS] or found


def number_in(typed):
    """Ten digits written as an organisation number, else nothing."""
    typed = text.clean_line(typed)
    return re.sub(r"\D", "", typed) if NUMBER.fullmatch(typed) else ""


def word_match(word, places=()):
    """One word: as the beginning of a word in any Swedish form, as a part of one, or as the seat.

    `places` are municipalities, so that "hembygd vetlanda" finds what people mean.
    """
    match = Q(search=SearchQuery(f"'{word}':*", config="swedish", search_type="raw"))
    if len(word) >= SHORTEST_PART:
        # The one trigram index knows no dots; the column itself does.
        match |= Q(Contains(plain_line(), plain(word))) & Q(folded__contains=word)
        codes = [place.pk for place in places if text.fold(place.name).startswith(word)]
        if codes:
            match |= Q(municipality__in=codes)
    return match


def begins_with(word):
    """By the span that the names take in the order of the list, so that its index does the work."""
    name = Collate(F("name"), "sv-x-icu")
    span = Q(GreaterThanOrEqual(name, Value(word))) & Q(LessThan(name, Value(word + LAST)))
    return span & Q(folded__startswith=word)


def all_words_match(words, places=()):
    if len(words) == 1 and len(words[0]) < SHORTEST_PART:
        return begins_with(words[0])
    match = Q()
    for word in words:
        match &= word_match(word, places)
    return match


def slips_match(words):
    """Near enough for a slip of the finger: "hembydsforening" finds hembygdsförening."""
    match = Q()
    for word in words:
        if len(word) >= SHORTEST_ALIKE:
            match &= Q(TrigramWordSimilar(plain_line(), plain(word)))
        else:
            match &= word_match(word)
    return match


def same_website(url):
    """On the same host; many associations share one with their federation, so the path counts."""
    place = re.sub(r"^https?://(www\.)?", "", url.strip().lower()).rstrip("/")
    if not place:
        return Q(pk__in=[])
    return Q(website__icontains=f"//{place}") | Q(website__icontains=f"//www.{place}")


def same_name(name):
    return Q(TrigramSimilar(plain_line(), plain(text.fold(name))))


def likeness(*, name, municipality, org_number="", website=""):
    """How sure one can be that a row is the organisation described; from ALIKE_ENOUGH it is shown.

    Half of all names end in "hembygdsförening", so only the seat makes a half-alike name likely.
    """
    by_name = TrigramSimilarity(plain_line(), plain(text.fold(name))) + Case(
        When(municipality=municipality, then=Value(SAME_SEAT)), default=Value(0.0)
    )
    surer = []
    if org_number:
        surer.append(When(org_number=org_number, then=Value(3.0)))
    if website:
        surer.append(When(same_website(website), then=Value(2.0)))
    return Case(*surer, default=by_name, output_field=FloatField()) if surer else by_name
