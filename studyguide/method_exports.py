"""The regions' trials of the method tool, for the project's report to its funder."""

from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column

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
