"""The consultation check: what the rules of check_rules.py say of one meeting. It forbids nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation

from consultations.check_rules import GOOD, RULES, THINK, WARNING, Rule
from consultations.left_out import missing, on_list
from consultations.models import CheckOccasion, MeetingKind, NoticeKind, with_moments
from kick.lib.holidays import holiday_on
from organisations.coverage.snapshot import public_picture

LANGUAGES = ("sv", "fi", "en")
SHOWN_NAMES = 5
SATURDAY = 5


@dataclass(frozen=True)
class Finding:
    rule: Rule
    level: str
    values: dict

    @property
    def told(self):
        return self.rule.says[self.level] % self.values

    @property
    def mend(self):
        return self.rule.mend % self.values

    @property
    def reason(self):
        return f"{self.rule.reason} ({self.rule.source})"

    @property
    def is_good(self):
        return self.level == GOOD

    @property
    def proposals(self):
        """What helps although the day is near."""
        return self.rule.proposals if self.level == WARNING else ()


def findings(meeting, *, at=None):
    """One for each rule that has something to say of such a meeting, the gravest first."""
    at = at or timezone.now()
    judged = [(rule, JUDGES[rule.key](meeting, at)) for rule in RULES]
    found = [Finding(rule, *verdict) for rule, verdict in judged if verdict]
    return sorted(found, key=lambda finding: [WARNING, THINK, GOOD].index(finding.level))


def frozen(found):
    """As it is kept: with the words of today in every language, whatever the rules say tomorrow."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = [(str(finding.told), str(finding.reason)) for finding in found]
    return [
        {
            "rule": finding.rule.key,
            "level": finding.level,
            "words": {language: list(words[language][place]) for language in LANGUAGES},
        }
        for place, finding in enumerate(found)
    ]


def known_since(meeting, at):
    """When people could first know of the day that the meeting now has: from a letter to save the date,
    from its publication, or from the letter that told that it was moved."""
    day = timezone.localtime(meeting.starts_at).date()
    notices = list(meeting.notices.all())
    moved = [notice.at for notice in notices if _moved_to_another_day(notice)]
    saved = [
        notice.at
        for notice in notices
        if notice.kind == NoticeKind.SAVE_THE_DATE and notice.lines[0]["now"] == day.isoformat()
    ]
    published = [] if moved else _published_at(meeting)
    return min([*saved, *published, *moved[-1:], at])


def _moved_to_another_day(notice):
    for line in with_moments(notice.lines) if notice.kind == NoticeKind.CHANGED else ():
        if line["what"] == "time":
            was, now = (timezone.localtime(line[key][0]).date() for key in ("was", "now"))
            return was != now
    return False


def _published_at(meeting):
    return [check.at for check in meeting.checks.all() if check.occasion == CheckOccasion.PUBLISHED]


def judge_notice(meeting, at):
    limits = settings.MEETING_CHECK
    known = timezone.localtime(known_since(meeting, at)).date()
    days = (timezone.localtime(meeting.starts_at).date() - known).days
    level = GOOD if days >= limits["good_days"] else THINK
    level = WARNING if days < limits["short_days"] else level
    weeks = {"good": limits["good_days"] // 7, "short": limits["short_days"] // 7}
    return level, {"days": max(0, days), **weeks}


def judge_hour(meeting, at):
    """Civil servants meet in the daytime, so a meeting with the municipalities is not judged; nor is a
    holiday, when nobody is at work."""
    starts = timezone.localtime(meeting.starts_at)
    if meeting.kind == MeetingKind.MUNICIPALITIES or holiday_on(starts.date()):
        return None
    is_free = starts.weekday() >= SATURDAY or starts.hour >= settings.MEETING_CHECK["evening_from"]
    return (GOOD if is_free else WARNING), {"hour": settings.MEETING_CHECK["evening_from"]}


def judge_holiday(meeting, at):
    """Has something to say only of a meeting on one."""
    name = holiday_on(timezone.localtime(meeting.starts_at).date())
    return (WARNING, {"name": name}) if name else None


def judge_purpose(meeting, at):
    if not meeting.text.purpose:
        return WARNING, {}
    return (GOOD if meeting.text.influence else THINK), {}


def judge_material(meeting, at):
    days = settings.MEETING_CHECK["material_days"]
    asked = len(meeting.questions.all())
    if not asked and not meeting.text.material:
        return WARNING, {"days": days}
    out = meeting.material_on
    ahead = (timezone.localtime(meeting.starts_at).date() - out).days if out else -1
    return (GOOD if ahead >= days else THINK), {"days": days}


def judge_place(meeting, at):
    return (GOOD if "public_transport" in meeting.access or is_online(meeting) else THINK), {}


def is_online(meeting):
    return bool(meeting.online_url or meeting.seats_online)


def judge_access(meeting, at):
    told = [code for code in meeting.access if code not in {"public_transport", "parking"}]
    return (GOOD if told else WARNING if not meeting.text.access_notes else THINK), {}


def judge_language(meeting, at):
    offered = set(meeting.languages) | set(meeting.interpreted)
    if offered - {"sv"} or meeting.interpreter_on_request:
        return GOOD, {}
    return (WARNING if meeting.kind == MeetingKind.MINORITY else THINK), {}


def judge_travel(meeting, at):
    return (GOOD if meeting.travel == "paid" else THINK), {}


def judge_left_out(meeting, at):
    """From counts that everybody may see, since the finding is published. A meeting with one minority
    has chosen whom it is for."""
    if meeting.kind in {MeetingKind.MINORITY, MeetingKind.MUNICIPALITIES}:
        return None
    listed = on_list(meeting)
    # Those of other regions are not counted there.
    if not listed.places and not meeting.invitations.standing().exists():
        return WARNING, {}
    found = public_picture(meeting.region).counts
    lacking = missing(found.place_names, found.places, listed.places)
    lacking += missing(found.form_names, found.forms, listed.forms)
    names = [str(lack.name) for lack in lacking]
    return (THINK if names else GOOD), {"names": shortened(names)}


def shortened(names):
    shown = ", ".join(names[:SHOWN_NAMES])
    more = len(names) - SHOWN_NAMES
    return f"{shown} +{more}" if more > 0 else shown


def judge_feedback(meeting, at):
    if not meeting.feedback_on:
        return WARNING, {"days": settings.MEETING_CHECK["feedback_days"]}
    after = (meeting.feedback_on - timezone.localtime(meeting.ends_at).date()).days
    limit = settings.MEETING_CHECK["feedback_days"]
    return (GOOD if after <= limit else THINK), {"days": limit}


JUDGES = {
    "notice": judge_notice,
    "hour": judge_hour,
    "holiday": judge_holiday,
    "purpose": judge_purpose,
    "material": judge_material,
    "place": judge_place,
    "access": judge_access,
    "language": judge_language,
    "travel": judge_travel,
    "left_out": judge_left_out,
    "feedback": judge_feedback,
}
