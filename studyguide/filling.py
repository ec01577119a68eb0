"""The method tool's templates, filled from what the portal knows of a consultation and of a meeting.

A blank says in Swedish what belongs there. What nobody has told the portal stays a blank, to be
filled in by hand.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultations.closing import figures_of
from consultations.models import Consultation, Contribution, Meeting, Statement
from consultations.reading import outcomes_in
from kick.lib.dates import day_text, long_day_text, span_text
from kick.lib.document import NUMBERS, as_text
from kick.lib.small_counts import FEWEST
from studyguide.picture import matrix_of, profile_of
from studyguide.template_text import Address, Listed, blocks_of

LANGUAGE = "sv"


@dataclass
class Known:
    """`meeting` is None where none is chosen. Everything is as everybody may know it."""

    consultation: Consultation
    meeting: Meeting | None = None

    @cached_property
    def text(self):
        self.consultation.forget_text()
        return self.consultation.text

    @cached_property
    def told(self):
        """The meeting's words, or empty ones."""
        if self.meeting is None:
            return None
        self.meeting.forget_text()
        return self.meeting.text

    @cached_property
    def figures(self):
        is_held = self.meeting and self.meeting.is_past()
        return figures_of(self.meeting) if is_held else None

    def of_meeting(self, read):
        return read(self.meeting) if self.meeting else ""


def filled_blocks(body, consultation, meeting=None):
    """The template's blocks, in Swedish whoever reads the page."""
    with translation.override(LANGUAGE):
        known = Known(consultation, meeting)
        return blocks_of(body, lambda name: BLANKS[name](known) if name in BLANKS else "")


def filled(body, consultation, meeting=None):
    """The same as lines of text."""
    return as_text(filled_blocks(body, consultation, meeting))


def listed(lines):
    return Listed(list(lines))


def address(row):
    return Address(settings.SITE_URL + row.get_absolute_url())


def questions(known):
    """The meeting's when it has any, else the consultation's."""
    asked = [question.text.wording for question in known.meeting.asked] if known.meeting else []
    if not asked:
        rows = known.consultation.questions.order_by("position").prefetch_related("texts")
        asked = [row.text.wording for row in rows]
    return Listed(asked, NUMBERS)


def purpose(known):
    return (known.told and known.told.purpose) or known.text.purpose


def place(meeting):
    where = [meeting.venue, meeting.street, meeting.municipality.name]
    return ", ".join(part for part in where if part)


def languages(meeting):
    names = [str(name) for name in meeting.language_names]
    names += [
        _("interpreted into %(language)s") % {"language": n} for n in meeting.interpreted_names
    ]
    if meeting.interpreter_on_request:
        names.append(_("an interpreter if asked for"))
    return ", ".join(names).lower()


def access(known):
    if known.meeting is None:
        return ""
    offers = [str(name) for name in known.meeting.access_names]
    return ". ".join(part for part in [*offers, known.told.access_notes] if part)


def travel(known):
    if known.meeting is None or not known.meeting.travel:
        return ""
    return known.told.travel_words or str(known.meeting.get_travel_display())


def contact(meeting):
    ways = [meeting.contact_name, meeting.contact_email, meeting.contact_phone]
    return ", ".join(way for way in ways if way)


def day(value):
    return day_text(value) if value else ""


def told_by(known):
    """When people hear what became of it: after the meeting, else when the region answers."""
    on = known.meeting.feedback_on if known.meeting else None
    return day(on or known.consultation.answer_by)


def number(name):
    def read(known):
        if known.figures is None:
            return ""
        found = known.figures[name]
        return _("fewer than %(number)d") % {"number": FEWEST} if found is None else str(found)

    return read


def statements(known):
    if known.consultation.is_draft:
        return ""
    arrived = Statement.objects.arrived().live().filter(consultation=known.consultation)
    return str(arrived.count())


def outcomes(known):
    public = Contribution.objects.in_consultation(known.consultation).public().answered()
    shares = [share for share in outcomes_in(public) if share.number]
    return listed(f"{share.label}: {share.number}" for share in shares)


def check(known):
    kept = known.meeting.checks.latest_first().first() if known.meeting else None
    if kept is None:
        return ""
    return listed(line["told"] for line in kept.lines)


def participants(known):
    lines = [line for line in profile_of(known.consultation) if line.mean is not None]
    return listed(f"{line.name}: {line.mean_words}" for line in lines)


def officials(known):
    lines = [line for line in profile_of(known.consultation) if line.mark]
    return listed(f"{line.name}: {line.mark}. {line.words}".rstrip() for line in lines)


def matrix(known):
    columns = [column for column in matrix_of(known.consultation) if column.is_filled]
    return listed(
        f"{column.label}: {column.level_words}. {column.words}".rstrip() for column in columns
    )


BLANKS = {
    "samrådets namn": lambda known: known.text.title,
    "region": lambda known: known.consultation.region.name,
    "syfte": purpose,
    "kan ändras": lambda known: (known.told and known.told.influence) or known.text.can_change,
    "kan inte ändras": lambda known: known.text.cannot_change,
    "frågor": questions,
    "sista svarsdag": lambda known: day(timezone.localtime(known.consultation.closes_at)),
    "ärendenummer": lambda known: known.consultation.case_number,
    "samrådets länk": lambda known: address(known.consultation),
    "återkopplingens dag": told_by,
    "mötets tid": lambda known: known.of_meeting(lambda it: span_text(it.starts_at, it.ends_at)),
    "mötets plats": lambda known: known.of_meeting(place),
    "mötets länk": lambda known: known.of_meeting(address),
    "språk": lambda known: known.of_meeting(languages),
    "tillgänglighet": access,
    "resan": travel,
    "materialets dag": lambda known: known.of_meeting(lambda it: day(it.material_on)),
    "sista anmälningsdag": lambda known: known.of_meeting(
        lambda it: long_day_text(it.registration_closes_at)
    ),
    "kontakt": lambda known: known.of_meeting(contact),
    "antal inbjudna": number("invited"),
    "antal som kom": number("came"),
    "antal svar": statements,
    "antal besked": outcomes,
    "samrådskollen": check,
    "deltagarnas bild": participants,
    "vår egen bild": officials,
    "matrisen": matrix,
}
