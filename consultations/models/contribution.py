import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.contribution_kinds import ContributionKind, Origin
from consultations.models.contribution_queryset import ContributionQuerySet
from consultations.models.question import Question
from consultations.models.section import Section
from consultations.models.statement import Statement
from consultations.quotation import quotation_of
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import User


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
