"""What an alliance keeps: who sits on its board, its documents, and how far the founding has come."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib.constraints import not_blank, one_of
from kick.lib.merging import MOVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models.alliance import Alliance
from organisations.models.organisation import Organisation


class BoardTask(models.TextChoices):
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    TREASURER = "treasurer", _("Treasurer")
    MEMBER = "member", _("Board member")
    DEPUTY = "deputy", _("Deputy")
    AUDITOR = "auditor", _("Auditor")
    NOMINATING = "nominating", _("Nominating committee")
    CONVENER = "convener", _("Convener")
    GROUP = "group", _("In the working group")


# Before there is a board, and beside it: a group has been elected by nobody.
OF_THE_GROUP = {BoardTask.CONVENER, BoardTask.GROUP}


class BoardSeatQuerySet(models.QuerySet):
    def current(self, *, on=None):
        day = on or timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def earlier(self, *, on=None):
        return self.filter(until__lt=on or timezone.localdate())

    def of_the_board(self):
        return self.exclude(task__in=OF_THE_GROUP)

    def of_the_group(self):
        return self.filter(task__in=OF_THE_GROUP)

    def by_task(self):
        places = [When(task=task, then=Value(number)) for number, task in enumerate(BoardTask)]
        return self.select_related("organisation").order_by(
            Case(*places, output_field=models.SmallIntegerField()), F("since").asc(), "pk"
        )


class BoardSeat(models.Model):
    """A person's task in an alliance for a period, from the organisation that she comes from."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="board_seats", verbose_name=_("alliance")
    )
    task = models.CharField(_("task"), max_length=12, choices=BoardTask)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="board_seats",
        verbose_name=_("comes from"),
    )
    since = models.DateField(_("from"))
    until = models.DateField(pgettext_lazy("a date", "to"), null=True, blank=True)
    shows_name = models.BooleanField(
        _("the name may be shown"),
        default=False,
        help_text=_("Ask first. Otherwise only the task and the association are shown."),
    )

    privacy = fields(
        dataset="alliances",
        public="id alliance task organisation since until",
        internal="shows_name",
        personal="name",
        kept="Until 24 months after the period has ended.",
        purges=(Purge(after=NAMES_KEPT, since="until"),),
    )

    merging = {"organisation": MOVE}

    objects = BoardSeatQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("seat on the board")
        verbose_name_plural = _("seats on the board")
        constraints = [
            not_blank("name", name="board_seat_has_a_name"),
            one_of("task", BoardTask, name="board_task_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="board_seat_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.get_task_display()}, {self.alliance}"


class DocumentKind(models.TextChoices):
    STATUTES = "statutes", _("Statutes")
    MINUTES = "minutes", _("Minutes")
    PROGRAMME = "programme", _("Plan for the year")
    OTHER = "other", _("Other")


class AllianceDocumentQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def newest_first(self):
        return self.order_by("-day", "-pk")


class AllianceDocument(models.Model):
    """Statutes, minutes or a plan, as Markdown."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="documents", verbose_name=_("alliance")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=150)
    day = models.DateField(_("day"), default=timezone.localdate)
    body = models.TextField(_("text"))
    is_public = models.BooleanField(
        _("everybody may read it"),
        default=False,
        help_text=_("Otherwise only those who take part in the alliance."),
    )

    privacy = fields(
        dataset="alliances",
        public="id alliance kind title day is_public",
        internal="body",
        kept="For as long as the alliance keeps it.",
    )

    objects = AllianceDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("document of an alliance")
        verbose_name_plural = _("documents of alliances")
        constraints = [
            not_blank("title", name="alliance_document_has_a_title"),
            not_blank("body", name="alliance_document_has_a_text"),
            one_of("kind", DocumentKind, name="alliance_document_kind_is_known"),
        ]

    def __str__(self):
        return self.title


class Step(models.TextChoices):
    """How an ideell förening is formed, step by step (Skatteverket and verksamt.se, domain §2.2)."""

    IDEA = "idea", _("At least three persons want it")
    INTERIM = "interim", _("An interim board: chair, secretary, treasurer")
    STATUTES = "statutes", _("A proposal for statutes")
    PROPOSALS = "proposals", _("Proposals for board, fee and plan for the year")
    NOTICE = "notice", _("A notice that says that an association is to be formed")
    FOUNDING = "founding", _("The founding meeting adopts statutes and elects a board")
    CONSTITUTING = "constituting", _("The board constitutes itself and says who signs")
    NUMBER = "number", _("Organisation number from Skatteverket")
    BANK = "bank", _("A bank account")
    ANNUAL = "annual", _("The first annual meeting")


class FoundingStep(models.Model):
    """One step of the founding: who sees to it, by when, and when it was done."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="steps", verbose_name=_("alliance")
    )
    key = models.CharField(_("step"), max_length=16, choices=Step)
    who = models.CharField(_("who"), max_length=120, blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    privacy = fields(
        dataset="alliances",
        internal="id alliance key due done_on",
        personal="who",
        kept="Until 24 months after the step was done.",
        purges=(Purge(after=NAMES_KEPT, since="done_on", blank="who"),),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("founding step")
        verbose_name_plural = _("founding steps")
        constraints = [
            one_of("key", Step, name="founding_step_is_known"),
            models.UniqueConstraint(
                fields=["alliance", "key"], name="founding_step_once_per_alliance"
            ),
        ]

    def __str__(self):
        return self.get_key_display()
