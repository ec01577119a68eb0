from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import LETTER_KEPT
from organisations.models.user import User


class LetterHold(models.Model):
    """Letters about something wait until somebody says "go on"; those that answer a person go all the same."""

    about = models.CharField(_("about"), max_length=80, unique=True)
    held_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("held by")
    )
    held_at = models.DateTimeField(_("held"), default=timezone.now)

    privacy = fields(
        dataset="letters",
        internal="id about held_by held_at",
        kept="Until somebody lets the letters go, 12 months at most.",
        purges=(Purge(after=LETTER_KEPT, since="held_at"),),
    )

    class Meta:
        verbose_name = _("pause in sending")
        verbose_name_plural = _("pauses in sending")

    def __str__(self):
        return self.about
