"""What the name of an association consists of, whatever the spelling, the order and the language.

Pure functions. "Föreningen Finska Hembygdsgillet i Habo" becomes the cores finsk, hembygdsgill and
hab; what nearly every name has (förening, ideell, i) is left out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kick.lib import text


def _words(line: str) -> set[str]:
    return set(line.split())


# Nothing that tells one association from another.
EMPTY = _words(
    "och i på av för med den det de en ett till från vid the of and ja ideell ideella ek "
    "ekonomisk upa ry rf org lokal lokala avdelning avd lokalavd lokalavdelning "
    "lokalförening distrikt krets grupp sebre seura yhdistys searvi siebre sïebre "
    "udruženje udruzenje udruga"
)
# What an association does, in nearly every town: two that share only such a word share nothing.
COMMON = _words(
    "norra södra östra västra stora lilla gamla nya övre nedre unga "
    "hembygd bygdegård konst musik teater teatergrupp bygdeteater kör dans folkdans "
    "folkdanslag spelmanslag kultur film filmstudio jazz jazzklubb foto fotoklubb klubb "
    "kammarkör orkester kammarorkester musikkår blåsorkester manskör damkör revy visa vis "
    "hemslöjd fornminne släktforskare byalag hus park folkets riksteater riksteatern "
    "scoutkår finsk same pensionär ungdom abf pro spf sensus lions norden hembygdsgille "
    "musiksällskap teatersällskap litteratur bibliotek museum if ik sk bk ais hk"
)
# Of the whole country: with the seat it is the branch.
NATIONAL = _words("riksteater abf pro spf sensus sverok studiefrämjandet norden nbv iogt kfum")
# With and without it are two: the association and its young, its friends, its federation.
MARKS = _words(
    "ungdom ungdomssektion ungdomsförbund unga junior juniorer pensionär pensionärer "
    "senior vän vänner vännerna sektion utskott kulturutskott länsförbund län läns "
    "riksförbund förbund stift museum skola körskola musikskola gosskör flickkör"
)
# Finnish, Sami, Meänkieli and Bosnian words of names, and what stands shortened.
SAME_WORD = {
    "suomi": "finsk",
    "suomalainen": "finsk",
    "suomalaiset": "finsk",
    "suomalaisten": "finsk",
    "suomenkielinen": "finskspråkig",
    "kerho": "klubb",
    "eläkeläiset": "pensionär",
    "pensionärerna": "pensionär",
    "teatteri": "teater",
    "kuoro": "kör",
    "sauna": "bastu",
    "kulttuuri": "kultur",
    "kulturno": "kultur",
    "nuoret": "ungdom",
    "samiid": "same",
    "sámiid": "same",
    "saemien": "same",
    "meän": "vår",
    "tornionlaaksolaiset": "tornedaling",
    "tornedalingars": "tornedaling",
    "sankta": "sankt",
    "akad": "akademisk",
    "akademiska": "akademisk",
    "gotl": "gotland",
    "sthlm": "stockholm",
    "jkpg": "jönköping",
    "gbg": "göteborg",
    "kf": "kultur",
    "förb": "förbund",
}
FINNISH = {"suomi", "suomalainen", "suomalaiset", "suomenkielinen", "seura", "yhdistys", "kerho"}
DIRECTIONS = {"n": "norra", "s": "södra", "ö": "östra", "v": "västra"}
LEGAL_FORM = re.compile(
    r"\b(ideell(a)? (förening(en)?|fören)|ideell|ek\.? ?för(en)?|u\.? ?p\.? ?a|r\.y)\b\.?"
)
ASSOCIATION = re.compile(r"(f[öo]r+e+n?i+n+g?(en|ar|s|ens)?|fören|(?<=s)för|(?<=s)f)$")
ENDINGS = ["arna", "erna", "orna", "are", "en", "et", "er", "ar", "or", "n", "t", "s", "a", "e"]
SOUNDS = [
    ("ch", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kv"), ("w", "v"), ("c", "k"),
    ("z", "s"), ("x", "ks"), ("hv", "v"), ("fs", "vs"), ("é", "e"), ("á", "a"), ("ï", "i"),
]  # fmt: skip
SHORTEST_STEM = 4
PLAIN = str.maketrans("åäö", "aao")


@dataclass(frozen=True)
class Word:
    """One word of a name: as it stands, and its core, without association and without ending."""

    whole: str
    core: str

    @property
    def is_common(self) -> bool:
        return self.core in COMMON_CORES or self.whole in COMMON

    @property
    def is_national(self) -> bool:
        return self.core in NATIONAL_CORES

    @property
    def is_mark(self) -> bool:
        return self.core in MARK_CORES or self.whole in MARKS or self.core.isdigit()


def stem(word: str) -> str:
    """Spelmanslaget, spelmanslags and spelmanslag are one; short words stay what they are."""
    if word.endswith("s") and len(word) >= SHORTEST_STEM:
        word = word[:-1]
    while ending := next((e for e in ENDINGS if _can_lose(word, e)), None):
        word = word[: -len(ending)]
    return word


def _can_lose(word: str, ending: str) -> bool:
    # Kören is a kör: a vowel as in a definite form may leave three letters.
    shortest = 3 if ending in {"en", "et", "er"} else SHORTEST_STEM
    return word.endswith(ending) and len(word) - len(ending) >= shortest


def sound(word: str) -> str:
    """One spelling of what is heard alike: Wik and Vik, Säfsjö and Sävsjö, single for double letters."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(\D)\1+", r"\1", word)


