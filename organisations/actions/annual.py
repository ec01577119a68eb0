"""Once a year each association is asked if its facts are right, and once more when it is silent.

An address gets one letter, however many associations have it (CATALOGUE L10).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from organisations import emails
from organisations.actions import approvals, registration
from organisations.actions.letters import post_letters
from organisations.models import AnnualCheck, AnnualLetter, Organisation

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
    )
    locked = _whole_addresses(due, "email").select_for_update(of=["self"], skip_locked=True)
    # Read once more under the lock: another worker may have asked since this one looked.
    keys = list(locked.values_list("pk", flat=True))
    rows = Organisation.objects.filter(pk__in=keys).without_check(year).order_by("pk")
    rows = list(rows.select_related("municipality__region"))
    checks = [AnnualCheck(organisation=row, year=year, asked_at=at) for row in rows]
    letters = _letters(checks, emails.annual_question, emails.annual_question_to_many, at)
    AnnualCheck.objects.bulk_create(checks)
    post_letters(letters)
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
    locked = _whole_addresses(due, "organisation__email")
    locked = locked.select_for_update(of=["self"], skip_locked=True)
    checks = list(locked.select_related("organisation__municipality__region", "letter"))
    letters = _letters(checks, emails.annual_reminder, emails.annual_reminder_to_many, at)
    for check in checks:
        check.reminded_at = at
    AnnualCheck.objects.bulk_update(checks, ["reminded_at", "letter"])
    post_letters(letters)
    return len(checks)


def _whole_addresses(due, email):
    """As many as are taken at a time, and whoever else is due at one of their addresses."""
    due = due.annotate(address=Lower(email)).order_by("address", "pk")
    addresses = set(due.values_list("address", flat=True)[:AT_A_TIME])
    return due.filter(address__in=addresses)


def _letters(checks, to_one, to_many, at):
    """The letters about the checks, one for an address in a region. Sets `letter` on the checks that
    share one, and keeps the one that they had."""
    together = {}
    for check in checks:
        key = check.organisation.email.lower(), check.organisation.municipality.region_id
        together.setdefault(key, []).append(check)
    letters = []
    for group in together.values():
        if len(group) == 1:
            letters.append(to_one(organisation=group[0].organisation, year=group[0].year))
            continue
        known = next((check.letter for check in group if check.letter), None)
        letter = known or AnnualLetter.objects.create(asked_at=at)
        for check in group:
            check.letter = letter
        organisations = [check.organisation for check in group]
        letters.append(to_many(organisations=organisations, letter=letter, year=group[0].year))
    return letters


@dataclass(frozen=True)
class Asked:
    """One association on the page of a letter to several."""

    organisation: Organisation
    is_answered: bool


def asked_in(letter):
    """The associations that the letter asks about and that speak for themselves today, by name."""
    rows = Organisation.objects.listed().asked_in(letter).with_parts().by_name()
    return [
        Asked(row, bool(row.confirmed_at and row.confirmed_at >= letter.asked_at)) for row in rows
    ]


@transaction.atomic
def confirm_all(*, organisations, at=None):
    """The reader of the letter says that the facts are right; what may be shown stays as it is.
    Raises own_voice.MergedAway."""
    for organisation in sorted(organisations, key=lambda row: row.pk):
        registration.confirm_organisation(
            organisation=organisation,
            listed_publicly=organisation.listed_publicly,
            shows_email=organisation.shows_email,
            shows_phone=organisation.shows_phone,
            at=at,
        )
