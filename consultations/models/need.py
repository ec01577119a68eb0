"""What those who come need at a meeting, apart from their reply: sensitive, and gone within days."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from consultations.models.reply import Reply
from consultations.models.seat import Seat
from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NEEDS_KEPT


class NeedKind(models.TextChoices):
    """Neutral choices; nobody writes a diagnosis."""

    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    WHEELCHAIR = "wheelchair", _("Room for a wheelchair")
    SIGN_LANGUAGE = "sign_language", _("Sign language interpreter")
    INTERPRETER = "interpreter", _("Interpreter or another language")
    VEGETARIAN = "vegetarian", _("Vegetarian food")
    GLUTEN_FREE = "gluten_free", _("Food without gluten")
    LACTOSE_FREE = "lactose_free", _("Food without lactose")
    CONTACT_ME = "contact_me", _("Please contact me about it")


# What the kitchen is told; the rest is for the venue and whoever calls the meeting.
FOOD = [NeedKind.VEGETARIAN, NeedKind.GLUTEN_FREE, NeedKind.LACTOSE_FREE]


class NeedQuerySet(models.QuerySet):
    def of_meetings_before(self, moment):
        return self.filter(reply__meeting__in=Meeting.objects.past(at=moment))

    def of_those_who_come(self, meeting):
        return self.filter(reply__meeting=meeting, reply__comes=True)

    def on_site(self):
        """Of replies with a seat there; nobody eats online."""
        return self.filter(reply__in=Seat.objects.taken().on_site().values("reply"))

    def for_kitchen(self):
        return self.filter(kind__in=FOOD)

    def not_food(self):
        return self.exclude(kind__in=FOOD)

    def counts(self):
        """(kind, number) of answers: counts, never who."""
        return self.order_by("kind").values_list("kind").annotate(number=Count("pk"))

    def counts_by_language(self):
        """(kind, language of an interpreter, number): counts, never who."""
        rows = self.order_by("kind", "language").values_list("kind", "language")
        return rows.annotate(number=Count("pk"))


class Need(models.Model):
    """What somebody needs at the meeting. Never in history, search, mail or another meeting."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="needs", verbose_name=_("reply"))
    kind = models.CharField(_("need"), max_length=16, choices=NeedKind)
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        help_text=_("Of an interpreter: which one is wanted."),
    )

    privacy = fields(
        dataset="needs",
        internal="id reply",
        sensitive="kind language",
        kept="Deleted seven days after the meeting at most.",
        found_by="reply__email",
        erased="delete",
        purges=(Purge(after=NEEDS_KEPT, rows="of_meetings_before"),),
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            one_of("kind", NeedKind, name="need_kind_is_known"),
            models.UniqueConstraint(fields=["reply", "kind"], name="need_once_per_reply"),
            models.CheckConstraint(
                condition=Q(language="") | Q(kind="interpreter"),
                name="need_of_an_interpreter_has_a_language",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
