"""How words find an organisation: Swedish full text by prefix, parts of words, and what sounds alike.

`folded` is what a person would type: small letters, é as e, but å, ä and ö as letters of their own
(Håbo and Habo are two municipalities). `sounds` is how it is heard, for who spells it another way.
Each way has an index, so that PostgreSQL may combine them.
"""

import re
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise

from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import (
    SearchQuery,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db.models import Case, F, FloatField, Func, Q, TextField, Value, When
from django.db.models.functions import Collate, Concat, Greatest, Length, Lower
from django.db.models.lookups import Contains, Exact, GreaterThanOrEqual, LessThan

from kick.lib import text

# In nearly every name, and dropped by the full text index too.
SMALL_WORDS = {"och", "i", "på", "av", "för", "med", "den", "det", "en", "ett", "till", "från"}
MOST_WORDS = 8
# Sorts after every letter in Unicode's order.
LAST = "\uffff"
# A part of a word needs three letters for the index; shorter ones find beginnings of words.
SHORTEST_PART = 3
SHORTEST_ALIKE = 4
# More have a common word, and no order among them helps: they stand by name.
MOST_RANKED = 500
# As many near ones are weighed against each other, and the best of them shown.
MOST_WEIGHED, MOST_NEAR = 200, 100
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


# What Swedes write in more than one way, in turn; the patterns mean the same to Python and to
# PostgreSQL. A letter that is doubled at the wrong place is the slip that is made most often.
SOUND_FROM, SOUND_TO = "åäöwqzc", "aaovksk"
SOUNDS = [
    ("ch|sh|s[kt]j", "sj"),
    ("c([eiy])", r"s\1"),
    ("ph", "f"),
    ("x", "ks"),
    ("(^|[^a-z])[dghl]j", r"\1j"),
    ("([dt])h", r"\1"),
    ("dt", "t"),
]
DOUBLED = (r"(.)\1+", r"\1")


def sounds_line(*fields):
    """The fields in one line as `sounds` writes it, for a generated column."""
    line = folded_line(*fields)
    for pattern, written in SOUNDS:
        line = _regexp(line, pattern, written)
    line = Func(line, Value(SOUND_FROM), Value(SOUND_TO), function="translate")
    return _regexp(line, *DOUBLED)


def sounds(typed):
    """Nässjö and Näsjö, Wärnamo and Värnamo, Tekniska and Teckniska sound alike."""
    line = text.fold(typed)
    for pattern, written in SOUNDS:
        line = re.sub(pattern, written, line)
    return re.sub(*DOUBLED, line.translate(str.maketrans(SOUND_FROM, SOUND_TO)))


def _regexp(line, pattern, written):
    parts = (Value(pattern), Value(written), Value("g"))
    return Func(line, *parts, function="regexp_replace", output_field=TextField())


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


def rank_of_name(typed):
    """0 for the name itself, 1 when it begins so, 2 when the words stand so in it, else 3."""
    line = text.fold(text.clean_line(typed))
    is_name = Q(folded__startswith=f"{line} ") & Q(Exact(Length("name"), len(line)))
    is_other = Q(folded__endswith=f" {line} ") & Q(Exact(Length("alternate_name"), len(line)))
    return Case(
        When(is_name | is_other, then=Value(0)),
        When(folded__startswith=line, then=Value(1)),
        When(folded__contains=f" {line}", then=Value(2)),
        default=Value(3),
    )


def words_held(words):
    """How many of the words stand in the name; the others are its seat, or another form of them."""
    held = [Case(When(folded__contains=word, then=Value(1)), default=Value(0)) for word in words]
    return sum(held, Value(0))


def spellings(word):
    """How a word may be meant by who writes e for ä, å for o, or the other way round."""
    first = re.search("[eäåo]", word)
    heard = {sounds(word)}
    if first:
        other = dict(zip("eäåo", "äeoå", strict=True))[first[0]]
        heard.add(sounds(word[: first.start()] + other + word[first.end() :]))
    return sorted(heard)


def near_match(words):
    """Near enough for a slip of the finger or of the ear: "hembydsforening" finds hembygdsförening.

    Each word by itself, so that their order says nothing and the rarest does the work. How near is
    set with the connection, as PostgreSQL wants it.
    """
    match = Q()
    for word in words:
        near = Q()
        for spelling in spellings(word):
            if len(spelling) >= SHORTEST_ALIKE:
                near |= Q(sounds__trigram_word_similar=spelling)
            else:
                near |= Q(sounds__startswith=spelling) | Q(sounds__contains=f" {spelling}")
        match &= near
    return match


def nearness(words):
    """The likeness of each word and of the whole, 0 to 1 each; most for what has nothing besides."""
    whole = TrigramSimilarity("sounds", sounds(" ".join(words)))
    return sum(map(_nearest_spelling, words), whole)


def _nearest_spelling(word):
    likenesses = [TrigramWordSimilarity(spelling, "sounds") for spelling in spellings(word)]
    return Greatest(*likenesses) if len(likenesses) > 1 else likenesses[0]


def meant_words(words, folded):
    """The typed words as the nearest of a name's, or the nearest two, to be asked "did you mean"."""
    own = re.findall(r"\w+", folded)
    own += [f"{first} {second}" for first, second in pairwise(own)]
    return " ".join(max(own, key=partial(_closeness, word)) for word in words)


def _closeness(typed, word):
    return SequenceMatcher(None, sounds(typed), sounds(word)).ratio()


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
