"""What goes by itself of meetings, and when it went: from the proofs of the nightly runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kick.lib import retention
from kick.lib.personal_data import privacy_of
from organisations.models import PurgeRun

SETS = {"meetings", "needs", "notes", "evaluations"}
RUNS = 400


@dataclass
class Gone:
    """One rule: what it is about, how long after it takes it, and what it has taken."""

    what: str
    kept: str
    after: timedelta
    taken: int = 0
    last: datetime | None = None
    left: int = 0

    @property
    def days(self):
        return self.after.days


def gone():
    """(each rule of meetings, when the last run was); numbers only, a year and a little back."""
    runs = list(PurgeRun.objects.finished().newest_first()[:RUNS])
    found = []
    for rule in retention.rules():
        privacy = privacy_of(rule.model)
        if privacy.dataset not in SETS or not rule.model._meta.managed:
            continue
        row = Gone(str(rule.model._meta.verbose_name_plural), privacy.kept, rule.purge.after)
        for run in reversed(runs):
            if number := run.counts.get(rule.key):
                row.taken, row.last = row.taken + number, run.started_at
        row.left = runs[0].left.get(rule.key, 0) if runs else 0
        found.append(row)
    found.sort(key=lambda row: (row.after, row.what))
    return found, runs[0].started_at if runs else None
