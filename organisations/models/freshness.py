from datetime import date
from functools import lru_cache

from django.db import models
from django.utils import dateformat, timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from organisations.models.kind import ConfirmedHow


class Freshness(models.Model):
    """How long ago somebody answered for the facts, and when that is asked for again."""

    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_how = models.CharField(  # noqa: DJ001 - tied to confirmed_at, which says when
        _("how it was confirmed"),
        max_length=12,
        choices=ConfirmedHow,
        null=True,
        blank=True,
        editable=False,
    )
    annual_month = models.PositiveSmallIntegerField(
        _("month of the annual meeting"),
        null=True,
        blank=True,
        choices=MONTHS.items(),
        help_text=_("When it is asked if the facts are right. Empty: the region's month."),
    )
    silent_at = models.DateTimeField(
        _("silent"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Asked and reminded, and has not said that the facts are right."),
    )

    class Meta:
        abstract = True

    @property
    def confirmed_on(self):
        return timezone.localdate(self.confirmed_at) if self.confirmed_at else None

    @property
    def freshness(self):
        """How old its facts are, in one line for everybody."""
        confirmed_on = self.confirmed_on
        if self.dissolved_on:
            line, day = gettext("Dissolved, as we learned in %(month)s"), self.dissolved_on
        elif confirmed_on is None:
            return gettext("Not confirmed by the association yet")
        elif self.silent_at:
            line, day = gettext("Not confirmed since %(month)s"), confirmed_on
        else:
            line, day = gettext("Confirmed in %(month)s"), confirmed_on
        return line % {"month": _month_text(get_language(), day.year, day.month)}

    def confirm(self, *, how, at=None):
        self.confirmed_at = at or timezone.now()
        self.confirmed_how = how
        self.silent_at = None
        self.save(update_fields=["confirmed_at", "confirmed_how", "silent_at"])


@lru_cache(maxsize=500)
def _month_text(language, year, month):
    """March 2026, in the reader's language."""
    return dateformat.format(date(year, month, 1), "F Y")
