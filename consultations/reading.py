"""What the public pages put together about plans and what was said: a few queries, however much there is."""

from dataclasses import dataclass, field

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Window,
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
    SectionText,
)
from consultations.models.verdict import OUTCOME_KINDS

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


def versions_in(region_slug, user):
    """All that the user may read in the region, the newest first."""
    versions = PlanVersion.objects.visible_to(user).filter(plan__region__slug=region_slug)
    return list(versions.newest_first().select_related("plan__region"))


def chapters_of(version):
    """The contents: the chapters by heading, without their text."""
    headings = Prefetch("texts", SectionText.objects.defer("body"))
    return list(version.sections.chapters().in_order().prefetch_related(headings))


def sections_of(version, chapters, chapter):
    """The chapter and its subsections with their texts, as they are read."""
    following = chapters.index(chapter) + 1
    until = chapters[following].position if following < len(chapters) else None
    sections = version.sections.from_position(chapter.position, until)
    return list(sections.in_order().with_texts())


def passages(version, sections, *, with_voices=True):
    said = said_about(version, [section.key for section in sections]) if with_voices else {}
    return [Passage(section, said.get(section.key, Said())) for section in sections]


def said_about(version, keys):
    """{key: Said} for the sections that anything public is said about."""
    public = Contribution.objects.public().saying_something().up_to(version, keys)
    public = public.annotate(is_earlier=truth(~Q(section__version=version)))
    found = {}
    _count(public, found)
    if found:
        _choose_voices(public, version, found)
    return found


def truth(condition):
    return ExpressionWrapper(condition, output_field=BooleanField())


def _count(public, found):
    rows = (
        public.order_by()
        .values("section__key", "is_earlier")
        .annotate(
            senders=Count("statement", distinct=True),
            associations=Count("statement__organisation", distinct=True),
        )
    )
    for row in rows:
        said = found.setdefault(row["section__key"], Said())
        if row["is_earlier"]:
            said.earlier_count = row["senders"]
        else:
            said.count, said.associations = row["senders"], row["associations"]


def _choose_voices(public, version, found):
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
    voices = Contribution.objects.filter(pk__in=chosen.values("pk")).with_voice()
    for voice in sorted(voices, key=lambda it: (not it.shown_body, it.statement.number, it.pk)):
        said = found[voice.section.key]
        (said.earlier if voice.section.version_id != version.pk else said.voices).append(voice)


def consultation_on(version):
    """The newest on the version that everybody may read about, or none."""
    consultations = Consultation.objects.published().going_on().on_version(version)
    return consultations.with_parts().newest_first().first()


@dataclass
class Senders:
    """Who has answered, counted among what everybody may read; a small group of persons is not."""

    associations: int
    others: int

    @property
    def has_few_others(self):
        return 0 < self.others < FEWEST_SHOWN


def senders_in(consultation):
    public = Contribution.objects.public().in_consultation(consultation).order_by()
    return Senders(
        **public.aggregate(
            associations=Count("statement__organisation", distinct=True),
            others=Count("statement", distinct=True, filter=Q(statement__organisation=None)),
        )
    )


def places_in(contributions):
    """(key, title, language, number) of what the contributions are about, in the order of reading."""
    found = []
    rows = contributions.order_by().values("section", "question").annotate(number=Count("pk"))
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
    public = Contribution.objects.public().answered()
    answered = public.filter(statement__consultation=OuterRef("pk"))
    consultations = Consultation.objects.published().in_region(region).filter(Exists(answered))
    return consultations.with_parts().newest_first()
