"""Days and times as a reader of the active language writes them: "tisdag 8 december 2026 kl. 18.00–20.30"."""

import calendar
from datetime import UTC, date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language

# Day, short day, time, and what stands between day and time.
FORMS = {
    "sv": ("l j F Y", "j F", "H.i", " kl. "),
    "fi": ("l j. E Y", "j. E", "G.i", " klo "),
    "en": ("l j F Y", "j F", "H:i", ", "),
}


def _forms() -> tuple[str, str, str, str]:
    return FORMS.get((get_language() or "sv")[:2], FORMS["sv"])


@lru_cache(maxsize=4096)
def _written(language: str | None, shown: date, form: str) -> str:
    """Kept, since a list of meetings writes six of these a row, the same at every request."""
    return dateformat.format(shown, form)


def _format(value: date, form: str) -> str:
    if isinstance(value, datetime):
        # What a clock on the wall shows, to the minute: it alone decides the text.
        value = value.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    return _written(get_language(), value, form)


def _day(value: date) -> date:
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _local(value: date) -> date:
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_moment else value


def day_text(value: date) -> str:
    """The day with its weekday and year; a moment is read in Swedish time."""
    return _format(_day(value), _forms()[0])


def long_day_text(value: date) -> str:
    """The day with its year, as a letter is dated."""
    return _format(_day(value), _forms()[1] + " Y")


def short_day_text(value: date) -> str:
    """The day without weekday and year, for lists that show these already."""
    return _format(_day(value), _forms()[1])


def leaf_text(value: date) -> tuple[str, str]:
    """As on a calendar's leaf: the day of the month, and under it "dec 2026"."""
    day = _day(value)
    return _format(day, "j"), f"{_format(day, 'M').lower()} {_format(day, 'Y')}"


def time_text(value: datetime) -> str:
    return _format(_local(value), _forms()[2])


def span_text(start: datetime, end: datetime | None = None) -> str:
    """From start to end: the day once when both are on it, else both in full."""
    _, _, time, between = _forms()
    start = _local(start)
    text = day_text(start) + between + _format(start, time)
    if end is None:
        return text
    end = _local(end)
    if end.date() == start.date():
        return f"{text}–{_format(end, time)}"
    return f"{text} – {day_text(end)}{between}{_format(end, time)}"


def is_real_local_time(value: datetime) -> bool:
    """Whether Swedish clocks ever show it: 28 March 2027 at 02.30 they do not.

    A moment with a zone is judged by what it says, so `ZoneInfo` times that clocks skip are refused.
    The hour that comes twice in October is real.
    """
    zone = timezone.get_default_timezone()
    wall = value.replace(tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)


def comes_twice(value: datetime) -> bool:
    """Whether Swedish clocks show it twice: 31 October 2027 at 02.30 they do, with summer time first."""
    zone = timezone.get_default_timezone()
    first, second = (value.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and is_real_local_time(value)


def a_month_after(day: date) -> date:
    """The same day next month, or that month's last: how long there is to answer a person (GDPR art. 12.3)."""
    year, month = (day.year + day.month // 12, day.month % 12 + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
