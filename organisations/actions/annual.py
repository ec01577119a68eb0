"""Once a year each association is asked if its facts are right, and once more when it is silent."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from organisations import emails
from organisations.actions import approvals
from organisations.actions.letters import post_letters
from organisations.models import AnnualCheck, Organisation

AT_A_TIME = 500
# Who has confirmed within half a year is not asked: it would seem that nobody had listened.
CONFIRMED_LATELY = timedelta(days=183)


def ask_due(*, at=None):
    """Ask the associations whose annual meeting is this month, or was last month, so that a worker
    that stood still catches up. At most once per association and year, whatever is run twice or
    killed: each five hundred and their letters are one transaction. Returns how many were asked.
    Raises NotApproved, as every mass letter."""
    approvals.insist_on_approval()
    at = at or timezone.now()
    asked = 0
    for year, month in _due_months(timezone.localdate(at)):
        while number := _ask_some(year, month, at):
            asked += number
    return asked


def _due_months(day):
    before = day.replace(day=1) - timedelta(days=1)
    return [(day.year, day.month), (before.year, before.month)]


@transaction.atomic
def _ask_some(year, month, at):
    due = Organisation.objects.to_ask(
        year=year, month=month, confirmed_before=at - CONFIRMED_LATELY
    ).order_by("pk")
    locked = due.select_for_update(of=["self"], skip_locked=True).values_list("pk", flat=True)
    # Read once more under the lock: another worker may have asked since this one looked.
    rows = Organisation.objects.filter(pk__in=list(locked[:AT_A_TIME])).without_check(year)
    rows = list(rows.select_related("municipality__region"))
    AnnualCheck.objects.bulk_create(
        [AnnualCheck(organisation=row, year=year, asked_at=at) for row in rows]
    )
    post_letters([emails.annual_question(organisation=row, year=year) for row in rows])
    return len(rows)


def remind_silent(*, at=None):
    """Remind, once, those that have not answered in ANNUAL_REMINDER_DAYS, and mark as silent those
    that have not answered the reminder either. Returns how many were reminded."""
    at = at or timezone.now()
    before = at - timedelta(days=settings.ANNUAL_REMINDER_DAYS)
    reminded = 0
    while number := _remind_some(before, at):
        reminded += number
    silent = AnnualCheck.objects.unanswered().reminded_before(before)
    quiet = Organisation.objects.listed().not_silent().filter(pk__in=silent.values("organisation"))
    quiet.update(silent_at=at)
    return reminded


@transaction.atomic
def _remind_some(before, at):
    due = AnnualCheck.objects.unanswered().reachable().not_reminded().asked_before(before)
    due = due.select_related("organisation__municipality__region").order_by("pk")
    checks = list(due.select_for_update(of=["self"], skip_locked=True)[:AT_A_TIME])
    AnnualCheck.objects.filter(pk__in=[check.pk for check in checks]).update(reminded_at=at)
    post_letters(
        [
            emails.annual_reminder(organisation=check.organisation, year=check.year)
            for check in checks
        ]
    )
    return len(checks)
