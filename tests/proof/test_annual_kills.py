"""The yearly question (issue: is this still right?): once for each association, whatever is killed or run twice."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from organisations.actions import annual
from organisations.actions.letters import SEND
from organisations.models import AnnualCheck, Letter, Organisation, Purpose, Region
from tests.factories import OrganisationFactory
from tests.worker import until

pytestmark = pytest.mark.proof

CHECKOUT = Path(__file__).resolve().parents[2]
ASSOCIATIONS = 5000
KILLS = 8
ASK = "from organisations.actions import annual; annual.ask_due()"


def associations(number):
    Region.objects.filter(slug="jonkoping").update(asks_annually=True)
    Organisation.objects.bulk_create(
        OrganisationFactory.build(
            slug=f"forening-{n}", annual_month=timezone.localdate().month, municipality_id="0680"
        )
        for n in range(number)
    )


def asking():
    """A process that asks, as the worker's job does; killed, it has no time to tidy up."""
    head, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    surroundings = {
        **os.environ,
        "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}",
    }
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", ASK]
    return subprocess.Popen(command, cwd=CHECKOUT, env=surroundings)


def found():
    letters = Letter.objects.filter(purpose=Purpose.ANNUAL)
    jobs = ProcrastinateJob.objects.filter(task_name=SEND).values_list("args__letter_id", flat=True)
    return {
        "questions": AnnualCheck.objects.count(),
        "associations": AnnualCheck.objects.values("organisation").distinct().count(),
        "letters": letters.count(),
        "readers": letters.values("recipient").distinct().count(),
        "jobs": jobs.count(),
        "letters with a job": letters.filter(pk__in=list(jobs)).count(),
    }


def test_year_five_thousand_are_asked_in_seconds(committed, figure):
    associations(ASSOCIATIONS)

    started = time.perf_counter()
    annual.ask_due()
    took = time.perf_counter() - started

    figure("YEAR", f"{ASSOCIATIONS} yearly letters queued in {took:.1f} s")
    assert set(found().values()) == {ASSOCIATIONS}


def test_year_killed_and_run_twice_loses_and_doubles_nothing(committed, figure):
    associations(ASSOCIATIONS)
    chance, kills = random.Random(4), 0
    for _ in range(KILLS):
        before = AnnualCheck.objects.count()
        if before == ASSOCIATIONS:
            break
        pair = [asking(), asking()]
        until(lambda before=before: AnnualCheck.objects.count() > before, seconds=60)
        for process in chance.sample(pair, 2):
            process.kill()
            process.wait()
            kills += 1
    for process in [asking(), asking()]:
        assert process.wait(120) == 0

    counts = found()
    figure(
        "YEAR",
        f"{kills} processes killed, two at a time: lost {ASSOCIATIONS - counts['associations']},"
        f" doubled {counts['questions'] - counts['associations']}"
        f" questions and {counts['letters'] - counts['readers']} letters",
    )
    assert kills >= KILLS
    assert set(counts.values()) == {ASSOCIATIONS}
