"""Pairs of entries that may be one association: found, told apart, asked again.

PostgreSQL finds the candidates by trigrams of the names' words within a municipality and by shared
marks anywhere; `likeness` says in Python how sure one can be, and why.
"""

import hashlib
from datetime import timedelta
from itertools import chain

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kick.lib.queue import arguments_waiting, enqueue
from organisations.models import Double, DoubleSearch, LikenessKey, Organisation
from organisations.models.likeness import POSSIBLE, Entry, digits_of, likeness, site_of
from organisations.models.name_words import likeness_key

JOB = "organisations.jobs.search_doubles"
PART = 100
# The best by name for each entry; a mark that more than SHARED_BY have is a federation's or a town's.
NEAREST = 12
SHARED_BY = 6
ALIKE_FROM = 0.3
# Events have the time at which their transaction began, and a large import takes a while.
OVERLAP = timedelta(minutes=30)
KEPT = timedelta(days=730)

CANDIDATES = """
    WITH asked AS (
        SELECT * FROM organisations_likenesskey WHERE organisation_id = ANY(%(keys)s)
    ), marked AS (
        SELECT asked.organisation_id AS a, other.organisation_id AS b,
               count(*) OVER (PARTITION BY asked.organisation_id, mark) AS number
        FROM asked, unnest(asked.marks) AS mark, LATERAL (
            SELECT organisation_id FROM organisations_likenesskey
            WHERE marks @> ARRAY[mark] AND organisation_id <> asked.organisation_id
            LIMIT %(shared_by)s
        ) AS other
    )
    SELECT least(a, b), greatest(a, b) FROM marked WHERE number < %(shared_by)s
    UNION
    SELECT least(asked.organisation_id, near.organisation_id),
           greatest(asked.organisation_id, near.organisation_id)
    FROM asked, LATERAL (
        SELECT organisation_id FROM organisations_likenesskey AS other
        WHERE other.municipality_id = asked.municipality_id
          AND other.name_key %% asked.name_key
          AND other.organisation_id <> asked.organisation_id
        ORDER BY similarity(other.name_key, asked.name_key) DESC, organisation_id
        LIMIT %(nearest)s
    ) AS near
    UNION
    SELECT first_id, second_id FROM organisations_double
    WHERE first_id = ANY(%(keys)s) OR second_id = ANY(%(keys)s)
"""


class SearchGoesOn(Exception):
    """A search through the whole register is not finished yet."""


@transaction.atomic
def start_search(*, by=None):
    """Queue a walk through the whole register. Raises SearchGoesOn."""
    total = Organisation.objects.current().count()
    try:
        with transaction.atomic():
            search = DoubleSearch.objects.create(started_by=by, total=total)
    except IntegrityError:
        raise SearchGoesOn from None
    enqueue(JOB, search_id=search.pk)
    return search


def go_on_searching(*, search_id):
    """The whole register in parts, each written at once; begins where a worker that died left off."""
    while _search_part(search_id):
        pass


@transaction.atomic
def _search_part(search_id):
    """Whether there is more. The lock lets two jobs of one search share the work."""
    search = DoubleSearch.objects.running().select_for_update().filter(pk=search_id).first()
    if search is None:
        return False
    rows = Organisation.objects.current().filter(pk__gt=search.last_key).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:PART])
    if not keys:
        search.finish()
        return False
    look_at(keys)
    search.count(len(keys), last_key=keys[-1])
    return True


def search_what_is_new(*, at=None):
    """Look at what was written since the last look; the first time at everything. Returns how many."""
    at = at or timezone.now()
    DoubleSearch.objects.finished().filter(started_at__lt=at - KEPT).delete()
    last = DoubleSearch.objects.first()
    if last is None:
        if Organisation.objects.current().exists():
            start_search()
        return 0
    if last.is_running:
        if last.pk not in arguments_waiting(JOB, "search_id"):
            enqueue(JOB, search_id=last.pk)
        return 0
    written = written_since(last.started_at - OVERLAP)
    for part in (written[n : n + PART] for n in range(0, len(written), PART)):
        look_at(part)
    if written:
        DoubleSearch.objects.create(
            started_at=at, is_running=False, total=len(written), done=len(written)
        )
    return len(written)


