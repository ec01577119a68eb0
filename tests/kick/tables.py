"""Whether a table has changed: one line of every table's content, in one query."""

from django.db import connection

# Browsers come and go, limits are counted, the worker says that it lives, writes are numbered.
RESTLESS = {
    "django_session",
    "kick_cache",
    "procrastinate_workers",
    "procrastinate_periodic_defers",
    "organisations_registerwrite",
}


def hashes():
    """Table name to a hash of its rows, of every table but the restless ones."""
    tables = sorted(set(connection.introspection.table_names()) - RESTLESS)
    hash_of_table = (
        "SELECT '{0}', md5(string_agg(row::text, E'\\n' ORDER BY row::text)) FROM \"{0}\" row"
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(hash_of_table.format(table) for table in tables))
        return dict(cursor.fetchall())


def changed(before, after):
    return sorted(table for table in after if before.get(table) != after[table])


def writes():
    """Table name to the rows put in, changed and taken away there by the transaction at hand.

    What has been rolled back counts too, and so does a change to what was there already. Tells the
    same as two `hashes` where everything happens in one transaction, at a tenth of the price.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {table: rows for table, rows in cursor.fetchall() if table not in RESTLESS}


# Keep every press: history, and the queue, whose jobs do nothing the second time.
PASSING = ("procrastinate_", "pghistory_")


def counts():
    """Table name to its number of rows, of the tables where a row is a thing of somebody's."""
    tables = [n for n in hashes() if not n.endswith("event") and not n.startswith(PASSING)]
    count = "SELECT '{0}', count(*) FROM \"{0}\""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(count.format(table) for table in tables))
        return dict(cursor.fetchall())
