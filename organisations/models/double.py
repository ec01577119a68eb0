from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import LEAVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import RUNS_KEPT
from organisations.models.kind import OrganisationStatus
from organisations.models.likeness import LIKELY, POSSIBLE, Reason
from organisations.models.organisation import Organisation
from organisations.models.region import Municipality
from organisations.models.user import User


class LikenessKey(models.Model):
    """What an organisation looks like to the search for doubles, made anew when it was written."""

    organisation = models.OneToOneField(
        Organisation,
        models.CASCADE,
        primary_key=True,
        related_name="likeness_key",
        verbose_name=_("organisation"),
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("seat")
    )
    name_key = models.TextField(_("words of its names"))
    marks = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("marks"),
        default=list,
        help_text=_("Hashes of website, e-mail and phone, to be found by."),
    )

    privacy = fields(
        dataset="register",
        goes_with="organisation",
        internal="organisation municipality name_key",
        personal="marks",
        kept="As long as the organisation is worked with.",
    )
    merging = {"organisation": LEAVE}

    class Meta:
        verbose_name = _("likeness key")
        verbose_name_plural = _("likeness keys")
        indexes = [
            GinIndex(
                F("municipality"),
                OpClass("name_key", name="gin_trgm_ops"),
                name="likeness_key_name",
            ),
            GinIndex(fields=["marks"], name="likeness_key_marks"),
        ]

    def __str__(self):
        return self.name_key


class Verdict(models.TextChoices):
    OPEN = "open", _("To be looked at")
    DIFFERENT = "different", _("Not the same")


CURRENT = [OrganisationStatus.REPORTED, OrganisationStatus.LISTED, OrganisationStatus.DORMANT]


class DoubleQuerySet(models.QuerySet):
    def open(self):
        """Both are still worked with, and nobody has said that they are two."""
        return self.current().filter(verdict=Verdict.OPEN)

    def current(self):
        return self.filter(first__status__in=CURRENT, second__status__in=CURRENT)

    def different(self):
        return self.filter(verdict=Verdict.DIFFERENT)

    def likely(self):
        return self.filter(score__gte=LIKELY)

    def possible(self):
        return self.filter(score__range=(POSSIBLE, LIKELY - 1))

    def in_region(self, region):
        """At least one has its seat there."""
        return self.filter(
            Q(first__municipality__region=region) | Q(second__municipality__region=region)
        )

    def run_by(self, user):
        """Both are the user's: who merges them writes in both."""
        ours = Organisation.objects.run_by(user)
        return self.filter(first__in=ours, second__in=ours)

    def touching(self, organisations):
        return self.filter(Q(first__in=organisations) | Q(second__in=organisations))

    def matching(self, typed):
        found = Organisation.objects.matching(typed).values("pk")
        return self.touching(found)

    def with_parts(self):
        return self.select_related(
            "first__municipality__region", "second__municipality__region", "decided_by"
        )


class Double(models.Model):
    """Two entries that may be one association, with the reasons; or that somebody has told apart."""

    first = models.ForeignKey(
        Organisation, models.CASCADE, related_name="doubles_after", verbose_name=_("one")
    )
    second = models.ForeignKey(
        Organisation, models.CASCADE, related_name="doubles_before", verbose_name=_("the other")
    )
    score = models.PositiveSmallIntegerField(
        _("how sure"), help_text=_("Of 100; likely from 80, possible from 50.")
    )
    reasons = ArrayField(
        models.CharField(max_length=20, choices=Reason), verbose_name=_("reasons"), default=list
    )
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict, default=Verdict.OPEN, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    because = models.CharField(_("why"), max_length=300, blank=True)

    privacy = fields(
        dataset="register",
        internal="id first second score reasons found_at verdict decided_at decided_by because",
        kept="As long as both organisations are kept.",
    )
    merging = {"first": LEAVE, "second": LEAVE}

    objects = DoubleQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "first__name", "pk"]
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        constraints = [
            one_of("verdict", Verdict, name="double_verdict_is_known"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="double_is_an_ordered_pair"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="double_once"),
            models.CheckConstraint(
                condition=Q(verdict="open", decided_at__isnull=True)
                | Q(verdict="different", decided_at__isnull=False),
                name="double_decided_knows_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"], condition=Q(verdict="open"), name="double_to_look_at"
            )
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"

    @property
    def is_likely(self):
        return self.score >= LIKELY

    @property
    def reason_words(self):
        return [Reason(reason).label for reason in self.reasons]

    def tell_apart(self, *, by, because="", at=None):
        """Somebody knows that they are two; no search asks again."""
        self._decide(Verdict.DIFFERENT, by, because, at or timezone.now())

    def ask_again(self):
        self._decide(Verdict.OPEN, None, "", None)

    def _decide(self, verdict, by, because, at):
        self.verdict, self.decided_by, self.because, self.decided_at = verdict, by, because, at
        self.save(update_fields=["verdict", "decided_by", "because", "decided_at"])


class DoubleSearchQuerySet(models.QuerySet):
    def running(self):
        return self.filter(is_running=True)

    def finished(self):
        return self.filter(is_running=False)


class DoubleSearch(models.Model):
    """One walk through the whole register, in parts, so that a worker that dies goes on from there."""

    started_at = models.DateTimeField(_("started"), default=timezone.now)
    started_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    is_running = models.BooleanField(_("goes on"), default=True)
    total = models.PositiveIntegerField(_("organisations"), default=0)
    done = models.PositiveIntegerField(_("of them looked at"), default=0)
    last_key = models.BigIntegerField(
        _("the last one looked at"), default=0, help_text=_("In the order of the keys.")
    )

    privacy = fields(
        dataset="operation",
        purges=(Purge(after=RUNS_KEPT, since="started_at"),),
        internal="id started_at started_by is_running total done last_key",
        kept="Five years, as the other runs.",
    )

    objects = DoubleSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("search for doubles")
        verbose_name_plural = _("searches for doubles")
        constraints = [
            models.UniqueConstraint(
                fields=["is_running"],
                condition=Q(is_running=True),
                name="double_search_one_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.done}/{self.total}"

    def count(self, number, *, last_key):
        self.done += number
        self.last_key = last_key
        self.save(update_fields=["done", "last_key"])

    def finish(self):
        self.is_running = False
        self.save(update_fields=["is_running"])
