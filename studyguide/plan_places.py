"""Where in a region's plan something belongs: its sections, those that fit a question first."""

from django.utils.translation import gettext as _


def sections_of(version):
    return list(version.sections.in_order().with_texts()) if version else []


def choices(sections, parts=()):
    """For a select: the whole, then the sections that fit the parts, then the others."""
    fitting = [row for row in sections if row.plan_part in parts]
    rest = [row for row in sections if row not in fitting]
    whole = ("", _("The plan as a whole, or I do not know where it belongs"))
    if not fitting or not rest:
        return [whole, *_named(fitting or rest)]
    return [
        whole,
        (_("Fits the question"), _named(fitting)),
        (_("The rest of the plan"), _named(rest)),
    ]


def _named(sections):
    return [(row.key, row.title) for row in sections]


def same_in(version, section):
    """The section with the same key in another version of the same plan, or None."""
    if version is None or section is None or version.plan_id != section.version.plan_id:
        return None
    return version.sections.filter(key=section.key).first()
