"""What the public pages put together about plans and what was said: a few queries, however much there is."""

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import RowNumber
from django.utils.translation import get_language, gettext

from consultations.models import (
    Consultation,
    Contribution,
    Outcome,
    PlanVersion,
    Question,
    Section,
)
from consultations.models.verdict import OUTCOME_KINDS
from consultations.quotation import quotation_of
from kick.lib.tally import figures

# A smaller group is not counted out: who is in it could be guessed.
FEWEST_SHOWN = 5
# Beside a section stand a few; the rest have a page of their own.
VOICES_SHOWN = 2
EARLIER_SHOWN = 1


@dataclass
class Said:
    """What everybody may read about one section: of this wording, and of earlier ones."""

    count: int = 0
    associations: int = 0
    voices: list = field(default_factory=list)
    earlier_count: int = 0
    earlier: list = field(default_factory=list)

    @property
    def only_associations(self):
        return self.count == self.associations


@dataclass
class Passage:
    """A section as it stands on the page, with what is said beside it."""

    section: object
    said: Said

    @property
    def words(self):
        """All that the page prints of it, so that what is printed alike is made once."""
        section, said = self.section, self.said
        return Words(
            *(section.key, section.text.language, section.number, section.heading, section.level),
            *(str(section.title), section.text.body),
            *(said.count, said.only_associations),
            tuple(quotation_of(voice, is_short=True) for voice in said.voices),
            said.earlier_count,
            tuple(quotation_of(it, is_short=True, is_earlier=True) for it in said.earlier),
        )


class Words(NamedTuple):
    """A passage in plain words."""

    key: str
    language: str
    number: str
    heading: str
    level: int
    title: str
    body: str
    count: int
    only_associations: bool
    voices: tuple
    earlier_count: int
    earlier: tuple


class Entry(NamedTuple):
    """A line of the contents in plain words; a chapter has an address, and those below it."""

    key: str
    url: str
    language: str
    number: str
    heading: str
    plan_part: str
    below: tuple = ()


def versions_in(region_slug, user):
    """All that the user may read in the region, the newest first.

    What everybody may read is kept: it changes when a version is published or adopted.
    """
    versions = PlanVersion.objects.visible_to(user).filter(plan__region__slug=region_slug)
    versions = versions.newest_first().select_related("plan__region")
    if user.is_authenticated:
        return list(versions)
    return figures("versions", region_slug, lambda: list(versions))


def standing_in(region_slug):
    """The plan as people talk of it now: out for comment or adopted, of the newest period. Or None."""
    versions = versions_in(region_slug, AnonymousUser())
    return next((version for version in versions if version.is_standing), None)


def text_of(version):
    """All sections as they are read. What is out is never edited, so it is kept; a draft is not."""
    sections = version.sections.in_order().with_texts()
    if version.is_draft:
        return list(sections)
    return figures(("text", version.pk), version.plan.region_id, lambda: list(sections), told=True)


def contents_of(version, text):
    """The chapters and what stands under them, in the order of reading; kept as the text is."""

    def entry(section, url="", below=()):
        words = section.text.language, section.number, section.heading, section.plan_part
        return Entry(section.key, url, *words, below)

    def read():
        return tuple(
            entry(
                chapter,
                chapter.get_absolute_url(),
                tuple(map(entry, sections_of(text, chapter)[1:])),
            )
            for chapter in chapters_of(text)
        )

    if version.is_draft:
        return read()
    return figures(("contents", version.pk), version.plan.region_id, read, told=True)


def chapters_of(text):
    return [section for section in text if section.parent_id is None]


def sections_of(text, chapter):
    """The chapter and its subsections."""
    start = text.index(chapter)
    following = (place for place in range(start + 1, len(text)) if text[place].parent_id is None)
    return text[start : next(following, len(text))]


def passages(version, sections, *, with_voices=True):
    said = said_about(version, sections) if with_voices else {}
    return [Passage(section, said.get(section.key, Said())) for section in sections]


def said_about(version, sections):
    """{key: Said} for the sections that anything public is said about.

    Counted now and then; what is quoted is read at each visit, so what is held back is gone at once.
    """
    place, keys = version.plan.region_id, tuple(section.key for section in sections)
    subject = "said", version.pk, keys
    counts, chosen = figures(subject, place, lambda: _count_said(version, keys), told=True)
    found = {key: Said(**numbers) for key, numbers in counts.items()}
    if chosen:
        _read_voices(sections, chosen, found)
    return found


def _count_said(version, keys):
    """({key: numbers}, ids of those that are quoted)."""
    public = Contribution.objects.public().saying_something().up_to(version, keys)
    public = public.annotate(is_earlier=truth(~Q(section__version=version)))
    counts = _count(public)
    return counts, _choose_voices(public) if counts else []


def truth(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())


def _count(public):
    counts = {}
    rows = (
        public.order_by()
        .values("section__key", "is_earlier")
        .annotate(
            senders=Count("statement", distinct=True),
            associations=Count("statement__organisation", distinct=True),
        )
    )
    for row in rows:
        numbers = counts.setdefault(row["section__key"], {})
        if row["is_earlier"]:
            numbers["earlier_count"] = row["senders"]
        else:
            numbers |= {"count": row["senders"], "associations": row["associations"]}
    return counts


