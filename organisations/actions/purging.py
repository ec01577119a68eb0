"""The daily run of every rule of retention, with a row that proves it (DESIGN §4, rule 11)."""

import logging

from django.db import DatabaseError
from django.utils import timezone

from kick.lib import retention
from organisations.models import PurgeRun

logger = logging.getLogger(__name__)


def purge(*, at=None):
    """Carry out all rules; what one of them cannot do keeps no other from its work. Writes one
    `PurgeRun` with counts by rule, and counts what is over and still there. Returns it."""
    run = PurgeRun.objects.create(started_at=at or timezone.now())
    for rule in retention.rules():
        try:
            taken = retention.carry_out(rule, at=run.started_at)
            run.note(rule.key, taken=taken, left=left_by(rule, at=run.started_at))
        except DatabaseError as error:
            logger.error("rule %s failed: %s", rule.key, type(error).__name__)
            run.note_failure(rule.key, error)
    run.finish(at=at)
    return run


def left_by(rule, *, at):
    """An action decides itself what is over, and its rows cannot be asked for."""
    return 0 if rule.purge.action else retention.due(rule, at=at).count()
