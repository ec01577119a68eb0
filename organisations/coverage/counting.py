"""How many there are of what, and where: three queries, however many associations there are."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from organisations.models import Organisation

# The column of those whose art form nobody knows yet.
NO_FORM = "none"


@dataclass
class Counts:
    """Each association is counted once in a municipality, once in a kind, and once in each art
    form, flag, language and minority that it has. Keys are codes; a group without anybody is left
    out. What is `None` is hidden (public.py)."""

    # Pairs of code and name, in the order of a page; a JSON object would lose the order.
    place_names: list = field(default_factory=list)
    form_names: list = field(default_factory=list)
    minority_names: list = field(default_factory=list)
    total: int = 0
    places: dict = field(default_factory=dict)
    # {municipality: {art form of the first level, or NO_FORM: number}}
    cells: dict = field(default_factory=dict)
    forms: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    flags: dict = field(default_factory=dict)
    languages: dict = field(default_factory=dict)
    minorities: dict = field(default_factory=dict)
    # Found, but neither replied, nor handed in a statement, nor confirmed what stands here.
    silent: int = 0
    silent_places: dict = field(default_factory=dict)
    # Heard in Kick, neither invited nor heard before it; only told where there is a list from before.
    has_earlier_list: bool = False
    new_voices: int = 0
    new_places: dict = field(default_factory=dict)
    new_forms: dict = field(default_factory=dict)
    new_kinds: dict = field(default_factory=dict)

    def as_json(self):
        return asdict(self)

    def number(self, place, form):
        return self.cells.get(place, {}).get(form, 0)


def inventory_of(region):
    """What is counted: civil society in the register with its seat in the region."""
    return Organisation.objects.listed().of_civil_society().in_region(region)


def count(organisations, *, has_earlier_list=False):
    """The `Counts` of these organisations."""
    heard = organisations.alias(
        has_spoken=Exists(_replies()) | Exists(_statements()), was_asked=Exists(_asked_before())
    )
    marked = heard.annotate(
        is_silent=Q(has_spoken=False, confirmed_at=None),
        is_new=Q(has_spoken=True, was_asked=False) if has_earlier_list else Value(False),
    ).order_by()
    counts = Counts(has_earlier_list=has_earlier_list)
    _add_facts(counts, marked)
    _add_forms(counts, marked)
    counts.minorities = _minorities(organisations)
    return counts


def _replies():
    """Confirmed: one that came by the open page counts when its link has been pressed."""
    reply = Organisation._meta.get_field("replies").related_model
    return reply.objects.filter(organisation=OuterRef("pk"), confirmed_at__isnull=False)


def _statements():
    statement = Organisation._meta.get_field("statements").related_model
    return statement.objects.arrived().filter(organisation=OuterRef("pk"))


def _asked_before():
    addressee = Organisation._meta.get_field("addressed_before").related_model
    return addressee.objects.counting().filter(organisation=OuterRef("pk"))


def _add_facts(counts, marked):
    """One row for each set of facts that somebody has; few, since most have the same ones."""
    facts = ["municipality", "kind", "flags", "working_languages", "is_silent", "is_new"]
    places, kinds, flags, languages = Counter(), Counter(), Counter(), Counter()
    silent, new_places, new_kinds = Counter(), Counter(), Counter()
    for row in marked.values(*facts).annotate(number=Count("pk")):
        number = row["number"]
        places[row["municipality"]] += number
        kinds[row["kind"]] += number
        for flag in set(row["flags"]):
            flags[flag] += number
        for language in set(row["working_languages"]):
            languages[language] += number
        if row["is_silent"]:
            silent[row["municipality"]] += number
        if row["is_new"]:
            new_places[row["municipality"]] += number
            new_kinds[row["kind"]] += number
    counts.total, counts.places, counts.kinds = places.total(), dict(places), dict(kinds)
    counts.flags, counts.languages = dict(flags), dict(languages)
    counts.silent, counts.silent_places = silent.total(), dict(silent)
    counts.new_voices = new_places.total()
    counts.new_places, counts.new_kinds = dict(new_places), dict(new_kinds)


def field_of_culture():
    """The code of the art form of the first level."""
    return Coalesce(
        F("art_forms__parent__parent__code"),
        F("art_forms__parent__code"),
        F("art_forms__code"),
        Value(NO_FORM),
    )


def _add_forms(counts, marked):
    """What an association does within a field is counted to the field, once."""
    forms, new = Counter(), Counter()
    rows = marked.values("municipality", "is_new", form=field_of_culture())
    for row in rows.annotate(number=Count("pk", distinct=True)):
        inside = counts.cells.setdefault(row["municipality"], {})
        inside[row["form"]] = inside.get(row["form"], 0) + row["number"]
        forms[row["form"]] += row["number"]
        if row["is_new"]:
            new[row["form"]] += row["number"]
    counts.forms, counts.new_forms = dict(forms), dict(new)


def _minorities(organisations):
    """By the associations' own word, where they have confirmed it."""
    said = organisations.confirmed().filter(minorities__isnull=False).order_by()
    return dict(said.values_list("minorities__code").annotate(Count("pk")))


def shown_minorities(organisations):
    """Of those who let everybody read it."""
    return _minorities(organisations.filter(shows_minorities=True))
