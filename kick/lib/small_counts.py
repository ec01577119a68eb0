"""What may be counted out in public: no group smaller than five, nor one that follows from the rest.

A count of 0 is told: nobody is in it. What is hidden for the sake of another number has the same
sign as what is hidden because it is small.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

FEWEST = 5

Key = Hashable
Counts = Mapping[Key, int]


def is_small(number: int) -> bool:
    return 0 < number < FEWEST


def small_in(counts: Counts) -> set:
    """The groups to hide where no total of them is told, as when one may be in several."""
    return {key for key, number in counts.items() if is_small(number)}


def hidden_in_parts(counts: Counts, hidden: set | None = None) -> set:
    """The groups to hide where their sum is known: so many that none follows from the others."""
    hidden = small_in(counts) | (hidden or set())
    while hidden and _follows(counts, hidden):
        shown = [key for key, number in counts.items() if number and key not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda key: (counts[key], str(key))))
    return hidden


def _follows(counts: Counts, hidden: set) -> bool:
    """Whether the sum of the hidden, which is known, gives one away: alone, or all of them 1."""
    total = sum(counts[key] for key in hidden)
    return len(hidden) < 2 or total < FEWEST or total == len(hidden)


@dataclass
class Table:
    """Somebody is in one row and in one or more columns, so that `rows` counts each once.

    `columns` are the sums of the cells. The sum of the rows is known to all; what the cells of a row
    come to beyond its number is not.
    """

    cells: dict[tuple[Key, Key], int]
    rows: dict[Key, int]
    hidden_cells: set = field(default_factory=set)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)

    @property
    def columns(self) -> dict[Key, int]:
        sums: dict[Key, int] = {}
        for (_row, column), number in self.cells.items():
            sums[column] = sums.get(column, 0) + number
        return sums

    def hide(self) -> None:
        """Hide what is small, and beside it the smallest numbers that would give it away.

        Afterwards there is for every small number another table, with another number in its
        place, that shows the same.
        """
        self.hidden_rows = hidden_in_parts(self.rows)
        self.hidden_columns = small_in(self.columns)
        for column in self.columns:
            self._hide_in_column(column)
        for kind, key in self._small():
            while not self._could_differ(kind, key) and self._hide_beside(kind, key):
                pass

    def _hide_in_column(self, column: Key) -> None:
        inside = {key: number for key, number in self.cells.items() if key[1] == column}
        if column in self.hidden_columns:
            self.hidden_cells |= small_in(inside)
            return
        hidden = hidden_in_parts(inside)
        self.hidden_cells |= hidden
        if hidden and _follows(inside, hidden):
            self.hidden_columns.add(column)

    def _small(self) -> list[tuple[str, Key]]:
        kinds = [("cell", self.cells), ("row", self.rows), ("column", self.columns)]
        return [(kind, key) for kind, counts in kinds for key in sorted(small_in(counts), key=str)]

    def _hide_beside(self, kind: str, key: Key) -> bool:
        """One more number, the smallest of the same row or column first; False when none is left."""
        row, column = {"cell": key, "row": (key, None), "column": (None, key)}[kind]
        shown = [
            (order, at not in near, number, str(at), at, hidden)
            for order, counts, hidden, near in [
                (0, self.cells, self.hidden_cells, self._cells_near(row, column)),
                (1, self.columns, self.hidden_columns, {column}),
                (2, self.rows, self.hidden_rows, {row}),
            ]
            for at, number in counts.items()
            if number and at not in hidden
        ]
        if not shown:
            return False
        *_order, at, hidden = min(shown, key=lambda one: (one[1], one[0], one[2], one[3]))
        hidden.add(at)
        self.hidden_rows = hidden_in_parts(self.rows, self.hidden_rows)
        return True

    def _cells_near(self, row: Key, column: Key) -> set:
        return {
            at
            for at in self.cells
            if at[0] == row or at[1] == column or (column is None and at[0] in self.hidden_rows)
        }

    def _could_differ(self, kind: str, key: Key) -> bool:
        """Whether one more or one less there, and on the way round the table, shows the same.

        The table is a flow: from the whole through a row, a cell and a column. Two tables that show
        the same differ by rounds of hidden numbers, so that no round means no other table.
        """
        steps = self._steps()
        start, end = {
            "cell": lambda: (("row", key[0]), ("column", key[1])),
            "row": lambda: ("all", ("row", key)),
            "column": lambda: (("column", key), "outside"),
        }[kind]()
        return any(
            goal in steps.get(origin, {})
            and (kind, key) in steps[origin][goal]
            and _reaches(steps, goal, origin, without=(kind, key))
            for origin, goal in [(start, end), (end, start)]
        )

    def _steps(self) -> dict:
        """{node: {next node: the numbers whose change by one is that step}}."""
        steps: dict = {}
        largest, sums = self._largest_and_sums()

        def step(origin, goal, number):
            steps.setdefault(origin, {}).setdefault(goal, set()).add(number)

        for row, column in self.hidden_cells:
            number, name = self.cells[row, column], ("cell", (row, column))
            if number < self.rows[row]:
                step(("row", row), ("column", column), name)
            if number > 1:
                step(("column", column), ("row", row), name)
        for row, number in self.rows.items():
            step("outside", ("row", row), ("overlap", row))
            if sums.get(row, 0) > number:
                step(("row", row), "outside", ("overlap", row))
            if row in self.hidden_rows:
                step("all", ("row", row), ("row", row))
                if number > max(1, largest.get(row, 0)):
                    step(("row", row), "all", ("row", row))
        for column in self.hidden_columns:
            step(("column", column), "outside", ("column", column))
            if self.columns[column] > 1:
                step("outside", ("column", column), ("column", column))
        return steps

    def _largest_and_sums(self):
        largest: dict[Key, int] = {}
        sums: dict[Key, int] = {}
        for (row, _column), number in self.cells.items():
            largest[row] = max(largest.get(row, 0), number)
            sums[row] = sums.get(row, 0) + number
        return largest, sums


def _reaches(steps: dict, origin, goal, *, without) -> bool:
    seen, waiting = {origin}, deque([origin])
    while waiting:
        for node, numbers in steps.get(waiting.popleft(), {}).items():
            if node in seen or numbers == {without}:
                continue
            if node == goal:
                return True
            seen.add(node)
            waiting.append(node)
    return False
