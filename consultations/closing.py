"""Who was invited to a meeting and who came, counted; no group smaller than five is told."""

from dataclasses import dataclass

from django.db.models import Count

from kick.lib.small_counts import hidden_in_parts, is_small, small_in
from organisations.models import ArtForm, Kind, Municipality, Organisation


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
    invited = Organisation.objects.filter(
        pk__in=meeting.invitations.issued().values("organisation")
    )
    came = Organisation.objects.filter(
        pk__in=meeting.replies.of_those_who_came().values("organisation")
    )
    names = dict(Municipality.objects.values_list("pk", "name"))
    forms = dict(ArtForm.objects.values_list("pk", "name"))
    return {
        "invited": told(invited.count()),
        "came": told(came.count()),
        "persons": told(meeting.seats.attended().count()),
        "groupings": [
            ("municipality", grouped(invited, came, "municipality", names, hidden_in_parts)),
            ("kind", grouped(invited, came, "kind", dict(Kind.choices), hidden_in_parts)),
            ("art_form", grouped(invited, came, "art_forms", forms, small_in)),
        ],
    }


def grouped(invited, came, field, names, hide):
    asked, there = counted(invited, field), counted(came, field)
    asked_hidden, there_hidden = hide(asked), hide(there)
    groups = [
        Group(
            name=str(names[key]),
            invited=None if key in asked_hidden else asked.get(key, 0),
            came=None if key in there_hidden else there.get(key, 0),
        )
        for key in asked | there
    ]
    return sorted(groups, key=lambda group: group.name)


def counted(organisations, field):
    rows = organisations.order_by().values(field).exclude(**{field: None})
    return dict(rows.annotate(number=Count("pk", distinct=True)).values_list(field, "number"))
