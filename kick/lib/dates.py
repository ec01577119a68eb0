"""Days and times as a reader of the active language writes them: "tisdag 8 december 2026 kl. 18.00–20.30"."""

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.dateformat import format
from django.utils.translation import get_language

# Day, short day, time, and what stands between day and time.
FORMS = {
    "sv": ("l j F Y", "j F", "H.i", " kl. "),
    "fi": ("l j. E Y", "j. E", "G.i", " klo "),
    "en": ("l j F Y", "j F", "H:i", ", "),
}


def _forms() -> tuple[str, str, str, str]:
    return FORMS.get((get_language() or "sv")[:2], FORMS["sv"])


def _local(value: date) -> date:
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if is_moment else value


def day_text(value: date) -> str:
    """The day with its weekday and year; a moment is read in Swedish time."""
    return format(_local(value), _forms()[0])


def long_day_text(value: date) -> str:
    """The day with its year, as a letter is dated."""
    return format(_local(value), _forms()[1] + " Y")


def short_day_text(value: date) -> str:
    """The day without weekday and year, for lists that show these already."""
    return format(_local(value), _forms()[1])


def time_text(value: datetime) -> str:
    return format(_local(value), _forms()[2])


def span_text(start: datetime, end: datetime | None = None) -> str:
    """From start to end: the day once when both are on it, else both in full."""
    _, _, time, between = _forms()
    start = _local(start)
    text = day_text(start) + between + format(start, time)
    if end is None:
        return text
    end = _local(end)
    if end.date() == start.date():
        return f"{text}–{format(end, time)}"
    return f"{text} – {day_text(end)}{between}{format(end, time)}"


def is_real_local_time(value: datetime) -> bool:
    """Whether Swedish clocks ever show it: 28 March 2027 at 02.30 they do not.

    A moment with a zone is judged by what it says, so `ZoneInfo` times that clocks skip are refused.
    The hour that comes twice in October is real.
    """
    zone = timezone.get_default_timezone()
    wall = value.replace(tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
