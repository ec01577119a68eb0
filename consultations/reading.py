"""What the public pages put together about plans and what was said: a few queries, however much there is."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q, Window
from django.db.models.functions import RowNumber

from consultations.models import Consultation, Contribution, PlanVersion, SectionText

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
