"""What the coverage page of a region with a hundred thousand associations costs."""

import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from organisations.actions import coverage
from organisations.coverage.snapshot import full_picture
from organisations.models import CoverageSnapshot, Region
from tests.factories import AssignmentFactory
from tests.kick.test_small_counts import tables, told_apart
from tests.sign_in import sign_in

pytestmark = pytest.mark.proof
ORGANISATIONS, TABLES = 100_000, 2_000
MOST_QUERIES, MOST_SECONDS = 12, 0.15


def test_coverage_of_a_hundred_thousand(committed, figure, capsys):
    sizes = {"organisations": ORGANISATIONS, "meetings": 20, "replies": 2_000, "contributions": 40}
    call_command("make_profile", **sizes)
    region = Region.objects.get(slug="jonkoping")
    seconds = timed(coverage.count_region, region)
    total = full_picture(region).counts.total
    figure("coverage", f"{total} associations counted by the job in {seconds:.2f} s")

    lead, stranger = Client(), Client()
    sign_in(lead, AssignmentFactory(region=region).user)
    for name, client, path in [
        ("open page", stranger, "/jonkoping/tackning/"),
        ("desk", lead, "/region/tackning/jonkoping/"),
        ("open CSV", stranger, "/jonkoping/tackning/matris.csv"),
    ]:
        queries, spent = cost(client, path)
        figure("coverage", f"{name}: {queries} queries, {1000 * spent:.0f} ms in the database")
        assert queries <= MOST_QUERIES
        assert spent < MOST_SECONDS
    assert CoverageSnapshot.objects.count() == 1


def timed(do, *args):
    start = time.perf_counter()
    do(*args)
    return time.perf_counter() - start


def cost(client, path):
    """Queries, and seconds in the database, of the page the second time that it is asked for."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        assert response.status_code == 200
        if response.streaming:
            response.getvalue()
    return len(queries), sum(float(query["time"]) for query in queries)


def test_coverage_tells_no_small_group(figure):
    small = []

    @settings(max_examples=TABLES, deadline=None, derandomize=True)
    @given(tables())
    def attack(table):
        table.hide()
        small.extend(told_apart(table))

    attack()

    figure("coverage", f"{TABLES} random tables attacked", small=len(small), worked_out=sum(small))
    assert sum(small) == 0
