"""One row definition per export: the same columns in CSV, XLSX and JSON."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.models import Contribution, Verdict
from consultations.models.answered_twice import standings_at
from kick.lib.export import Column

# Needs are not here: they are counts for the kitchen, on the desk, until the meeting is over.
REPLIES = [
    Column("association", _("Association"), lambda row: row.organisation_name),
    Column("kind", _("Kind"), lambda row: row.kind_words),
    Column("municipality", _("Municipality"), lambda row: row.municipality_name),
    Column("answer", _("Answer"), lambda row: str(row.state.label)),
    Column("seats", _("Seats"), lambda row: len(row.confirmed_seats)),
    Column("online", _("Online"), lambda row: len(row.online_seats)),
    Column("waiting", _("Waiting"), lambda row: len(row.waiting_seats)),
    Column("came", _("Was there"), lambda row: sum(seat.has_come for seat in row.live_seats)),
    Column("names", _("Names"), lambda row: ", ".join(s.name for s in row.live_seats if s.name)),
    Column("email", _("E-mail"), "address"),
    Column("alliance", _("Alliance"), lambda row: str(_("Yes") if row.wants_alliance else "")),
    Column("word", _("A word"), "word"),
    Column("way", _("How it came"), lambda row: str(row.get_way_display())),
    Column("answered_at", _("Answered"), "answered_at"),
    Column("same_as", _("Merged into"), lambda row: row.same_as),
    Column(
        "replaced",
        _("Replaced by a later answer"),
        lambda row: str(_("Yes") if row.is_replaced else ""),
    ),
]


def reply_rows(meeting):
    """The meeting's replies in the order in which they came; of an association that answered twice,
    under two names, both, and which of them is replaced."""
    standings = standings_at(meeting)
    replies = meeting.replies.with_parts().order_by("answered_at", "pk")
    for reply in replies.iterator(chunk_size=500):
        standing = standings.get(reply.pk)
        is_other = standing and standing.organisation.pk != reply.organisation_id
        reply.same_as = standing.organisation.name if is_other else ""
        reply.is_replaced = bool(standing) and not standing.counts
        yield reply


INVITED = [
    Column("association", _("Association"), lambda row: row.organisation.name),
    Column("municipality", _("Municipality"), lambda row: row.organisation.municipality.name),
    Column("state", _("State"), lambda row: str(row.current_state.label)),
    Column(
        "reached_by",
        _("Reached by"),
        lambda row: str(_("letter on paper")) if row.is_on_paper else row.organisation.email,
    ),
    Column("issued_at", _("Invited"), "issued_at"),
    Column("reminders", _("reminders"), "reminders_sent"),
    Column("reminded_at", _("Last reminded"), "reminded_at"),
    Column("put_on_at", _("Put on the list"), "created_at"),
    Column("put_on_by", _("Put on the list by"), lambda row: str(row.put_on_by or "")),
    Column("taken_off_at", _("Taken off the list"), "taken_off_at"),
    Column("taken_off_by", _("Taken off the list by"), lambda row: str(row.taken_off_by or "")),
]


def invited_rows(meeting, *, state="", order=""):
    """The meeting's list as the desk shows it: the same selection in the same order."""
    rows = meeting.invitations.in_state(state) if state else meeting.invitations.all()
    return rows.for_listing().in_order(order).iterator(chunk_size=500)


@dataclass(frozen=True)
class Point:
    """A contribution as it is taken out: whole for the region that got it, else as all may read it."""

    contribution: Contribution
    is_whole: bool
    has_drafts: bool = False

    @property
    def statement(self):
        return self.contribution.statement

    @property
    def organisation(self):
        return self.statement.organisation

    @property
    def sender(self):
        return self.statement.sender_name if self.is_whole else self.statement.public_name

    @property
    def body(self):
        return self.contribution.body if self.is_whole else self.contribution.shown_body

    @property
    def wording(self):
        return self.contribution.wording if self.is_whole else self.contribution.shown_wording

    @property
    def verdict(self) -> Verdict | None:
        verdict = self.contribution.answer
        return verdict if verdict and (self.has_drafts or verdict.is_published) else None

    @property
    def section(self):
        return self.contribution.section

    def said_of_organisation(self, read):
        return str(read(self.organisation)) if self.organisation else ""

    def said_of_verdict(self, read):
        return str(read(self.verdict)) if self.verdict else ""


# As domain practice has it: Nr, avsändare, avsnitt, synpunkt, förslag till lydelse, bedömning, åtgärd.
CONTRIBUTIONS = [
    Column("number", _("Number"), lambda row: row.contribution.number),
    Column("sender", _("Sender"), "sender"),
    Column("sender_kind", _("Answers as"), lambda row: str(row.statement.get_sender_display())),
    Column(
        "kind_of_organisation",
        _("Kind of organisation"),
        lambda row: row.said_of_organisation(lambda found: found.get_kind_display()),
    ),
    Column(
        "track", _("Track"), lambda row: row.said_of_organisation(lambda found: found.track.label)
    ),
    Column(
        "municipality",
        _("Municipality"),
        lambda row: row.said_of_organisation(lambda found: found.municipality.name),
    ),
    Column("about", _("Section or question"), lambda row: row.contribution.place),
    Column("section", _("Key of the section"), lambda row: row.section.key if row.section else ""),
    Column(
        "version", _("Version"), lambda row: row.section.version.number if row.section else None
    ),
    Column("page", _("Page"), lambda row: row.section.page if row.section else ""),
    Column("kind", _("Kind"), lambda row: str(row.contribution.get_kind_display())),
    Column("body", _("Contribution"), "body"),
    Column("wording", _("Proposed wording"), "wording"),
    Column("language", _("Language"), lambda row: row.statement.language),
    Column(
        "outcome",
        _("What the region does"),
        lambda row: row.said_of_verdict(lambda verdict: verdict.get_outcome_display()),
    ),
    Column("reason", _("Why"), lambda row: row.said_of_verdict(lambda verdict: verdict.reason)),
    Column(
        "changed_section",
        _("Changed section"),
        lambda row: row.said_of_verdict(lambda verdict: verdict.section or ""),
    ),
    Column("submitted_at", _("Received"), lambda row: row.statement.submitted_at),
    Column("late", _("Late"), lambda row: row.statement.is_late),
    Column("recalled", _("Recalled"), lambda row: row.statement.is_recalled),
    Column("released", _("Can be read by all"), lambda row: row.contribution.is_released),
    Column("case_number", _("Case"), lambda row: row.statement.consultation.case_number),
    Column("fingerprint", _("Fingerprint"), lambda row: row.statement.fingerprint),
]


def contributions_of(consultation, *, is_whole):
    """What has arrived, for the region that asked; for all others what is released and shown."""
    found = Contribution.objects.in_consultation(consultation)
    return found.arrived() if is_whole else found.public()


def contribution_rows(consultation, *, is_whole, has_drafts=False):
    """In the order in which the plan is read; one selection, whatever the format.

    `has_drafts` is for the officers alone: the region's answers before they are published.
    """
    found = contributions_of(consultation, is_whole=is_whole).with_parts().in_order()
    for contribution in found.iterator(chunk_size=500):
        yield Point(contribution, is_whole, has_drafts)
