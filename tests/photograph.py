"""What stands in all tables, to be brought back: a full county costs seconds to make and a fraction to copy."""

from django.db import connection, transaction

from tests.emptying import ABOUT_THE_CODE, QUEUE

ALBUM = "photographed"
COLUMNS = """
    SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position)
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    GROUP BY c.table_name ORDER BY c.table_name"""
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


class Photograph:
    """The rows of all tables but the queue's, as they are when it is taken.

    They lie beside the tables in a schema of their own, which a new photograph takes over.
    """

    def __init__(self):
        self.columns, self.counters = {}, {}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {ALBUM} CASCADE")
            cursor.execute(f"CREATE SCHEMA {ALBUM}")
            cursor.execute(COLUMNS)
            tables = {
                table: columns
                for table, columns in cursor.fetchall()
                if table not in ABOUT_THE_CODE and table not in QUEUE
            }
            for table, columns in tables.items():
                cursor.execute(f"SELECT EXISTS (SELECT FROM public.{table})")
                if cursor.fetchone()[0]:
                    self.columns[table] = columns
                    cursor.execute(
                        f"CREATE TABLE {ALBUM}.{table} AS SELECT {columns} FROM public.{table}"
                    )
            cursor.execute(COUNTERS)
            self.counters = {name: last for name, last in cursor.fetchall() if last is not None}

    def bring_back(self):
        """All of it, into tables that may hold reference data and no more."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, columns in self.columns.items():
                cursor.execute(f"DELETE FROM public.{table}")
                cursor.execute(
                    f"INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE"
                    f" SELECT {columns} FROM {ALBUM}.{table}"
                )
            for name, last in self.counters.items():
                cursor.execute("SELECT setval(%s, %s)", [f"public.{name}", last])
