"""How far a long transaction has come, told to others before it is committed.

Nothing that a transaction writes is seen outside it, but the name of its connection is: it stands in
`pg_stat_activity` at once and goes with the transaction, however that ends.
"""

from django.db import connection

PREFIX = "kick "


def tell(work: str, done: int, total: int) -> None:
    """Says that `done` of `total` parts of the work are done; call it inside the transaction.

    `work` is a short name without spaces (PostgreSQL keeps 63 bytes) and no personal data.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('application_name', %s, true)", [f"{PREFIX}{work} {done} {total}"]
        )


def heard(work: str) -> tuple[int, int] | None:
    """(done, total) of the work that somebody is at just now, or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND starts_with(application_name, %s)"
            " ORDER BY backend_start LIMIT 1",
            [f"{PREFIX}{work} "],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    done, total = found[0].split()[-2:]
    return int(done), int(total)
