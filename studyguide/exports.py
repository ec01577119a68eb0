"""Row definitions: one for each list that is taken out."""

from django.utils.translation import gettext_lazy as _

from kick.lib.dates import short_day_text
from kick.lib.export import Column

PERSON = [
    Column("name", _("Name"), "name"),
    Column("task", _("Task"), lambda row: str(row.get_role_display())),
    Column("organisation", _("Association"), lambda row: str(row.organisation or "")),
]
# The regions' trials of the method tool, for the project's report to its funder.
TRIALS = [
    Column("region", _("Region"), "region.name"),
    Column("chapter", _("Chapter"), lambda row: row.chapter_title),
    Column("part", _("Part"), lambda row: str(row.get_part_display())),
    Column("used_on", _("Used"), "used_on"),
    Column("rating", _("Of what use it was, 1 to 4"), "rating"),
    Column("rating_words", _("In words"), lambda row: str(row.get_rating_display())),
    Column("words", _("What was said"), "words"),
    Column("version", _("Version"), lambda row: row.version.number if row.version else None),
    Column("changed_since", _("Texts changed since then"), lambda row: row.changed_since),
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