def _choose_voices(public):
    """The first of each: those who wrote something before a bare support, then as they came."""
    ranked = public.annotate(
        place=Window(
            RowNumber(),
            partition_by=["section__key", "is_earlier"],
            order_by=[truth(Q(body="")), "statement__number", "pk"],
        )
    )
    chosen = ranked.filter(
        Q(is_earlier=False, place__lte=VOICES_SHOWN) | Q(is_earlier=True, place__lte=EARLIER_SHOWN)
    )
    return list(chosen.order_by().values_list("pk", flat=True))


def _read_voices(sections, chosen, found):
    here = {section.pk: section for section in sections}
    voices = list(Contribution.objects.public().filter(pk__in=chosen).quoted().order_by())
    earlier = [voice for voice in voices if voice.section_id not in here]
    prefetch_related_objects(earlier, Prefetch("section", Section.objects.with_address()))
    for voice in sorted(voices, key=lambda it: (not it.shown_body, it.statement.number, it.pk)):
        is_earlier = voice.section_id not in here
        if not is_earlier:
            voice.section = here[voice.section_id]
        said = found[voice.section.key]
        (said.earlier if is_earlier else said.voices).append(voice)


def consultation_on(version):
    """The newest on the version that everybody may read about, or none; kept like a figure."""

    def read():
        consultations = Consultation.objects.published().going_on().on_version(version)
        newest = consultations.prefetch_related("texts").newest_first().first()
        if newest:
            newest.version, newest.region = version, version.plan.region
        return newest

    return figures(("consultation on", version.pk), version.plan.region_id, read)


def public_in(consultation, *, answered=False):
    public = Contribution.objects.public().in_consultation(consultation)
    return public.answered() if answered else public


def chosen_in(consultation, form, *, answered=False):
    """The ids of all that the form chooses, in the order of reading: a page reads its own few."""
    choices = tuple(sorted(form.cleaned_data.items()))
    subject = "chosen", consultation.pk, answered, choices
    found = form.select(public_in(consultation, answered=answered)).in_order()
    ids = found.values_list("pk", flat=True)
    return figures(subject, consultation.region_id, lambda: array("q", ids), told=True)


@dataclass(frozen=True)
class Senders:
    """Who has answered, counted among what everybody may read; a small group of persons is not."""

    associations: int
    others: int

    @property
    def has_few_others(self):
        return 0 < self.others < FEWEST_SHOWN


def senders_in(consultation):
    subject = "senders", consultation.pk
    return figures(subject, consultation.region_id, lambda: _count_senders(consultation), told=True)


def _count_senders(consultation):
    public = Contribution.objects.public().in_consultation(consultation).order_by()
    return Senders(
        **public.aggregate(
            associations=Count("statement__organisation", distinct=True),
            others=Count("statement", distinct=True, filter=Q(statement__organisation=None)),
        )
    )


def places_in(consultation, *, answered=False):
    """(key, title, language, number) of what everybody may read in the consultation, in the order of
    reading; with `answered`, of that to which the region has answered."""
    subject = "places", consultation.pk, answered
    place = consultation.region_id
    return figures(subject, place, lambda: _count_places(consultation, answered), told=True)


def _count_places(consultation, answered):
    found = []
    public = public_in(consultation, answered=answered).order_by()
    rows = public.values("section", "question").annotate(number=Count("pk"))
    numbers = {(row["section"], row["question"]): row["number"] for row in rows}
    sections = Section.objects.filter(pk__in=[section for section, _ in numbers if section])
    for section in sections.in_order().with_texts():
        number = numbers[section.pk, None]
        found.append((section.key, section.title, section.text.language, number))
    questions = Question.objects.filter(pk__in=[question for _, question in numbers if question])
    for question in questions.order_by("position").prefetch_related("texts"):
        key, number = f"fraga-{question.position}", numbers[None, question.pk]
        found.append((key, str(question.title), question.text.language, number))
    if (None, None) in numbers:
        whole = gettext("The plan as a whole")
        found.append(("hela-planen", whole, get_language(), numbers[None, None]))
    return found


@dataclass(frozen=True)
class Share:
    """One of the outcomes, as a part of a bar that is 100 long."""

    outcome: str
    label: str
    kind: str
    number: int
    start: float
    length: float


def outcomes_in_consultation(consultation):
    subject = "outcomes", consultation.pk
    answered = public_in(consultation, answered=True)
    return figures(subject, consultation.region_id, lambda: outcomes_in(answered), told=True)


def outcomes_in(answered):
    """How many were followed, in part, not, later and outside; none when nothing is answered."""
    rows = answered.order_by().values_list("verdict__outcome").annotate(Count("pk"))
    numbers = dict(rows)
    total = sum(numbers.values())
    shares, start = [], 0
    for outcome in Outcome:
        number = numbers.get(outcome.value, 0)
        length = 100 * number / total if total else 0
        kind = OUTCOME_KINDS.get(outcome, "off")
        shares.append(Share(outcome.value, outcome.label, kind, number, start, length))
        start += length
    return shares if total else []


def answered_consultations(region):
    """Those in which everybody may read an answer of the region's, the newest first."""
    ids = figures("answered", region.pk, lambda: _find_answered(region), told=True)
    consultations = Consultation.objects.published().filter(pk__in=ids)
    return consultations.with_parts().newest_first()


def _find_answered(region):
    public = Contribution.objects.public().answered()
    answered = public.filter(statement__consultation=OuterRef("pk"))
    consultations = Consultation.objects.published().in_region(region).filter(Exists(answered))
    return list(consultations.values_list("pk", flat=True))
