"""What a circle gives its study federation on paper: work plan, advance notice and attendance list.

No personal number anywhere, and no room for one: the federation collects those itself.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kick.lib import dates, paper, pdf
from studyguide.circle_overview import Overview
from studyguide.models import CircleRole, GuideText

# As many gatherings as stand side by side on a sheet.
COLUMNS = 8
EMPTY_LINES = 3


def language_of(circle):
    return circle.language if circle.language in dict(settings.LANGUAGES) else "sv"


def work_plan(circle):
    """Arbetsplan: what the circle studies, by what and how, and when."""
    with translation.override(language_of(circle)):
        overview = Overview(circle)
        return _form(
            circle,
            heading=_("Work plan"),
            rows=[
                *_facts(overview),
                (_("Aim"), _aim()),
                (_("Material"), _material(circle)),
                (_("Way of working"), _way_of_working()),
            ],
            table=_plan(overview),
            signatures=[_("Leader"), _("For the study federation")],
        )


def advance_notice(circle):
    """Föranmälan: sent to the study federation before the first gathering."""
    with translation.override(language_of(circle)):
        overview = Overview(circle)
        number = len(overview.members)
        return _form(
            circle,
            heading=_("Advance notice of a study circle"),
            rows=[
                *_facts(overview),
                (
                    _("Participants"),
                    _("%(persons)s, the leader included") % {"persons": paper.persons(number)},
                ),
                (_("Substitutes"), _named(overview, CircleRole.SUBSTITUTE)),
                (_("Leader approved on"), _approved(overview)),
                (_("Material"), _material(circle)),
            ],
            table=_plan(overview),
            signatures=[_("Leader"), _("For the study federation")],
        )


def attendance_list(circle):
    """Närvarolista: who was at each gathering, to be signed by the leader. What is not ticked yet is
    left empty, to be filled in by hand."""
    with translation.override(language_of(circle)):
        overview = Overview(circle)
        rows = [row for row in overview.gatherings if not row.is_missed]
        data = {
            "circle": circle.name,
            "heading": _("Attendance list"),
            "facts": [f"{label}: {value}" for label, value in _short_facts(overview) if value],
            "name": _("Name"),
            "sheets": [
                _sheet(overview, rows[at : at + COLUMNS])
                for at in range(0, max(len(rows), 1), COLUMNS)
            ],
            "note": _("× was there   – was not   empty: not filled in yet"),
            "signatures": [_("Leader"), _("Substitute")],
            "sign": _("Place and day, signature and name in capitals"),
            "page": paper.page_words(),
        }
        title = f"{data['heading']}: {circle.name}"
        return pdf.render("circle_list", data, title=title, language=language_of(circle))


def _form(circle, *, heading, rows, table, signatures):
    data = {
        "circle": circle.name,
        "heading": heading,
        "rows": [[label, value] for label, value in rows if value],
        "table": table,
        "note": _(
            "Personal identity numbers do not stand here. The study federation asks for them."
        ),
        "signatures": signatures,
        "sign": _("Place and day, signature and name in capitals"),
        "page": paper.page_words(),
    }
    title = f"{heading}: {circle.name}"
    return pdf.render("circle_form", data, title=title, language=language_of(circle))


def _short_facts(overview):
    circle = overview.circle
    return [
        (_("Study federation"), circle.federation_words),
        (_("Leader"), overview.leader.name if overview.leader else ""),
        (_("Place"), circle.place),
    ]


def _facts(overview):
    circle = overview.circle
    coming = [row for row in overview.gatherings if not row.is_missed]
    first, last = (coming[0], coming[-1]) if coming else (None, None)
    return [
        (_("Name of the circle"), circle.name),
        (_("Study federation"), circle.federation_words),
        (_("Organisers"), ", ".join(row.name for row in overview.organisations)),
        (_("Leader"), overview.leader.name if overview.leader else ""),
        (_("Leader's e-mail"), overview.leader.email if overview.leader else ""),
        (_("Place"), circle.place),
        (_("Region"), circle.region.name),
        (_("Begins"), dates.day_text(first.starts_at) if first else ""),
        (_("Ends"), dates.day_text(last.starts_at) if last else ""),
        (_("Number of gatherings"), str(len(coming)) if coming else ""),
        (_("Study hours of 45 minutes"), str(overview.study_hours) if coming else ""),
    ]


def _aim():
    return _(
        "To know how the region's culture plan comes about, read it together, and say what the group wants to see in the next one."
    )


def _way_of_working():
    return _(
        "Everybody reads before each gathering. The group talks from the guide's questions, writes down what it agrees and disagrees on, and tries it on its own region's plan."
    )


def _material(circle):
    rows = GuideText.objects.filter(guide=circle.guide_id).read_in(translation.get_language())
    title = rows.values_list("title", flat=True).first() or circle.guide.key
    return _("%(guide)s (Kick, free of charge), and the culture plan of %(region)s") % {
        "guide": title,
        "region": circle.region.name,
    }


def _named(overview, role):
    return ", ".join(row.name for row in overview.members if row.role == role)


def _approved(overview):
    leader = overview.leader
    return dates.long_day_text(leader.approved_on) if leader and leader.is_approved else ""


def _plan(overview):
    rows = [row for row in overview.gatherings if not row.is_missed]
    return {
        "heading": _("Gatherings"),
        "columns": [_("No."), _("When"), _("Content"), _("Study hours")],
        "rows": [
            [
                str(row.number),
                str(row.when_text),
                row.chapter_words.title if row.chapter_words else _("Own content"),
                str(row.study_hours),
            ]
            for row in rows
        ],
        "nothing": _("No gathering is planned yet."),
    }


def _sheet(overview, gatherings):
    empty = COLUMNS - len(gatherings) if not gatherings else 0
    return {
        "heads": [[str(row.number), dates.short_day_text(row.starts_at)] for row in gatherings]
        + [["", ""]] * empty,
        "rows": [
            [member.name, [_mark(row, member) for row in gatherings] + [""] * empty]
            for member in overview.members
        ]
        + [["", [""] * (len(gatherings) + empty)]] * EMPTY_LINES,
        "sums": [
            [
                _("Were there"),
                [str(len(row.present)) if row.is_ticked else "" for row in gatherings]
                + [""] * empty,
            ],
            [_("Study hours"), [str(row.study_hours) for row in gatherings] + [""] * empty],
        ],
    }


def _mark(gathering, member):
    if not gathering.is_ticked:
        return ""
    return "×" if member.pk in gathering.present else "–"


PAPERS = {
    "arbetsplan": work_plan,
    "foranmalan": advance_notice,
    "narvarolista": attendance_list,
}
