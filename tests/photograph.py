"""What stands in tables, to be brought back: a full county costs seconds to make and a fraction to copy."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from tests.emptying import ABOUT_THE_CODE, QUEUE, may_delete

COLUMNS = """
    SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position)
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    GROUP BY c.table_name ORDER BY c.table_name"""
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
# Never back: another test of the process may still hold rows with higher numbers.
COUNT_ON = 'SELECT setval(%s, greatest(%s, last_value)) FROM public."{}"'


class Photograph:
    """The rows of all tables whose name begins with `prefix`, but the queue's, when it is taken."""

    def __init__(self, prefix: str = "") -> None:
        self.rows: dict[str, bytes] = {}
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS)
            for table, columns in cursor.fetchall():
                if not table.startswith(prefix) or table in ABOUT_THE_CODE or table in QUEUE:
                    continue
                with cursor.copy(f"COPY public.{table} ({columns}) TO STDOUT") as copy:
                    if rows := b"".join(copy):
                        self.rows[f"public.{table} ({columns})"] = rows
            cursor.execute(COUNTERS)
            self.counters = [
                (name, last)
                for name, last in cursor.fetchall()
                if last is not None and name.startswith(prefix)
            ]

    def bring_back(self) -> None:
        """All of it, into tables that may hold reference data and no more."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in self.rows:
                cursor.execute(f"DELETE FROM {table.partition(' ')[0]}")
            for table, rows in self.rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            for name, last in self.counters:
                cursor.execute(COUNT_ON.format(name), [f'public."{name}"', last])
            cursor.execute("SET LOCAL session_replication_role = origin")


# By who makes it and on which day: not every test lives on the same (`tests/clock.py`).
_taken: dict[tuple[Callable, date], Photograph] = {}


def once(make: Callable[[], object], prefix: str) -> None:
    """What `make()` puts into empty tables of this prefix: made once by each process, then brought back.

    For a function at the top of a module. Who may not put rows back makes it each time.
    """
    name = make, timezone.localdate()
    if name in _taken:
        _taken[name].bring_back()
        return
    make()
    if may_delete():
        _taken[name] = Photograph(prefix)
