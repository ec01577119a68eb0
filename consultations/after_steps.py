"""What is left to do when a meeting is over: the way from the door to the closing page, with how far it
has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.leavings import counts_of
from consultations.models import Minutes
from kick.lib import dates


@dataclass
class AfterStep:
    """`page` is the name of the desk's page where it is done."""

    title: str
    page: str
    is_done: bool
    told: str = ""
    is_next: bool = False


def steps_after(meeting, *, reads_raw):
    """In the order in which they are best taken; the first that is not done is next. Who does not read
    what was said in a closed meeting is not sent to write its minutes."""
    found = Minutes.objects.filter(meeting=meeting).first()
    minutes = found or Minutes(meeting=meeting)
    counts = counts_of(meeting)
    steps = [
        ticked_off(counts),
        *([written(minutes)] if reads_raw else []),
        noted(counts, reads_raw),
        asked(minutes, counts),
        promised(meeting, minutes),
        opened(minutes),
        evaluated(counts),
    ]
    for step in steps:
        if not step.is_done:
            step.is_next = True
            break
    return steps


def ticked_off(counts):
    told = ngettext("One person", "%(coming)s persons", counts["came"]) % {"coming": counts["came"]}
    return AfterStep(
        _("Tick off who came"), "desk_door", counts["came"] > 0, told if counts["came"] else ""
    )


def written(minutes):
    return AfterStep(_("Write the minutes"), "desk_minutes", bool(minutes.body))


def noted(counts, reads_raw):
    number = counts["notes"]
    told = ngettext("One note", "%(number)s notes", number) % {"number": number}
    page = "desk_notes" if number or not reads_raw else "desk_tables"
    return AfterStep(_("Gather the tables' notes"), page, number > 0, told if number else "")


def asked(minutes, counts):
    title = _("Ask those who came: is this right?")
    if minutes.is_draft:
        return AfterStep(title, "desk_ask", False)
    told = ""
    if minutes.is_out:
        told = _("Out until %(until)s") % {"until": dates.day_text(minutes.answers_until)}
        if counts["waiting"]:
            number = counts["waiting"]
            told = ngettext(
                "One correction waits for an answer",
                "%(number)s corrections wait for an answer",
                number,
            ) % {"number": number}
    return AfterStep(title, "desk_notes", not minutes.is_out, told)


def promised(meeting, minutes):
    told = ""
    if meeting.feedback_on:
        told = _("Answer promised by %(day)s") % {"day": dates.day_text(meeting.feedback_on)}
    done = bool(minutes.next_steps or meeting.feedback_on)
    return AfterStep(_("Say what happens now"), "desk_closing", done, told)


def opened(minutes):
    page = "desk_let_out" if minutes.is_confirmed else "desk_after"
    return AfterStep(_("Open the closing page"), page, minutes.is_released)


def evaluated(counts):
    told = ngettext("One answer", "%(number)s answers", counts["answers"]) % {
        "number": counts["answers"]
    }
    done = counts["asked"] > 0
    return AfterStep(
        _("Ask what they thought of the meeting"), "desk_evaluation", done, told if done else ""
    )
