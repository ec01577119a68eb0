import pgtrigger
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Publishing, Question
from consultations.models.section import Section, SectionText
from consultations.models.statement import ARRIVED, Statement, StatementStatus
from consultations.quotation import quotation_of
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import TRACK_OF_KIND, Organisation, User


class ContributionKind(models.TextChoices):
    COMMENT = "comment", _("Comment")
    WORDING = "wording", _("Proposed wording")
    SUPPORT = "support", _("Support")
    OBJECTION = "objection", _("Objection")
    NOTHING = "nothing", _("Nothing to add")


class Origin(models.TextChoices):
    """Where a contribution was first said."""

    WRITTEN = "written", _("Written here")
    MEETING = "meeting", _("From a meeting's notes")
    CIRCLE = "circle", _("From a study circle's notes")


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


class Contribution(models.Model):
    """One point in a statement: about a section, an answer to a question, or about the whole."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="contributions", verbose_name=_("statement")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("section"),
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("question"),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ContributionKind, default=ContributionKind.COMMENT
    )
    body = models.TextField(_("what you want to say"), blank=True)
    wording = models.TextField(_("proposed wording"), blank=True)
    origin = models.CharField(
        _("where it came from"), max_length=8, choices=Origin, default=Origin.WRITTEN
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    public_body = models.TextField(
        _("as all may read it"),
        blank=True,
        editable=False,
        help_text=_("Empty when it is shown as it came."),
    )
    public_wording = models.TextField(_("wording as all may read it"), blank=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="statements",
        internal="id statement position section question kind origin created_at released_at"
        " released_by",
        public="public_body public_wording",
        sensitive="body wording",
        kept="With the statement.",
        found_by="statement__person statement__email",
        erased="keep",
        goes_with="statement",
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "position", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            one_of("kind", ContributionKind, name="contribution_kind_is_known"),
            one_of("origin", Origin, name="contribution_origin_is_known"),
            models.CheckConstraint(
                condition=Q(section__isnull=True) | Q(question__isnull=True),
                name="contribution_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["support", "nothing"]) | ~Q(body="") | ~Q(wording=""),
                name="contribution_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind="wording") | ~Q(wording=""),
                name="contribution_of_a_wording_has_one",
            ),
            models.UniqueConstraint(
                fields=["statement", "position"],
                name="contribution_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [
            models.Index(
                fields=["section"],
                condition=Q(released_at__isnull=False),
                name="contribution_released",
            )
        ]
        triggers = [
            # What was handed in stays as it came; only the public version beside it may change.
            pgtrigger.Trigger(
                name="contribution_stays_once_handed_in",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "statement_id",
                    "section_id",
                    "question_id",
                    "kind",
                    "body",
                    "wording",
                    "position",
                )
                | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM consultations_statement
                        WHERE id = OLD.statement_id AND status IN ('submitted', 'recalled')
                    ) THEN
                        RAISE EXCEPTION 'what was handed in is never edited'
                        USING ERRCODE = 'check_violation',
                              CONSTRAINT = 'contribution_stays_once_handed_in';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.statement}:{self.position}"

    @property
    def number(self):
        """As it is named in answers and exports: the third point of statement 12 is 12.3."""
        return f"{self.statement.number}.{self.position}"

    @property
    def place(self):
        """What it is about: a section's title, a question, or the whole."""
        if self.section:
            return self.section.title
        if self.question:
            return str(self.question.title)
        return str(_("The plan as a whole"))

    @property
    def kind_word(self):
        """As `get_kind_display`, which translates all the kinds to find one."""
        return ContributionKind(self.kind).label

    @property
    def quotation(self):
        """What the open pages print of it."""
        return quotation_of(self)

    @property
    def shown_body(self):
        return self.public_body or self.body

    @property
    def shown_wording(self):
        return self.public_wording or self.wording

    @property
    def is_released(self):
        return self.released_at is not None

    @property
    def is_abridged(self):
        """Somebody's personal data was taken out before it was released."""
        return bool(self.public_body or self.public_wording)

    @property
    def answer(self):
        """The region's verdict, or None; who may read a draft of it is the verdict's own rule."""
        return getattr(self, "verdict", None)

    def release(self, *, by, body="", wording="", at=None):
        """Everybody may read it: as it came, or in these words, which stand beside the original."""
        self.public_body = body if body != self.body else ""
        self.public_wording = wording if wording != self.wording else ""
        self.released_at, self.released_by = at or timezone.now(), by
        self.save(update_fields=["public_body", "public_wording", "released_at", "released_by"])

    def hold_back(self):
        """Not shown any longer, at once."""
        self.released_at = self.released_by = None
        self.save(update_fields=["released_at", "released_by"])
