"""The gatherings of a circle are planned, moved, ticked and told of."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from organisations.actions.letters import post_letters
from studyguide import emails
from studyguide.actions.circles import led
from studyguide.models import Attendance, Gathering, GatheringStatus

MOST_GATHERINGS = 60


class TimeIsTaken(Exception):
    """The circle has a gathering at that time."""


class TooMany(Exception):
    """More gatherings than a circle can have."""


class NotHeldYet(Exception):
    """It has not begun."""


class NotHeld(Exception):
    """The gathering has not been ticked as held, so there is nothing to tell of."""


@transaction.atomic
def plan_weekly(*, circle, by, first_at, chapters, minutes, days_between=7):
    """One gathering for each chapter from the first day on, at the same time of day whatever summer
    time does. Days that have a gathering already are left as they are. Raises NotLeader, TooMany."""
    circle = led(circle, by)
    first = timezone.localtime(first_at)
    planned = [
        Gathering(
            circle=circle,
            chapter=chapter,
            minutes=minutes,
            starts_at=_on_the_wall(first, days=number * days_between),
        )
        for number, chapter in enumerate(chapters)
    ]
    taken = set(circle.gatherings.values_list("starts_at", flat=True))
    new = [row for row in planned if row.starts_at not in taken]
    _refuse_too_many(circle, len(new))
    return Gathering.objects.bulk_create(new)


def _on_the_wall(first, *, days):
    naive = first.replace(tzinfo=None) + timedelta(days=days)
    return timezone.make_aware(naive, first.tzinfo)


@transaction.atomic
def add_gathering(*, circle, by, starts_at, minutes, chapter=None, place=""):
    """Raises NotLeader, TimeIsTaken and TooMany."""
    circle = led(circle, by)
    if circle.gatherings.filter(starts_at=starts_at).exists():
        raise TimeIsTaken(circle.uuid)
    _refuse_too_many(circle, 1)
    return circle.gatherings.create(
        starts_at=starts_at, minutes=minutes, chapter=chapter, place=place
    )


@transaction.atomic
def change_gathering(*, gathering, by, **words):
    """Raises NotLeader and TimeIsTaken."""
    circle = led(gathering.circle, by)
    others = circle.gatherings.exclude(pk=gathering.pk)
    if others.filter(starts_at=words.get("starts_at", gathering.starts_at)).exists():
        raise TimeIsTaken(circle.uuid)
    for name, value in words.items():
        setattr(gathering, name, value)
    gathering.save(update_fields=list(words))
    return gathering


@transaction.atomic
def remove_gathering(*, gathering, by):
    """With its ticks; what the group wrote belongs to the questions and stays. Raises NotLeader."""
    circle = led(gathering.circle, by)
    circle.gatherings.filter(pk=gathering.pk).delete()


@transaction.atomic
def tick(*, gathering, by, present, at=None):
    """Who was there: `present` are members of the circle, the others were not. It was held, then.

    Raises NotLeader, and NotHeldYet before it has begun.
    """
    circle = led(gathering.circle, by)
    if gathering.starts_at > (at or timezone.now()):
        raise NotHeldYet(gathering.pk)
    were = {member.pk for member in present}
    ticks = [
        Attendance(gathering=gathering, member=member, present=member.pk in were)
        for member in circle.members.all()
    ]
    Attendance.objects.bulk_create(
        ticks,
        update_conflicts=True,
        unique_fields=["gathering", "member"],
        update_fields=["present"],
    )
    _move(gathering, GatheringStatus.HELD)


@transaction.atomic
def say_it_was_missed(*, gathering, by):
    """It did not happen; its ticks go. Raises NotLeader."""
    led(gathering.circle, by)
    gathering.attendances.all().delete()
    _move(gathering, GatheringStatus.MISSED)


@transaction.atomic
def plan_again(*, gathering, by):
    """It is to come, or nobody has said yet whether it was held. Raises NotLeader."""
    led(gathering.circle, by)
    _move(gathering, GatheringStatus.PLANNED)


def _move(gathering, status):
    """Pressed twice it is done once."""
    gathering.refresh_from_db(fields=["status"])
    if gathering.status != status:
        moves = {
            GatheringStatus.HELD: gathering.hold,
            GatheringStatus.MISSED: gathering.miss,
            GatheringStatus.PLANNED: gathering.plan_again,
        }
        moves[status]()


@transaction.atomic
def tell_after(*, gathering, by, at=None):
    """A mail to each member with an address: that it was held, a link to the notes, and the next
    day. Not a word of what was said. Returns how many; sent once. Raises NotLeader and NotHeld."""
    circle = led(gathering.circle, by)
    gathering.refresh_from_db()
    if not gathering.is_held:
        raise NotHeld(gathering.pk)
    later = circle.gatherings.planned().filter(starts_at__gt=gathering.starts_at)
    following = later.in_order().first()
    members = circle.members.with_address().select_related("circle")
    letters = [
        emails.after_gathering(gathering=gathering, member=member, following=following)
        for member in members
    ]
    gathering.tell(at=at)
    return len(post_letters(letters))


def _refuse_too_many(circle, more):
    if circle.gatherings.count() + more > MOST_GATHERINGS:
        raise TooMany(circle.uuid)
