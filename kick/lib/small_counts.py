"""What may be counted out in public: no group smaller than five, nor one that follows from the rest.

A count of 0 is told: nobody is in it. What is hidden for the sake of another number has the same
sign as what is hidden because it is small.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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

    @cached_property
    def columns(self) -> dict[Key, int]:
        sums: dict[Key, int] = {}
        for (_row, column), number in self.cells.items():
            sums[column] = sums.get(column, 0) + number
        return sums

    @cached_property
    def _inside(self) -> dict[Key, dict[tuple[Key, Key], int]]:
        """{row: its cells}."""
        inside: dict[Key, dict] = {row: {} for row in self.rows}
        for at, number in self.cells.items():
            inside[at[0]][at] = number
        return inside

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
        return any(self._round_from(Step(kind, key, by)) for by in (1, -1))

    def _round_from(self, first: "Step") -> bool:
        if first.by < 0 and self._number(first) < 2:
            return False
        waiting = deque([(first,)])
        seen = {(first.goal, first)}
        while waiting:
            way = waiting.popleft()
            if way[-1].goal == first.origin and self._fits(way):
                return True
            for step in self._steps_from(way[-1].goal):
                at = (step.goal, step if step.goal[0] == "row" else None)
                if at not in seen and (step.kind, step.key) != (first.kind, first.key):
                    seen.add(at)
                    waiting.append((*way, step))
        return False

    def _number(self, step: "Step") -> int:
        if step.kind == "overlap":
            return sum(self._inside[step.key].values()) - self.rows[step.key] + 1
        return {"cell": self.cells, "row": self.rows, "column": self.columns}[step.kind][step.key]

    def _steps_from(self, node: tuple) -> list["Step"]:
        """The numbers that are not told and that can change by one on from there."""
        name, key = node
        if name == "row":
            steps = [Step("cell", at, 1) for at in self._inside[key] if at in self.hidden_cells]
            steps += [Step("row", key, -1)] if key in self.hidden_rows else []
            steps += [Step("overlap", key, -1)]
        elif name == "column":
            inside = ((row, key) for row in self.rows)
            steps = [Step("cell", at, -1) for at in inside if at in self.hidden_cells]
            steps += [Step("column", key, 1)] if key in self.hidden_columns else []
        elif name == "all":
            steps = [Step("row", row, 1) for row in self.rows if row in self.hidden_rows]
        else:
            steps = [Step("overlap", row, 1) for row in self.rows]
            hidden = (column for column in self.columns if column in self.hidden_columns)
            steps += [Step("column", column, -1) for column in hidden]
        return [step for step in steps if step.by > 0 or self._number(step) > 1]

    def _fits(self, way: tuple["Step", ...]) -> bool:
        """Whether there can be a table with these changes: in no row more in a cell than in all."""
        changes = {(step.kind, step.key): step.by for step in way}
        if len(changes) < len(way):
            return False
        touched = {step.key[0] if step.kind == "cell" else step.key for step in way}
        for row in touched & self.rows.keys():
            total = self.rows[row] + changes.get(("row", row), 0)
            inside = [
                number + changes.get(("cell", at), 0) for at, number in self._inside[row].items()
            ]
            if not max(inside, default=0) <= total <= sum(inside):
                return False
        return True


@dataclass(frozen=True)
class Step:
    """One number changes by one: a way between two places where nothing may be left over.

    The overlap of a row is what its cells come to beyond its number.
    """

    kind: str
    key: Key
    by: int

    @property
    def origin(self) -> tuple:
        return self._ends()[0 if self.by > 0 else 1]

    @property
    def goal(self) -> tuple:
        return self._ends()[1 if self.by > 0 else 0]

    def _ends(self) -> tuple[tuple, tuple]:
        """From and to, when the number grows."""
        match self.kind:
            case "cell":
                return ("row", self.key[0]), ("column", self.key[1])
            case "row":
                return ("all", None), ("row", self.key)
            case "column":
                return ("column", self.key), ("outside", None)
        return ("outside", None), ("row", self.key)
