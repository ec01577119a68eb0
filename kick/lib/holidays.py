"""Swedish holidays, on which hardly anybody comes to a meeting: the red days of lagen (1989:253) om
allmänna helgdagar but the ordinary Sundays, the three eves that semesterlagen (1977:480) 3 a § counts
as Sundays, and Easter Saturday, which is one in practice."""

from datetime import date, timedelta
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FRIDAY, SATURDAY = 4, 5


def holiday_on(day: date) -> Promise | None:
    """What the day is called, or None for an ordinary one."""
    return _holidays(day.year).get(day)


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, Promise]:
    easter = easter_sunday(year)
    midsummer_eve = _first(FRIDAY, date(year, 6, 19))
    return {
        date(year, 1, 1): _("New Year's Day"),
        date(year, 1, 6): _("Epiphany"),
        easter - timedelta(days=2): _("Good Friday"),
        easter - timedelta(days=1): _("Easter Saturday"),
        easter: _("Easter Sunday"),
        easter + timedelta(days=1): _("Easter Monday"),
        date(year, 5, 1): _("the First of May"),
        easter + timedelta(days=39): _("Ascension Day"),
        easter + timedelta(days=49): _("Whit Sunday"),
        date(year, 6, 6): _("the National Day"),
        midsummer_eve: _("Midsummer Eve"),
        midsummer_eve + timedelta(days=1): _("Midsummer Day"),
        _first(SATURDAY, date(year, 10, 31)): _("All Saints' Day"),
        date(year, 12, 24): _("Christmas Eve"),
        date(year, 12, 25): _("Christmas Day"),
        date(year, 12, 26): _("Boxing Day"),
        date(year, 12, 31): _("New Year's Eve"),
    }


def _first(weekday: int, day: date) -> date:
    """The first such weekday from the day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def easter_sunday(year: int) -> date:
    """In the Gregorian calendar (Nature 13, 1876, page 487; Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
