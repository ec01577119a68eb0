"""Which organisations a search finds, and which are likely to be the same as one that is typed in."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Collate

from organisations.models.linked import LinkedQuerySet
from organisations.models.search import (
    ALIKE_ENOUGH,
    MOST_NEAR,
    MOST_RANKED,
    MOST_WEIGHED,
    all_words_match,
    likeness,
    meant_words,
    near_match,
    nearness,
    number_in,
    rank_of_name,
    same_name,
    same_website,
    words_held,
    words_in,
)

BY_NAME = (Collate("name", "sv-x-icu"), "pk")


@dataclass(frozen=True)
class Found:
    """What a search found, the best first. `meant`: the nearest words, when none was as typed."""

    rows: models.QuerySet
    is_near: bool = False
    meant: str = ""


class FoundQuerySet(LinkedQuerySet):
    """What an `OrganisationQuerySet` knows of searching."""

    def matching(self, typed, *, places=()):
        """With every word typed; when nothing has them, what is near ("hembydsforening").

        In the order that the rows stood in before.
        """
        order = self.query.order_by or self.model._meta.ordering
        return self.found_by(typed, places=places).rows.order_by(*order)

    def found_by(self, typed, *, places=()):
        """The same, best first: the name itself, names that begin so, that have the words, near ones.

        A near search costs ten times as much and would mix misses into a good answer, so it is made
        only when nothing else is found.
        """
        words = words_in(typed)
        if not words:
            return Found(self.by_name())
        if number := number_in(typed):
            return Found(self.filter(org_number=number).by_name())
        exact = self.filter(all_words_match(words, places))
        # Read first, so that the search is made once for the page, its order and its count.
        found = list(exact.order_by().values_list("pk", flat=True)[: MOST_RANKED + 1])
        if len(found) > MOST_RANKED:
            return Found(exact.by_name())
        if not found:
            return self._near(words)
        best_first = rank_of_name(typed), words_held(words).desc(), *BY_NAME
        return Found(self.filter(pk__in=found).order_by(*best_first))

    def _near(self, words):
        # Read without an order, for beside one the planner would rather weigh every name; and only
        # so many, since a common word that is spelt wrong is near to thousands.
        weighed = self.filter(near_match(words)).order_by().annotate(nearness=nearness(words))
        near = list(weighed.values_list("nearness", "pk", "folded")[:MOST_WEIGHED])
        near.sort(key=lambda row: (-row[0], row[2], row[1]))
        best = [pk for _nearness, pk, _folded in near[:MOST_NEAR]]
        place = Value(best, ArrayField(models.BigIntegerField()))
        best_first = Func(place, "pk", function="array_position")
        meant = meant_words(words, near[0][2]) if near else ""
        return Found(self.filter(pk__in=best).order_by(best_first), bool(near), meant)

    def alike(self, *, name, municipality, org_number="", website=""):
        """What is likely to be the same organisation, likeliest first: by its number anywhere, and
        in the region by its name or its website's host."""
        near = Q(municipality__region=municipality.region_id)
        same = same_name(name) & near
        if org_number:
            same |= Q(org_number=org_number)
        if website:
            same |= same_website(website) & near
        rank = likeness(
            name=name, municipality=municipality, org_number=org_number, website=website
        )
        return (
            self.filter(same)
            .annotate(likeness=rank)
            .filter(likeness__gte=ALIKE_ENOUGH)
            .order_by("-likeness", "pk")
        )

    def by_name(self):
        return self.order_by(*BY_NAME)
