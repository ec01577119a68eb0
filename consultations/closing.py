"""Who was invited to a meeting and who came, counted; no group smaller than five is told."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

from kick.lib.small_counts import hidden_in_parts, is_small, small_in
from organisations.models import Kind, Organisation


@dataclass(frozen=True)
class Group:
    """Numbers of associations; None is one that is not told."""

    name: str
    invited: int | None
    came: int | None


def told(number):
    return None if is_small(number) else number


def figures_of(meeting):
    """Words of the closing page: totals, and associations by municipality, kind and art form.

    An association is in one municipality and of one kind, whose sums are known: there as many are
    hidden as it takes for none to follow from the others. Of art forms it may have several.
    """
    rows = list(organisations_of(meeting))
    invited = [row for row in rows if row["was_invited"]]
    came = [row for row in rows if row["has_come"]]
    return {
        "invited": told(len(invited)),
        "came": told(len(came)),
        "persons": told(meeting.seats.attended().count()),
        "groupings": [
            ("municipality", grouped(invited, came, municipality_of, hidden_in_parts)),
            ("kind", grouped(invited, came, kind_of, hidden_in_parts)),
            ("art_form", grouped(invited, came, art_forms_of, small_in)),
        ],
    }


def organisations_of(meeting):
    """Each that was invited or came, in one query however many they are."""
    invited = meeting.invitations.issued().filter(organisation=OuterRef("pk"))
    came = meeting.replies.of_those_who_came().filter(organisation=OuterRef("pk"))
    found = Organisation.objects.order_by().annotate(
        was_invited=Exists(invited),
        has_come=Exists(came),
        forms=ArrayAgg("art_forms__name", filter=Q(art_forms__isnull=False), default=[]),
    )
    return found.filter(Q(was_invited=True) | Q(has_come=True)).values(
        "municipality__name", "kind", "was_invited", "has_come", "forms"
    )


def municipality_of(row):
    return [row["municipality__name"]]


def kind_of(row):
    return [str(Kind(row["kind"]).label)]


def art_forms_of(row):
    return row["forms"]


def grouped(invited, came, names_of, hide):
    asked, there = (
        Counter(name for row in rows for name in names_of(row)) for rows in (invited, came)
    )
    asked_hidden, there_hidden = hide(asked), hide(there)
    return [
        Group(
            name=name,
            invited=None if name in asked_hidden else asked[name],
            came=None if name in there_hidden else there[name],
        )
        for name in sorted(asked | there)
    ]
