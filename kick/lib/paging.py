from collections.abc import Hashable

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Subquery
from django.http import Http404

from kick.lib.tally import figures

# Counting further costs more than the page, and nobody reads on: "more than 1,000".
MOST_COUNTED = 1_000


class _Count(Subquery):
    """How many rows the subquery has; asked once for the statement, not once for each row."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class BoundedPage(Page):
    """A page that knows whether there is a next one by having read one row more."""

    is_last = True

    def has_next(self):
        return not self.is_last

    def next_page_number(self):
        return self.number + 1

    def previous_page_number(self):
        return self.number - 1

    @property
    def found(self) -> int:
        """How many rows there are, or MOST_COUNTED when there are more."""
        return min(self.paginator.count, MOST_COUNTED)

    @property
    def found_more(self) -> bool:
        return self.paginator.count > MOST_COUNTED


def page_of(request, rows, *, size: int = 25, name: str = "page", count: int | None = None):
    """The page that the query string asks for, the first when it asks for none.

    `count` saves a query where the number of rows is known. Raises Http404 for a page that there
    is not.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    number = _number(request, name)
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def bounded_page_of(request, rows, *, size: int = 25, name: str = "page") -> BoundedPage:
    """The same for a list that may be very long: counted up to MOST_COUNTED only, by the query
    that reads the page.

    `page.paginator.num_pages` is 0 when nobody knows. Raises Http404 for a page that there is not.
    """
    number = _number(request, name)
    start = (number - 1) * size
    read = list(_with_count(rows)[start : start + size + 1])
    if not read and number > 1:
        raise Http404
    return _page(read[:size], number, read[0].rows_found if read else 0, len(read) <= size, size)


def kept_page_of(
    request, rows, *, subject: Hashable, place: Hashable, read, size: int = 25
) -> BoundedPage:
    """The same where most readers ask for the same list: which rows stand on the page is kept as
    `kick.lib.tally.figures` says, and `read(ids)` reads them at each visit, those that still may be
    shown."""
    number = _number(request, "page")

    def find():
        start = (number - 1) * size
        pairs = _with_count(rows).values_list("pk", "rows_found")[start : start + size + 1]
        found = list(pairs)
        if not found and number > 1:
            raise Http404
        return [pk for pk, _count in found], found[0][1] if found else 0

    ids, count = figures((subject, number), place, find)
    return _page(read(ids[:size]), number, count, len(ids) <= size, size)


def _with_count(rows):
    counted = rows.order_by().values("pk")[: MOST_COUNTED + 1]
    return rows.annotate(rows_found=_Count(counted))


def _page(rows, number, count, is_last, size):
    paginator = Paginator(rows, size)
    paginator.count = count
    if count > MOST_COUNTED:
        paginator.num_pages = 0
    page = BoundedPage(rows, number, paginator)
    page.is_last = is_last
    return page


def _number(request, name: str) -> int:
    asked = request.GET.get(name, "1")
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > 6 or int(asked) < 1:
        raise Http404
    return int(asked)