def written_since(moment):
    """Keys of the organisations that history has seen written, by whatever way."""
    events = Organisation.events.rel.related_model.objects.filter(pgh_created_at__gte=moment)
    return sorted(set(events.values_list("pgh_obj_id", flat=True)) - {None})


@transaction.atomic
def look_at(keys):
    """Find the doubles of these organisations anew; what somebody has told apart stays so."""
    refresh_keys(keys)
    pairs = candidates(keys)
    entries = entries_of(set(chain.from_iterable(pairs)))
    found = []
    for first, second in pairs:
        if first in entries and second in entries:
            likely = likeness(entries[first], entries[second])
            if likely.score >= POSSIBLE:
                found.append(
                    Double(
                        first_id=first,
                        second_id=second,
                        score=likely.score,
                        reasons=likely.reasons,
                    )
                )
    _keep(found, keys)


def _keep(found, keys):
    known = {(row.first_id, row.second_id): row for row in Double.objects.touching(keys)}
    new, changed = [], []
    for row in found:
        old = known.pop((row.first_id, row.second_id), None)
        if old is None:
            new.append(row)
        elif (old.score, old.reasons) != (row.score, row.reasons):
            old.score, old.reasons = row.score, row.reasons
            changed.append(old)
    Double.objects.bulk_create(new, ignore_conflicts=True)
    Double.objects.bulk_update(changed, ["score", "reasons"])
    # No longer alike. Of one that is merged now the pair stays, for the day that it is undone.
    gone = [row.pk for row in known.values()]
    Double.objects.current().filter(pk__in=gone, decided_at__isnull=True).delete()


def candidates(keys):
    """Ordered pairs in which one of the organisations stands, and that may be alike."""
    words = {"keys": list(keys), "nearest": NEAREST, "shared_by": SHARED_BY}
    with connection.cursor() as cursor:
        cursor.execute(
            # With a limit beside an array the planner would rather read the whole table.
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true),"
            " set_config('enable_seqscan', 'off', true), set_config('statement_timeout', '60s', true)",
            [str(ALIKE_FROM)],
        )
        cursor.execute(CANDIDATES, words)
        found = cursor.fetchall()
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
        return found


def refresh_keys(keys):
    """Write down anew what these organisations look like; those no longer worked with go."""
    current = Organisation.objects.current().filter(pk__in=keys)
    rows = [
        LikenessKey(
            organisation_id=row["pk"],
            municipality_id=row["municipality"],
            name_key=likeness_key(row["name"], row["alternate_name"], row["municipality__name"]),
            marks=marks_of(row),
        )
        for row in current.order_by("pk").values(
            "pk",
            "name",
            "alternate_name",
            "website",
            "email",
            "phone",
            "municipality",
            "municipality__name",
        )
    ]
    LikenessKey.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation"],
        update_fields=["municipality", "name_key", "marks"],
    )
    gone = set(keys) - {row.organisation_id for row in rows}
    LikenessKey.objects.filter(organisation__in=gone).delete()


def marks_of(row):
    """Hashes of what two entries may share wherever they have their seat."""
    signs = [
        ("site", site_of(row["website"])),
        ("mail", row["email"].lower()),
        ("phone", digits_of(row["phone"])),
    ]
    return [
        hashlib.sha256(f"{kind} {value}".encode()).hexdigest()[:16]
        for kind, value in signs
        if value
    ]


def entries_of(keys):
    """What is compared, by key, of those that are still worked with."""
    rows = Organisation.objects.current().filter(pk__in=keys)
    columns = ["name", "alternate_name", "org_number", "website", "municipality__name", "email"]
    found = rows.order_by().values_list("pk", *columns, "phone")
    return {key: Entry(*values) for key, *values in found}


@transaction.atomic
def tell_apart(*, double, by, because=""):
    """Remember that the two are not the same; no search asks again."""
    Double.objects.select_for_update().get(pk=double.pk).tell_apart(by=by, because=because)


@transaction.atomic
def ask_again(*, double):
    """Take the word back that they are two."""
    Double.objects.select_for_update().get(pk=double.pk).ask_again()
