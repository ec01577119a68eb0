"""No group of fewer than five can be counted out, also not from what stands beside it."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kick.lib.small_counts import FEWEST, Table, hidden_in_parts, is_small, small_in

NUMBERS = st.one_of(st.just(0), st.integers(1, 6), st.integers(5, 40))


def another_list(counts, hidden, key):
    """Whether the hidden numbers could be others, with another one at `key`, for the same sum."""
    total, many = sum(counts[one] for one in hidden), len(hidden)
    return any(
        total - number >= many - 1 for number in range(1, total) if number != counts[key]
    ) and (many > 1)


@settings(derandomize=True)
@given(st.dictionaries(st.integers(0, 8), NUMBERS, max_size=8))
def test_no_small_part_follows_from_the_sum(counts):
    hidden = hidden_in_parts(counts)

    assert small_in(counts) <= hidden
    assert all(counts[key] for key in hidden)
    if sum(counts.values()) >= FEWEST and hidden:
        for key in small_in(counts):
            assert another_list(counts, hidden, key)


def test_one_small_part_takes_the_smallest_of_the_others_with_it():
    assert hidden_in_parts({"dans": 3, "kör": 9, "hembygd": 40, "film": 0}) == {"dans", "kör"}


def test_large_parts_are_all_shown():
    assert hidden_in_parts({"kör": 9, "hembygd": 40, "film": 0}) == set()


class Attacker:
    """Reads what is shown and looks for a table that shows the same: by trying, not as we do.

    It knows that a hidden number is at least 1, and nothing more of it.
    """

    MORE = 3

    def __init__(self, table):
        self.table = table
        self.whole = sum(table.rows.values())

    def could_be(self, kind, key, number):
        """Whether the number may stand there."""
        fixed = {kind: {key: number}}
        for columns in product(*(self.column(c, fixed) for c in self.table.columns)):
            cells = {at: one for column in columns for at, one in column.items()}
            if self.rows_fit(cells, fixed):
                return True
        return False

    def column(self, column, fixed):
        """Every way to fill the column that fits what is shown of it and beside it."""
        table = self.table
        ways = []
        inside = [at for at in table.cells if at[1] == column]
        for numbers in product(*(self.cell(at, fixed) for at in inside)):
            total = sum(numbers)
            asked = fixed.get("column", {}).get(column)
            shown = None if column in table.hidden_columns else table.columns[column]
            if shown in (None, total) and asked in (None, total):
                ways.append(dict(zip(inside, numbers, strict=True)))
        return ways

    def cell(self, at, fixed):
        if at in fixed.get("cell", {}):
            return [fixed["cell"][at]]
        now = self.table.cells[at]
        if at not in self.table.hidden_cells:
            return [now]
        return range(max(1, now - self.MORE), now + self.MORE + 1)

    def rows_fit(self, cells, fixed):
        """Whether as many can be in each row, each once, that all of them together are the whole."""
        least = most = 0
        for row, now in self.table.rows.items():
            inside = [number for (at, _column), number in cells.items() if at == row]
            low, high = max(inside, default=0), sum(inside)
            asked = fixed.get("row", {}).get(row)
            if row not in self.table.hidden_rows:
                asked = now if asked in (None, now) else -1
            elif asked is None:
                least, most = least + max(1, low), most + high
                continue
            if not low <= asked <= high:
                return False
            least, most = least + asked, most + asked
        return least <= self.whole <= most


def told_apart(table):
    """For each small number, whether it can be worked out from what is shown."""
    attacker = Attacker(table)
    parts = [
        ("cell", table.cells, table.hidden_cells),
        ("row", table.rows, table.hidden_rows),
        ("column", table.columns, table.hidden_columns),
    ]
    for kind, counts, hidden in parts:
        assert small_in(counts) <= hidden
        assert all(counts[key] for key in hidden)
        # Of hardly anybody at all nothing can be hidden: the whole is told elsewhere.
        if attacker.whole < 2 * FEWEST or sum(number > 0 for number in table.rows.values()) < 2:
            continue
        for key in small_in(counts):
            others = {counts[key] + change for change in (-1, 1)} - {0}
            yield not any(attacker.could_be(kind, key, number) for number in others)


@st.composite
def tables(draw):
    """Up to three rows and two columns; in each row as many as its cells could come from."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    cells = {
        (row, column): draw(st.one_of(st.just(0), st.integers(1, 9)))
        for row in range(rows)
        for column in range(columns)
    }
    inside = [[cells[row, column] for column in range(columns)] for row in range(rows)]
    return Table(
        cells, {row: draw(st.integers(max(one), sum(one))) for row, one in enumerate(inside)}
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables())
def test_no_small_number_follows_from_the_table(table):
    table.hide()

    assert not any(told_apart(table))


def test_a_small_cell_is_not_the_column_less_the_others():
    table = Table(
        {("Aneby", "dans"): 3, ("Habo", "dans"): 8, ("Habo", "film"): 9, ("Aneby", "film"): 12},
        {"Aneby": 15, "Habo": 17},
    )

    table.hide()

    assert ("Aneby", "dans") in table.hidden_cells
    assert ("Habo", "dans") in table.hidden_cells
    assert not is_small(table.columns["dans"])
    assert not Attacker(Table(table.cells, table.rows, {("Aneby", "dans")})).could_be(
        "cell", ("Aneby", "dans"), 4
    )
    assert Attacker(table).could_be("cell", ("Aneby", "dans"), 4)