def make_word(raw: str, *, is_finnish: bool = False) -> Word | None:
    """None for a word that says nothing."""
    raw = SAME_WORD.get(raw, raw)
    if raw in EMPTY:
        return None
    raw = re.sub("förb$", "förbund", re.sub("mus[eé](i|um|ums|er)$", "museum", raw))
    core = ASSOCIATION.sub("", raw) if len(raw) > 2 else raw
    if not core.rstrip("s"):
        return None
    if is_finnish and core.endswith("in") and len(core) > SHORTEST_STEM + 2:
        core = core[:-2]
    core = SAME_WORD.get(core, core)
    return Word(sound(raw), sound(stem(core)))


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[Word, ...]:
    """The words of one name that count, in its own order."""
    raws = raw_words(name)
    is_finnish = bool(FINNISH & set(raws))
    found = [make_word(raw, is_finnish=is_finnish) for raw in raws]
    # Said in two languages it is still one word.
    return tuple({word.core: word for word in found if word}.values())


def raw_words(name: str) -> list[str]:
    line = text.fold(text.clean_line(name))
    line = re.sub(r"\bs:ta?\b", "sankt", line)
    line = re.sub(r"\b([nsöv])(?:\.|:a)?(?=\s)", _direction, line)
    line = LEGAL_FORM.sub(" ", line)
    line = re.sub("['’´`\"”“]", "", line)
    return re.findall(r"[^\W_]+", line)


def _direction(found):
    return DIRECTIONS[found[1]]


def names_in(*lines: str) -> list[str]:
    """Each name by itself: "Stuehkien Saemien Sïebre / Stockholms Sameförening" holds two."""
    names = []
    for line in filter(None, lines):
        parts = re.split(r"\s+[/–—-]\s+", line)
        names += [line, *(parts if len(parts) > 1 else [])]
    return list(dict.fromkeys(names))


def initials(name: str) -> str:
    return "".join(word[0] for word in raw_words(name) if word not in {"och", "i", "av", "för"})


def short_names(name: str) -> set[str]:
    """What stands in capitals, such as UTK."""
    return {word.lower() for word in re.findall(r"\b[A-ZÅÄÖ]{3,6}\b", name)}


def likeness_key(name: str, other_name: str, place: str) -> str:
    """One line for the trigram index: what distinguishes the names, sorted, without the seat and
    without what associations in every town do, as long as anything is left."""
    seat = {word.core.translate(PLAIN) for word in words_of(place)}
    words = [word for line in (name, other_name) for word in words_of(line)]
    away = [word for word in words if word.core.translate(PLAIN) not in seat] or words
    own = [word for word in away if not word.is_common] or away
    return " ".join(sorted({word.core for word in own})).translate(PLAIN)


def one_slip_apart(a: str, b: str) -> bool:
    """A letter lost, added or swapped with its neighbour; a long word may have two.

    Another letter in its place is mostly another word: Bankeryd and Barkeryd, mikro and makro.
    """
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    most = 2 if len(longer) >= 10 else 1
    # Each letter that only one of them has is a slip at least, and nearly all words end here.
    if len(shorter) < 5 or len(longer) - len(shorter) > most or len({*a} ^ {*b}) > most:
        return False
    if len(longer) == len(shorter):
        return is_swapped(a, b)
    return edits(a, b) <= most


def is_swapped(a: str, b: str) -> bool:
    """Two neighbouring signs have changed places."""
    wrong = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(wrong) != 2 or wrong[1] - wrong[0] != 1:
        return False
    first, second = wrong
    return a[first] == b[second] and a[second] == b[first]


def edits(a: str, b: str) -> int:
    """Letters added and lost: the two lengths without the longest common sequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        corner = 0
        for place, y in enumerate(b, 1):
            above = row[place]
            row[place] = corner + 1 if x == y else max(above, row[place - 1])
            corner = above
    return len(a) + len(b) - 2 * row[-1]


def _cores(words: set[str]) -> frozenset[str]:
    """As names are compared, and as they are typed where there are no dots."""
    cores = {sound(stem(word)) for word in words}
    return frozenset(cores | {core.translate(PLAIN) for core in cores})


COMMON_CORES, MARK_CORES, NATIONAL_CORES = _cores(COMMON), _cores(MARKS), _cores(NATIONAL)
