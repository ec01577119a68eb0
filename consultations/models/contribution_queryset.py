"""Which contributions: by state, by what they are about and who may read them; and what is read with them."""

from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from consultations.models.consultation import Publishing
from consultations.models.contribution_kinds import ContributionKind
from consultations.models.question import Question
from consultations.models.section import Section, SectionText
from consultations.models.statement_states import ARRIVED, StatementStatus
from organisations.models import TRACK_OF_KIND, Organisation

# A quotation names the organisation and tells no more of it.
NOT_NAMED = [
    f"statement__organisation__{column.name}"
    for column in Organisation._meta.concrete_fields
    if column.name not in {"id", "name"}
]


def headings_of(texts):
    return Prefetch(texts, SectionText.objects.defer("body"))


class ContributionQuerySet(models.QuerySet):
    def arrived(self):
        return self.filter(statement__status__in=ARRIVED)

    def standing(self):
        """Handed in and not recalled."""
        return self.filter(statement__status=StatementStatus.SUBMITTED)

    def received_by(self, user):
        """For the desk of the region that they came to."""
        if not user.is_authenticated:
            return self.none()
        return self.arrived().filter(statement__consultation__region__in=user.authority_region_ids)

    def released(self):
        """Handed in, looked through for personal data, and released."""
        return self.standing().filter(released_at__isnull=False)

    def unreleased(self):
        return self.filter(released_at__isnull=True)

    def public(self, *, at=None):
        """Released, and the consultation shows what has come in."""
        at = at or timezone.now()
        return self.released().filter(
            ~Q(statement__consultation__status="draft")
            & (
                Q(statement__consultation__publishing=Publishing.AS_THEY_COME)
                | Q(statement__consultation__closes_at__lt=at)
            )
        )

    def in_consultation(self, consultation):
        return self.filter(statement__consultation=consultation)

    def in_region(self, region):
        return self.filter(statement__consultation__region=region)

    def on_plan(self, plan):
        return self.filter(section__version__plan=plan)

    def about(self, key):
        """About the section with the key, or a part of it."""
        return self.filter(
            Q(section__key=key)
            | Q(section__parent__key=key)
            | Q(section__parent__parent__key=key)
            | Q(section__parent__parent__parent__key=key)
        )

    def about_question(self, position):
        return self.filter(question__position=position)

    def about_the_whole(self):
        return self.filter(section=None, question=None)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def of_track(self, track):
        """From organisations of the track; persons are of none."""
        kinds = [kind for kind, its_track in TRACK_OF_KIND.items() if its_track == track]
        return self.filter(statement__organisation__kind__in=kinds)

    def from_sender(self, typed):
        return self.filter(
            Q(statement__organisation__name__icontains=typed)
            | Q(statement__person_name__icontains=typed)
        )

    def up_to(self, version, keys):
        """On sections of the version by key, or on earlier wordings of them in the same plan."""
        return self.filter(
            section__version__plan=version.plan_id,
            section__version__number__lte=version.number,
            section__key__in=keys,
        )

    def on_key(self, key):
        """About the section with the key itself, not its parts."""
        return self.filter(section__key=key)

    def with_outcome(self, outcome):
        return self.filter(verdict__outcome=outcome)

    def saying_something(self):
        return self.exclude(kind=ContributionKind.NOTHING)

    def unanswered(self):
        return self.filter(verdict=None)

    def answered_in_draft(self):
        return self.filter(verdict__isnull=False, verdict__published_at=None)

    def answered(self):
        """With an answer of the region's that everybody may read."""
        return self.filter(verdict__published_at__isnull=False)

    def state_counts(self):
        """How many there are, and how many of them are not released, unanswered and in draft."""
        return self.order_by().aggregate(
            all=Count("pk"),
            unreleased=Count("pk", filter=Q(released_at=None)),
            unanswered=Count("pk", filter=Q(verdict=None) & ~Q(kind=ContributionKind.NOTHING)),
            drafted=Count("pk", filter=Q(verdict__isnull=False, verdict__published_at=None)),
        )

    def in_order(self):
        """As the plan is read: by section, then by question, then by arrival."""
        return self.order_by(
            F("section__position").asc(nulls_last=True),
            F("question__position").asc(nulls_last=True),
            "statement__number",
            "position",
            "pk",
        )

    def newest_wording_first(self):
        return self.order_by("-section__version__number", "statement__number", "position", "pk")

    def with_answer(self):
        """The same and the section that the region changed, with its heading."""
        changed = "verdict__section"
        return (
            self.with_voice()
            .select_related(
                f"{changed}__version__plan__region", f"{changed}__parent__parent__parent"
            )
            .prefetch_related(headings_of(f"{changed}__texts"))
        )

    def with_voice(self):
        """What a quotation names: who says it, about which wording, and what the region answered.

        Many are about the same section, so that is read once beside them.
        """
        return self.with_sender().prefetch_related(
            Prefetch("section", Section.objects.with_address())
        )

    def with_sender(self):
        return self.select_related("statement__organisation", "verdict").defer(
            "statement__frozen", "statement__returned_because", *NOT_NAMED
        )

    def quoted(self):
        """No more of each than a short quotation shows."""
        statement = (
            "sender",
            "organisation__name",
            "person_name",
            "shows_name",
            "language",
            "number",
        )
        return self.select_related("statement__organisation", "verdict").only(
            *("section", "kind", "body", "wording", "public_body", "public_wording"),
            *(f"statement__{name}" for name in statement),
            *(f"verdict__{name}" for name in ("outcome", "reason", "published_at")),
        )

    def with_places(self):
        """With the headings of what it is about, for a list of many."""
        questions = Prefetch("question", Question.objects.prefetch_related("texts"))
        return self.prefetch_related(headings_of("section__texts"), questions)

    def with_parts(self):
        return self.select_related(
            "statement__consultation__region",
            "statement__organisation__municipality",
            "section__version__plan__region",
            "section__parent__parent__parent",
            "question",
            "verdict__section",
        ).prefetch_related(
            "section__texts",
            "question__texts",
            "statement__consultation__texts",
            "verdict__section__texts",
        )
