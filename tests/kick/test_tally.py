"""Figures are counted now and then, never another region's or language's, and anew when told."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kick.lib import tally

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    settings.FIGURES_AGE = 60
    tally._kept.clear()
    yield
    tally._kept.clear()


class Counted:
    """Counts how often it is counted."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


@pytest.fixture
def count():
    return Counted()


def tell(callbacks, *places):
    with callbacks(execute=True):
        tally.count_anew(*places)


def test_counted_once_and_then_kept(count):
    assert [tally.figures("all", 6, count) for _ in range(3)] == [1, 1, 1]


def test_a_kept_figure_costs_one_query(count):
    tally.figures("all", 6, count)

    with CaptureQueriesContext(connection) as queries:
        tally.figures("all", 6, count)

    assert len(queries) == 1


def visit(*places):
    """What the page of one request counts."""
    tally._begin()
    answers = [tally.figures("all", place, lambda: "counted") for place in places]
    tally._end()
    return answers


def test_a_page_asks_at_once_about_all_that_it_counted_last_time():
    visit(6, "jonkoping")

    with CaptureQueriesContext(connection) as queries:
        visit(6, "jonkoping")

    assert len(queries) == 1


def test_what_is_told_anew_is_counted_anew_beside_another(django_capture_on_commit_callbacks):
    visit(6, "jonkoping")
    tell(django_capture_on_commit_callbacks, "jonkoping")

    tally._begin()
    tally.figures("all", 6, lambda: "kept")
    assert tally.figures("all", "jonkoping", lambda: "anew") == "anew"
    tally._end()


def test_counted_at_each_visit_where_nothing_may_be_old(count, settings):
    settings.FIGURES_AGE = 0

    assert [tally.figures("all", 6, count) for _ in range(2)] == [1, 2]


def test_counted_again_when_it_is_too_old(count, settings):
    tally.figures("all", 6, count)
    settings.FIGURES_AGE = 1e-9

    assert tally.figures("all", 6, count) == 2


def grow_older(seconds):
    for key, (counted_at, answer) in tally._kept.items():
        tally._kept[key] = counted_at - seconds, answer


def test_what_only_actions_change_is_kept_ten_times_as_long(count):
    told = Counted()
    for _visit in range(2):
        tally.figures("all", 6, count)
        tally.figures("told", 6, told, told=True)
        grow_older(61)
    assert (count.times, told.times) == (2, 1)

    grow_older(540)

    assert tally.figures("told", 6, told, told=True) == 2


@pytest.mark.parametrize("other", [("some", 6), ("all", 7), (("all", 1), 6)])
def test_another_subject_or_region_is_counted_by_itself(other):
    tally.figures("all", 6, lambda: "Jönköping")

    assert tally.figures(*other, lambda: "another") == "another"
    assert tally.figures("all", 6, lambda: "another") == "Jönköping"


def test_each_language_has_its_own():
    with override("sv"):
        tally.figures("all", 6, lambda: "svenska")
    with override("fi"):
        assert tally.figures("all", 6, lambda: "suomi") == "suomi"
    with override("sv"):
        assert tally.figures("all", 6, lambda: "another") == "svenska"


def test_counted_anew_when_somebody_says_so(count, django_capture_on_commit_callbacks):
    tally.figures("all", 6, count)

    tell(django_capture_on_commit_callbacks, 6)

    assert tally.figures("all", 6, count) == 2
    assert tally.figures("all", 6, count) == 2
    tell(django_capture_on_commit_callbacks, 6)
    assert tally.figures("all", 6, count) == 3


def test_only_those_places_are_counted_anew(django_capture_on_commit_callbacks):
    counts = {place: Counted() for place in (6, 7, tally.COUNTRY)}
    for place, count in counts.items():
        tally.figures("all", place, count)

    tell(django_capture_on_commit_callbacks, 6, tally.COUNTRY)

    after = {place: tally.figures("all", place, count) for place, count in counts.items()}
    assert after == {6: 2, 7: 1, tally.COUNTRY: 2}


def test_what_another_process_was_told_counts_here_too(count):
    tally.figures("all", 6, count)

    cache.set("figures-6", "from another process", timeout=None)

    assert tally.figures("all", 6, count) == 2


def test_nothing_is_told_of_what_was_undone(count, django_capture_on_commit_callbacks):
    tally.figures("all", 6, count)

    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                tally.count_anew(6)
                raise RuntimeError
        except RuntimeError:
            pass

    assert tally.figures("all", 6, count) == 1


def test_a_visit_writes_nothing(count):
    with CaptureQueriesContext(connection) as queries:
        tally.figures("all", 6, count)

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_no_more_is_kept_than_fits(count, monkeypatch):
    monkeypatch.setattr(tally, "MOST_KEPT", 3)
    for number in range(10):
        tally.figures(number, 6, count)

    assert len(tally._kept) <= 3


class TestDuringARequest:
    """A page that counts many things of one place asks for the place's mark once."""

    @pytest.fixture(autouse=True)
    def during(self):
        tally._begin()
        yield
        tally._end()

    def test_the_mark_is_read_once(self, count):
        with CaptureQueriesContext(connection) as queries:
            tally.figures("all", 6, count)
            tally.figures("some", 6, count)

        assert len(queries) == 1

    def test_what_the_request_itself_changes_is_counted_anew(
        self, count, django_capture_on_commit_callbacks
    ):
        before = tally.figures("all", 6, count)

        tell(django_capture_on_commit_callbacks, 6)

        assert tally.figures("all", 6, count) == before + 1

    def test_the_next_request_asks_again(self, count, django_capture_on_commit_callbacks):
        tally.figures("all", 6, count)
        marks = dict(tally._asked.marks)

        tally._end()
        tell(django_capture_on_commit_callbacks, 6)
        tally._begin()

        tally.figures("all", 6, count)
        assert tally._asked.marks != marks
