"""Row definitions: one for each list that is taken out."""

from django.utils.translation import gettext_lazy as _

from kick.lib.dates import short_day_text
from kick.lib.export import Column

PERSON = [
    Column("name", _("Name"), "name"),
    Column("task", _("Task"), lambda row: str(row.get_role_display())),
    Column("organisation", _("Association"), lambda row: str(row.organisation or "")),
]


def attendance_columns(overview):
    """A person a row, a gathering a column; no address and never a personal number."""
    held = [row for row in overview.gatherings if not row.is_missed]
    return [
        *PERSON,
        *(_column(gathering) for gathering in held),
        Column("times", _("Gatherings"), lambda row: len(_was_at(held, row))),
        Column(
            "study_hours",
            _("Study hours"),
            lambda row: sum(gathering.study_hours for gathering in _was_at(held, row)),
        ),
    ]


def _column(gathering):
    title = f"{gathering.number}. {short_day_text(gathering.starts_at)}"

    def was_there(row):
        return row.pk in gathering.present if gathering.is_ticked else ""

    return Column(f"gathering_{gathering.number}", title, was_there)


def _was_at(gatherings, row):
    return [gathering for gathering in gatherings if row.pk in gathering.present]
