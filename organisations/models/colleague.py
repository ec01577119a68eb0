from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import INVITED_COLLEAGUES_KEPT
from organisations.models.organisation import Organisation
from organisations.models.representative import Task
from organisations.models.user import User


class ColleagueInvitationQuerySet(models.QuerySet):
    def to_address(self, address):
        return self.filter(email__iexact=address)

    def to_user(self, user, *, at=None):
        """Sent to an address that the user has proved, by a code, to read, and not too long ago: the
        code proves whose the address is, and makes no old invitation valid again (CVE-2023-48220)."""
        oldest = (at or timezone.now()) - INVITED_COLLEAGUES_KEPT
        addresses = user.emailaddress_set.filter(verified=True).values(low=Lower("email"))
        rows = self.annotate(low=Lower("email")).filter(low__in=addresses)
        return rows.filter(invited_at__gt=oldest)

    def made_before(self, moment):
        return self.filter(invited_at__lt=moment)


class ColleagueInvitation(models.Model):
    """One who represents an organisation asks a colleague to do so too; gone when it is taken up."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="colleague_invitations",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail"))
    task = models.CharField(_("task"), max_length=12, choices=Task, default=Task.DRAFTER)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    invited_by = models.ForeignKey(
        User, models.CASCADE, related_name="+", verbose_name=_("invited by")
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}
    privacy = fields(
        dataset="accounts",
        found_by="email invited_by",
        erased="delete",
        purges=(Purge(after=INVITED_COLLEAGUES_KEPT, since="invited_at"),),
        internal="id organisation task invited_at invited_by",
        personal="email",
        kept="Until it is taken up or taken back, 30 days at most.",
    )

    objects = ColleagueInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        verbose_name = _("invited colleague")
        verbose_name_plural = _("invited colleagues")
        constraints = [
            one_of("task", Task, name="colleague_task_is_known"),
            models.UniqueConstraint(
                "organisation", Lower("email"), name="colleague_invited_once_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.email}, {self.organisation}"
