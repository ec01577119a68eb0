from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from kick.lib import dates

ZONE = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 12, 8, 17, tzinfo=UTC)
END = datetime(2026, 12, 8, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "tisdag 8 december 2026 kl. 18.00–20.30"),
        ("sv-x-lattlast", "tisdag 8 december 2026 kl. 18.00–20.30"),
        ("fi", "tiistai 8. joulukuuta 2026 klo 18.00–20.30"),
        ("en", "Tuesday 8 December 2026, 18:00–20:30"),
    ],
)
def test_span_is_written_as_the_language_does(language, text):
    with override(language):
        assert dates.span_text(START, END).lower() == text.lower()


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (START, None, "tisdag 8 december 2026 kl. 18.00"),
        (
            datetime(2026, 12, 12, 21, tzinfo=ZONE),
            datetime(2026, 12, 13, 1, tzinfo=ZONE),
            "lördag 12 december 2026 kl. 21.00 – söndag 13 december 2026 kl. 01.00",
        ),
        (
            datetime(2026, 12, 31, 23, 30, tzinfo=ZONE),
            datetime(2027, 1, 1, 0, 30, tzinfo=ZONE),
            "torsdag 31 december 2026 kl. 23.30 – fredag 1 januari 2027 kl. 00.30",
        ),
        (
            datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
            "söndag 28 mars 2027 kl. 01.30–03.30",
        ),
    ],
)
def test_span_says_the_second_day_only_when_there_is_one(start, end, text):
    with override("sv"):
        assert dates.span_text(start, end) == text


def test_days_are_swedish_days():
    late = datetime(2026, 12, 8, 23, 30, tzinfo=UTC)

    with override("sv"):
        assert dates.day_text(late) == "onsdag 9 december 2026"
        assert dates.long_day_text(late) == "9 december 2026"
        assert dates.short_day_text(date(2026, 12, 8)) == "8 december"
        assert dates.time_text(late) == "00.30"
