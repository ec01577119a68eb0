"""What a study circle must be like to count as one, and how to mend what is not.

The rules are Folkbildningsrådet's conditions for the state grant to the study federations, and their
figures stand in `settings.CIRCLE_RULES`, since they change with the year. The federation decides in the
end; what is said here is said in time to do something about it. A free conversation group has no rules.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kick.lib.dates import short_day_text

# Where it is mended: the name of a page of the circle.
MEMBERS, PLAN, FACTS, GATHERING, PERSON = (
    "circle_members",
    "circle_detail",
    "circle_edit",
    "gathering_detail",
    "circle_member",
)


@dataclass(frozen=True)
class Warning:
    """`key` names the rule, `mend` says what to do about it, on the page `where` with these objects."""

    key: str
    text: str | Promise
    mend: str | Promise
    where: str
    objects: tuple = ()


def warnings(circle, *, members, gatherings, on=None):
    """What of the circle does not count as it stands now, the gravest first.

    `gatherings` are numbered, each with `present`: the ids of the members who were there. Those that
    are to come are judged as planned.
    """
    if not circle.is_study_circle:
        return []
    taking_place = [row for row in gatherings if not row.is_missed]
    found = [
        *_of_persons(members),
        *_of_leaders(circle, members),
        *_of_the_whole(taking_place),
        *_of_each(taking_place),
        *_of_each_person(members, taking_place),
    ]
    return [warning for warning in found if warning]


def _of_persons(members):
    rules, number = settings.CIRCLE_RULES, len(members)
    if number < rules["fewest"]:
        yield Warning(
            "fewest",
            format_lazy(
                ngettext_lazy("You are {number} person.", "You are {number} persons.", number)
                + " "
                + _("A study circle is at least {least}, the leader too."),
                number=number,
                least=rules["fewest"],
            ),
            _("Invite more, or make it a free conversation group."),
            MEMBERS,
        )
    if number > rules["most"]:
        yield Warning(
            "most",
            _said(_("You are {number}. A study circle is at most {most}."), number, rules["most"]),
            _("Part into two circles, each with a leader."),
            MEMBERS,
        )
    young = [row for row in members if not row.is_old_enough]
    if young:
        yield Warning(
            "age",
            format_lazy(
                _("It is not said that everybody becomes at least {age} this year: {names}."),
                age=rules["age"],
                names=_names(young),
            ),
            _("Ask, and tick it for each of them."),
            MEMBERS,
        )


def _of_leaders(circle, members):
    if not circle.federation_words:
        yield Warning(
            "federation",
            _("No study federation is named."),
            _("Call one, and write its name here. It approves the leader and takes the lists."),
            FACTS,
        )
    for row in members:
        if row.leads and not row.is_approved:
            yield Warning(
                "approved",
                format_lazy(
                    _("{name} leads and is not approved by the study federation."), name=row.name
                ),
                _(
                    "Send the advance notice and the work plan, and write down the day of its answer."
                ),
                PERSON,
                (row.uuid,),
            )


def _of_the_whole(gatherings):
    rules = settings.CIRCLE_RULES
    if not gatherings:
        return
    if len(gatherings) < rules["gatherings"]:
        yield Warning(
            "gatherings",
            _said(
                _("{number} gatherings are planned. A study circle meets at least {least} times."),
                len(gatherings),
                rules["gatherings"],
            ),
            _("Plan more gatherings."),
            PLAN,
        )
    hours = sum(row.study_hours for row in gatherings)
    if hours < rules["study_hours"]:
        yield Warning(
            "study_hours",
            _said(
                _(
                    "Together it is {number} study hours of 45 minutes. At least {least} are needed."
                ),
                hours,
                rules["study_hours"],
            ),
            _("Plan one more gathering, or longer ones."),
            PLAN,
        )
    if len({_day(row).year for row in gatherings}) > 1:
        yield Warning(
            "year",
            _("A study circle ends in the calendar year in which it begins."),
            _("Move the last gatherings to before New Year, or start a new circle after it."),
            PLAN,
        )
    weeks = Counter(_day(row).isocalendar()[:2] for row in gatherings)
    if max(weeks.values()) > rules["a_week"]:
        yield Warning(
            "a_week",
            _said(
                _("{number} gatherings stand in one week. At most {most} count."),
                max(weeks.values()),
                rules["a_week"],
            ),
            _("Move one of them."),
            PLAN,
        )


def _of_each(gatherings):
    rules = settings.CIRCLE_RULES
    for row in gatherings:
        if row.minutes > rules["longest_minutes"]:
            yield Warning(
                "longest",
                format_lazy(
                    _("The gathering on {day} is longer than {hours} hours."),
                    day=short_day_text(row.starts_at),
                    hours=rules["longest_minutes"] // 60,
                ),
                _("Make it shorter, or part it into two days."),
                GATHERING,
                (row.pk,),
            )
        if row.is_held and len(row.present) < rules["fewest"]:
            yield Warning(
                "present",
                format_lazy(
                    _("On {day} {number} were there. With fewer than {least} it does not count."),
                    day=short_day_text(row.starts_at),
                    number=len(row.present),
                    least=rules["fewest"],
                ),
                _("Look if somebody is not ticked, or plan one more gathering."),
                GATHERING,
                (row.pk,),
            )


def _of_each_person(members, gatherings):
    """Told when nothing that is to come can change it; until then there is time."""
    rules = settings.CIRCLE_RULES
    first = gatherings[: rules["among_first"]]
    late = [
        row
        for row in members
        if len(first) == rules["among_first"]
        and all(gathering.is_held for gathering in first)
        and not any(row.pk in gathering.present for gathering in first)
    ]
    if late:
        yield Warning(
            "among_first",
            format_lazy(
                _(
                    "Not at any of the first {first} gatherings, and therefore not counted: {names}."
                ),
                first=rules["among_first"],
                names=_names(late),
            ),
            _("They may come all the same. Look if somebody is not ticked."),
            PLAN,
        )
    left = sum(not gathering.is_held for gathering in gatherings)
    seldom = [
        row
        for row in members
        if row not in late
        and any(gathering.is_held for gathering in gatherings)
        and sum(row.pk in gathering.present for gathering in gatherings) + left
        < rules["own_gatherings"]
    ]
    if seldom:
        yield Warning(
            "own_gatherings",
            format_lazy(
                _("Cannot come to {least} gatherings any more, and is not counted: {names}."),
                least=rules["own_gatherings"],
                names=_names(seldom),
            ),
            _("Plan one more gathering, or look if somebody is not ticked."),
            PLAN,
        )


def _said(text, number, limit):
    return format_lazy(text, number=number, least=limit, most=limit)


def _names(members):
    return ", ".join(row.name for row in members)


def _day(gathering):
    return timezone.localtime(gathering.starts_at).date()
