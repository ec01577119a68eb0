"""The outreach log: what was done, what is next, and the tips of people who know somebody we missed."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from organisations.models import (
    Channel,
    Organisation,
    OrganisationStatus,
    Outreach,
    Result,
    Tip,
)

# Kept as data, so in the language of the register.
TIP_SOURCE = "Tips från allmänheten"
RING_AGAIN = "Ring igen"
TRY_AGAIN = timedelta(days=3)
SATURDAY = 5


@transaction.atomic
def write_note(*, key, organisation, by, values, at=None):
    """Add a line to the log of an organisation; what was to be done before counts as done.

    `key` is the form's: the same again adds nothing.
    """
    # Two who write at once stand in a row, or both would find the same step open.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = Outreach.objects.filter(uuid=key).first()
    if known:
        return known
    finish_steps(organisation=organisation, at=at)
    return Outreach.objects.create(
        uuid=key,
        organisation=organisation,
        region_id=organisation.municipality.region_id,
        written_by=by,
        **values,
    )


def note_no_answer(*, key, organisation, by, on=None):
    """The quick button: rang, nobody answered; ring again in three days, never at a weekend."""
    today = on or timezone.localdate()
    values = {
        "channel": Channel.CALL,
        "result": Result.NO_ANSWER,
        "happened_on": today,
        "next_step": RING_AGAIN,
        "next_on": weekday_from(today + TRY_AGAIN),
    }
    return write_note(key=key, organisation=organisation, by=by, values=values)


def weekday_from(day):
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def finish_steps(*, organisation, at=None):
    """Nothing is open any more for the organisation. Returns how many steps were."""
    steps = Outreach.objects.about(organisation).with_open_step()
    return steps.update(done_at=at or timezone.now())


def receive_tip(*, key, values):
    """Keep what somebody told of an association; the same form again gives the same tip."""
    try:
        with transaction.atomic():
            return Tip.objects.create(uuid=key, **values)
    except IntegrityError:
        return Tip.objects.get(uuid=key)


@transaction.atomic
def take_up_tip(*, tip, by):
    """The tip becomes an organisation of the register, in sight of nobody until it is asked itself.

    Its words stay with the tip: they are somebody else's. Raises WrongMove.
    """
    organisation = Organisation.objects.create(
        name=tip.name,
        municipality=tip.municipality,
        website=tip.website,
        source=TIP_SOURCE,
        received_on=timezone.localdate(tip.created_at),
        status=OrganisationStatus.LISTED,
    )
    tip.take_up(organisation=organisation, by=by)
    return organisation
