"""Two entries are merged and parted again: every row of every table is as it was (row hashes).

History grows and tells of both, and so does the record of the merge itself; sequences move on.
"""

import random
import time
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from consultations.models import Invitation, Reply, Speaker, Statement, Way
from organisations.actions import doubles, merging
from organisations.models import Double, Organisation, Representative
from organisations.models.merge_choices import BOTH, NAME, OURS, THEIRS, differing
from tests.factories import MeetingFactory, UserFactory
from tests.kick import tables

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("committed")]

SIZES = {"organisations": 1_500, "meetings": 40, "replies": 2_000, "contributions": 1_000}
PAIRS = 200
LOOKED_AT = 1_000
TELLS_OF_IT = ("event", "pghistory_context", "organisations_merge")


def make_profile(**sizes):
    call_command("make_profile", **sizes, seed=1, verbosity=0)


def state():
    return {n: h for n, h in tables.hashes().items() if not n.endswith(TELLS_OF_IT)}


def random_pairs(chance):
    """Half of them such as have both been invited to or answered one meeting or consultation."""
    keys = list(Organisation.objects.current().order_by("pk").values_list("pk", flat=True))
    meeting = Counter(Invitation.objects.values_list("meeting", flat=True)).most_common(1)[0][0]
    invited = list(
        Invitation.objects.filter(meeting=meeting).values_list("organisation", flat=True)
    )
    answered = list(Reply.objects.of_organisations().values_list("organisation", flat=True)[:400])
    wrote = list(
        Statement.objects.filter(sender="organisation").values_list("organisation", flat=True)
    )
    sources = [invited, sorted(set(answered)), sorted(set(wrote)), keys, keys, keys]
    while True:
        first, second = chance.sample(chance.choice(sources), 2)
        if first != second:
            yield Organisation.objects.get(pk=first), Organisation.objects.get(pk=second)


def represent(pair, users):
    """One person speaks for both, another for each, and the one is a part of the other."""
    for organisation, user in zip(
        (*pair, *pair), (users[0], users[0], users[1], users[2]), strict=True
    ):
        Representative.objects.get_or_create(organisation=organisation, user=user)
    Organisation.objects.filter(pk=pair[0].pk).update(parent=pair[1])


def chosen(pair, chance):
    words = {choice.key: [OURS, THEIRS] for choice in differing(*pair)}
    for choice in differing(*pair):
        words[choice.key] += [BOTH] if choice.can_be_both else []
    words.setdefault("alternate_name", [OURS]).append(NAME)
    return {key: chance.choice(options) for key, options in words.items()}


def test_merges_undone_leave_every_row_as_it_was(figure):
    make_profile(**SIZES)
    chance = random.Random(4)
    pairs, users = random_pairs(chance), UserFactory.create_batch(3)
    moved = stayed = differences = 0
    spent = []
    for _ in range(PAIRS):
        kept, other = next(pairs)
        represent((kept, other), users)
        before = state()
        start = time.perf_counter()
        merge = merging.merge_organisations(
            survivor=kept, absorbed=other, choices=chosen((kept, other), chance), by=None
        )
        spent.append(time.perf_counter() - start)
        moved += sum(len(told["moved"]) for told in merge.followed)
        stayed += sum(len(told["stayed"]) for told in merge.followed)
        assert tables.changed(before, state())
        undone = merging.undo_merge(merge=merge, by=None)
        differences += len(tables.changed(before, state()))
        assert undone.left == {"fields": [], "rows": []}
    figure(
        "merges", f"{PAIRS} random pairs merged and undone: {differences} tables differ from before"
    )
    figure("merges", f"{moved} rows followed, {stayed} stayed where the kept one had one already")
    figure("merges", f"a merge takes {sorted(spent)[PAIRS // 2] * 1000:.0f} ms (median)")
    assert differences == 0
    assert moved > PAIRS
    assert stayed > PAIRS


def test_merges_undone_late_keep_what_is_new(figure):
    make_profile(**SIZES)
    chance = random.Random(5)
    pairs = random_pairs(chance)
    told = 0
    for number in range(20):
        kept, other = next(pairs)
        before = state()
        merge = merging.merge_organisations(survivor=kept, absorbed=other, choices={}, by=None)
        reply = Reply.objects.create(
            meeting=MeetingFactory(),
            organisation=kept,
            speaker=Speaker.ORGANISATION,
            comes=True,
            way=Way.PUBLIC,
            confirmed_at=timezone.now(),
        )
        Organisation.objects.filter(pk=kept.pk).update(phone=f"0{number}-12 34 56")
        phone = Organisation.objects.get(pk=kept.pk).phone

        undone = merging.undo_merge(merge=merge, by=None)

        reply.refresh_from_db()
        kept.refresh_from_db()
        assert (reply.organisation, kept.phone) == (kept, phone)
        rows = {row["relation"]: row["new"] for row in undone.left["rows"]}
        assert rows == {"consultations.Reply.organisation": [reply.pk]}
        told += 1
        Organisation.objects.filter(pk=kept.pk).update(
            phone=merge.rows["before"]["survivor"]["row"]["phone"]
        )
        meeting = reply.meeting
        reply.delete()
        meeting.delete()
        assert tables.changed(before, state()) == []
    figure("merges", f"{told} of 20 undone after something new had come: it stayed and was listed")


def test_merges_search_of_a_big_register(figure):
    """Nearly a third has its seat in one municipality, which is more than any has."""
    make_profile(organisations=100_000, meetings=20, replies=20, contributions=20)
    keys = list(Organisation.objects.current().order_by("pk").values_list("pk", flat=True))
    start = time.perf_counter()
    for part in (keys[n : n + 2_000] for n in range(0, len(keys), 2_000)):
        doubles.refresh_keys(part)
    written = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_likenesskey")
    chosen = random.Random(6).sample(keys, LOOKED_AT)

    start = time.perf_counter()
    for part in (chosen[n : n + doubles.PART] for n in range(0, LOOKED_AT, doubles.PART)):
        doubles.look_at(part)
    seconds = time.perf_counter() - start

    figure("merges", f"{len(keys)} organisations: keys written in {written:.0f} s")
    figure(
        "merges",
        f"{LOOKED_AT} of them looked at in {seconds:.1f} s: {Double.objects.count()} pairs",
    )
    assert Double.objects.exists()
    assert seconds < 60
