"""One row definition per export: the same columns in CSV, XLSX and JSON."""

from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column
from organisations.models import ExportRecord

# Needs are not here: they are counts for the kitchen, on the desk, until the meeting is over.
REPLIES = [
    Column("association", _("Association"), lambda row: row.organisation_name),
    Column("kind", _("Kind"), lambda row: row.kind_words),
    Column("municipality", _("Municipality"), lambda row: row.municipality_name),
    Column("answer", _("Answer"), lambda row: str(row.state.label)),
    Column("seats", _("Seats"), lambda row: len(row.confirmed_seats)),
    Column("waiting", _("Waiting"), lambda row: len(row.waiting_seats)),
    Column("names", _("Names"), lambda row: ", ".join(s.name for s in row.live_seats if s.name)),
    Column("email", _("E-mail"), "address"),
    Column("alliance", _("Alliance"), lambda row: str(_("Yes") if row.wants_alliance else "")),
    Column("word", _("A word"), "word"),
    Column("way", _("How it came"), lambda row: str(row.get_way_display())),
    Column("answered_at", _("Answered"), "answered_at"),
]


def reply_rows(meeting):
    """The meeting's replies in the order in which they came."""
    replies = meeting.replies.with_parts().order_by("answered_at", "pk")
    return replies.iterator(chunk_size=500)


def record(*, what, about, region, format, rows, by):
    """Note who took what out (CATALOGUE D11)."""
    ExportRecord.objects.create(
        what=what, about=about, region=region, format=format, rows=rows, taken_by=by
    )
