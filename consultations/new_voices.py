"""New voices: associations that are heard now and were neither asked nor heard before.

Before is the lists of earlier consultations that the region has taken in, and what came in to its
consultations on other plans that opened earlier. A meeting or a question about the same plan is
not before: it belongs to the same round.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from consultations.models import Addressee, Consultation, EarlierRound, Statement
from organisations.coverage.public import apart, one_group, parts
from organisations.coverage.tables import Group
from organisations.models import Kind, Organisation


@dataclass(frozen=True)
class NewVoices:
    """`number` is None when it is small; `groups` are (heading, groups) as everybody may read them."""

    number: int | None
    groups: list


def new_voices_in(consultation):
    """Of those who have answered it; None where the region has taken in no earlier list."""
    answered = Statement.objects.arrived().filter(consultation=consultation)
    heard = Organisation.objects.of_civil_society().filter(pk__in=answered.values("organisation"))
    lists = EarlierRound.objects.counting().in_region(consultation.region)
    # Where nobody is known to have been asked before, everybody would be new.
    new = heard.exclude(pk__in=before(consultation)).filter(Exists(lists)).order_by()
    places, kinds = Counter(), Counter()
    for place, kind, number in new.values_list("municipality__name", "kind").annotate(Count("pk")):
        places[place] += number
        kinds[Kind(kind).label] += number
    if not places and not lists.exists():
        return None
    shown = [
        (_("Municipality"), parts(places)),
        (_("Art form"), apart(forms_of(new)) if places else {}),
        (_("Kind of organisation"), parts(kinds)),
    ]
    groups = [
        (heading, [Group(str(name), number, "") for name, number in numbers.items()])
        for heading, numbers in shown
        if numbers
    ]
    return NewVoices(one_group(places.total()), groups)


def forms_of(organisations):
    """{art form of the first level: number}; who does two things is in two."""
    name = Coalesce(
        F("art_forms__parent__parent__name"),
        F("art_forms__parent__name"),
        F("art_forms__name"),
        Value(_("Not known yet")),
    )
    return dict(organisations.values_list(name).annotate(Count("pk", distinct=True)))


def before(consultation):
    """The organisations that were asked or heard before."""
    listed = Addressee.objects.counting().found().filter(round__region=consultation.region_id)
    earlier = Consultation.objects.on_earlier_plans(consultation)
    said = Statement.objects.arrived().filter(consultation__in=earlier, organisation__isnull=False)
    return listed.values("organisation").union(said.values("organisation"))
