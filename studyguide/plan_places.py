"""Where in a region's plan something belongs: its sections, those that fit a question first."""

import re

from django.utils.translation import gettext as _

from consultations.models import PlanVersion
from studyguide.models import PlanPart

# How the regions head the five parts that every plan has (förordning 2010:2012, 5 §). It only decides
# what is proposed first: every section can be chosen.
HEADED = {
    PlanPart.PRIORITIES: r"priorit|insats|utvecklingsområd|\bmål|vision|inriktning",
    PlanPart.CONDITIONS: r"förutsättning|bakgrund|nuläge|regionen|län(et)?\b|befolkning|geograf",
    PlanPart.ECONOMY: r"ekonomi|finansier|budget|bidrag|stöd|resurs",
    PlanPart.METHOD: r"metod|process|samråd|samverkan|dialog|arbetssätt|uppföljning|så (görs|tas|kom)",
    PlanPart.AREAS: (
        r"scenkonst|teater|dans|musik|museer|museum|kulturmiljö|kulturarv|bibliotek|litteratur|läs"
        r"|bild|form|konst|film|arkiv|hemslöjd|slöjd|civilsamhäll|folkbildning|föreningsliv"
        r"|samlingslokal|minoritet"
    ),
}


def current_version(region):
    """The plan as people talk of it now: out for comment or adopted, of the newest period. Or None."""
    versions = PlanVersion.objects.standing().in_region(region).newest_first()
    return versions.select_related("plan__region").first()


def sections_of(version):
    return list(version.sections.in_order().with_texts()) if version else []


def choices(sections, parts=()):
    """For a select: the whole, then the sections that fit the parts, then the others."""
    fitting = [row for row in sections if fits(row, parts)]
    rest = [row for row in sections if row not in fitting]
    whole = ("", _("The plan as a whole, or I do not know where it belongs"))
    if not fitting or not rest:
        return [whole, *_named(fitting or rest)]
    return [
        whole,
        (_("Fits the question"), _named(fitting)),
        (_("The rest of the plan"), _named(rest)),
    ]


def fits(section, parts):
    heading = section.heading.lower()
    return any(re.search(HEADED[part], heading) for part in parts if part in HEADED)


def _named(sections):
    return [(row.key, row.title) for row in sections]


def same_in(version, section):
    """The section with the same key in another version of the same plan, or None."""
    if version is None or section is None or version.plan_id != section.version.plan_id:
        return None
    return version.sections.filter(key=section.key).first()
