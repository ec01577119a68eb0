"""Empties tables by deleting. TRUNCATE makes every file of a table anew: half a second for all of them."""

from django.core.management import call_command
from django.db import connection, transaction

from tests.approvals import approve_documents

# They say what the code is, and a process that runs on remembers the numbers of their rows.
ABOUT_THE_CODE = {"django_content_type", "auth_permission", "django_migrations"}
QUEUE = [
    "procrastinate_periodic_defers",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_workers",
]


def deletions(tables):
    """The statements that empty the tables when those who write in them have ended.

    No trigger and no foreign key has a say, so `tables` are all that belong together.
    """
    names = [connection.ops.quote_name(name) for name in sorted({*tables} - ABOUT_THE_CODE)]
    return [
        f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE",
        "SET LOCAL session_replication_role = replica",
        *[f"DELETE FROM {name}" for name in names],
        "SET LOCAL session_replication_role = origin",
    ]


def empty(tables):
    """At once and for good. TRUNCATE where deleting is not allowed."""
    statements = deletions(tables) if may_delete() else [f"TRUNCATE {', '.join(tables)} CASCADE"]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def may_delete():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return cursor.fetchone()[0]


def flush_by_deleting():
    """Django's flush, which each test without a transaction ends with, deletes where it is allowed to.

    Whoever brings a database of their own may not have the right to, and waits a little longer.
    """
    if may_delete():
        connection.ops.sql_flush = lambda _style, tables, **_words: deletions(tables)


def fill_with_reference():
    """What `load_reference` loads, and the documents on personal data approved."""
    call_command("load_reference")
    approve_documents()
