from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from django.utils import translation

from kick.lib.holidays import easter_sunday, holiday_on


def test_easter_is_where_others_find_it():
    assert [easter_sunday(year) for year in range(1900, 2200)] == [
        easter(year) for year in range(1900, 2200)
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-06-19", "midsommarafton"),
        ("2026-06-20", "midsommardagen"),
        ("2027-06-25", "midsommarafton"),
        ("2027-06-26", "midsommardagen"),
        ("2026-10-31", "alla helgons dag"),
        ("2027-11-06", "alla helgons dag"),
        ("2027-03-26", "långfredagen"),
        ("2027-03-27", "påskafton"),
        ("2027-03-28", "påskdagen"),
        ("2027-03-29", "annandag påsk"),
        ("2027-05-06", "Kristi himmelsfärdsdag"),
        ("2027-05-16", "pingstdagen"),
        ("2027-01-01", "nyårsdagen"),
        ("2027-01-06", "trettondedag jul"),
        ("2027-05-01", "första maj"),
        ("2027-06-06", "nationaldagen"),
        ("2027-12-24", "julafton"),
        ("2027-12-25", "juldagen"),
        ("2027-12-26", "annandag jul"),
        ("2027-12-31", "nyårsafton"),
    ],
)
def test_a_holiday_has_its_name(day, name):
    with translation.override("sv"):
        assert str(holiday_on(date.fromisoformat(day))) == name


def test_a_year_has_seventeen_and_no_other_day_is_one():
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]

    assert sum(holiday_on(day) is not None for day in days) == 17
    assert holiday_on(date(2027, 6, 24)) is None
    assert holiday_on(date(2027, 3, 21)) is None
