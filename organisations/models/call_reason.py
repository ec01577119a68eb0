"""Why the project lead rings an association: a letter does not reach it, or it does not answer."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Who has said this lately that the facts are right is not rung for want of an address.
CONFIRMED_LATELY = timedelta(days=365)


class CallReason(models.TextChoices):
    """The most pressing comes first."""

    PROPOSED = "proposed", _("Has given a new address")
    REFUSED = "refused", _("Mail bounced")
    SILENT = "silent", _("Silent after a reminder")
    NO_ADDRESS = "no_address", _("No e-mail address")
    UNCONFIRMED = "unconfirmed", _("Never confirmed")


def call_reason(*, at=None):
    """The reason of each row; empty for one that need not be rung."""
    lately = (at or timezone.now()) - CONFIRMED_LATELY
    unconfirmed = Q(confirmed_at__isnull=True)
    cases = {
        CallReason.PROPOSED: ~Q(proposed_email=""),
        CallReason.REFUSED: Q(email_refused_at__isnull=False) & ~Q(email=""),
        CallReason.SILENT: Q(silent_at__isnull=False),
        CallReason.NO_ADDRESS: Q(email="") & (unconfirmed | Q(confirmed_at__lt=lately)),
        CallReason.UNCONFIRMED: unconfirmed,
    }
    return Case(
        *(When(condition, then=Value(reason.value)) for reason, condition in cases.items()),
        default=Value(""),
        output_field=models.CharField(),
    )


def call_rank():
    """Orders rows by their reason, as `CallReason` lists them."""
    places = enumerate(CallReason)
    return Case(*(When(call_reason=reason.value, then=Value(place)) for place, reason in places))
