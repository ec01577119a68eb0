"""DESIGN §7: a hundred thousand organisations in a file, begun at once and held nowhere as a whole."""

import time

import pgtrigger
import pytest

from kick.lib import export
from organisations import exports
from organisations.models import Municipality, Organisation
from tests.kick import memory

ROWS = 100_000


@pytest.fixture
def organisations(db):
    place = Municipality.objects.get(code="0680")
    with pgtrigger.ignore():
        for start in range(0, ROWS, 2000):
            Organisation.objects.bulk_create(
                Organisation(name=f"Föreningen {n}", slug=f"foreningen-{n}", municipality=place)
                for n in range(start, start + 2000)
            )
    return Organisation.objects.order_by("pk")


@pytest.mark.proof
def test_f5_a_hundred_thousand_rows_are_streamed(organisations, figure):
    # What the first file of all loads is not the rows'.
    for format in export.FORMATS:
        b"".join(
            export.chunks(format, exports.REGISTER, exports.register_rows(organisations[:200]))
        )
    for format in export.FORMATS:
        held, started = memory.forget_peak(), time.perf_counter()
        pieces = export.chunks(format, exports.REGISTER, exports.register_rows(organisations))
        size, first = len(next(pieces)), time.perf_counter() - started
        size += sum(map(len, pieces))
        whole, more = time.perf_counter() - started, (memory.peak() - held) / 1_000_000
        figure(
            "F5",
            f"{format}, {ROWS:,} rows: first byte {first:.2f} s, whole {whole:.1f} s,"
            f" {size / 1_000_000:.1f} MB, memory +{more:.1f} MB",
        )
        assert first <= 0.5
        assert more <= 10
