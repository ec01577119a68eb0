"""Two entries of the register become one, and become two again.

Nothing is deleted: what cannot follow stays with the absorbed entry, whose links lead to the
survivor. So undo restores every row, and what has come since stays with the survivor.
"""

import contextlib
from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kick.lib import merging
from kick.lib.retention_limits import MERGES_KEPT
from kick.lib.tally import COUNTRY, count_anew
from organisations.models import Merge, Organisation
from organisations.models.merge_choices import (
    BOTH,
    NAME,
    OURS,
    THEIRS,
    differing,
    usual,
    value_of,
)

# Until the next annual meeting has come and gone, when a mistake shows at the latest.
UNDO_FOR = MERGES_KEPT
LINKED = ["works_in", "art_forms", "minorities"]


class NotToMerge(Exception):
    """The same entry twice, one of them is merged, removed or not taken up, or it is not `by`'s region."""


class SpeaksBothWays(Exception):
    """An officer of the survivor's region represents the other: she would see its drafts (DESIGN §4, 1)."""


class LookAgain(Exception):
    """Something of what was shown before the merge has changed."""


class NotToUndo(Exception):
    """It is undone already, its old rows are deleted, or the survivor left the register."""


class UndoTheLaterFirst(Exception):
    """The survivor has been merged once more since."""


class NumberTaken(Exception):
    """Another entry has the organisation number now."""


@dataclass
class Preview:
    """What a merge would do: rows that follow and rows that stay, as (relation, number)."""

    follows: list = field(default_factory=list)
    stays: list = field(default_factory=list)
    seen: str = ""


@transaction.atomic
def merge_organisations(*, survivor, absorbed, choices, by, seen="", at=None):
    """Let `survivor` speak for `absorbed`: its fields as chosen, everything that is tied to the other
    follows, except where the survivor has such a one already; the other is MERGED.

    `choices` are key to kept, other, both or name; what is not chosen is as `usual`. `seen` is what
    `preview` said. Returns the Merge. Raises NotToMerge, SpeaksBothWays, LookAgain.
    """
    survivor, absorbed = _locked(survivor, absorbed)
    if survivor == absorbed or not (survivor.is_current and absorbed.is_current):
        raise NotToMerge
    if by and not _leads_both(by, survivor, absorbed):
        raise NotToMerge
    if seen and seen != preview(survivor=survivor, absorbed=absorbed).seen:
        raise LookAgain
    _insist_on_one_voice(survivor, absorbed)
    before = _snapshot(survivor, absorbed)
    values, links = chosen_values(survivor, absorbed, choices)
    moved = [
        merging.move(relation, survivor=survivor, absorbed=absorbed)
        for relation in merging.relations_to(Organisation)
    ]
    # First: while it is current nobody else may have its number.
    absorbed.merge_into(survivor)
    for name, value in values.items():
        setattr(survivor, name, value)
    survivor.save(update_fields=list(values))
    for name, keys in links.items():
        getattr(survivor, name).set(keys)
    _count_anew(survivor, absorbed)
    return Merge.objects.create(
        survivor=survivor,
        absorbed=absorbed,
        merged_by=by,
        merged_at=at or timezone.now(),
        rows={"before": before, "after": _snapshot(survivor, absorbed)},
        followed=[told for told in moved if told],
    )


def preview(*, survivor, absorbed):
    """What would follow and what would stay. Unsent statements are not told of: no project lead
    sees that there is one (DESIGN §4, 1)."""
    told = Preview()
    for relation in merging.relations_to(Organisation):
        if relation.rule == merging.LEAVE:
            continue
        shown = _shown(relation, relation.rows_of(absorbed))
        staying = relation.staying(survivor=survivor, absorbed=absorbed)
        total, left = shown.count(), shown.filter(pk__in=staying.values("pk")).count()
        if total - left:
            told.follows.append((relation, total - left))
        if left:
            told.stays.append((relation, left))
    rows = [_snapshot(survivor, absorbed), [(r.label, n) for r, n in told.follows + told.stays]]
    told.seen = merging.fingerprint(rows)
    return told


def _shown(relation, rows):
    words = getattr(relation.model, "merging_shows", None)
    return getattr(rows, words)() if words else rows


def chosen_values(survivor, absorbed, choices):
    """(columns, linked fields) that the survivor gets."""
    values, links = {}, {}
    for choice in differing(survivor, absorbed):
        word = choices.get(choice.key) or usual(choice, survivor, absorbed)
        if word not in {OURS, THEIRS, BOTH, NAME}:
            raise NotToMerge
        for name in choice.columns if word != OURS else ():
            is_link = Organisation._meta.get_field(name).many_to_many
            (links if is_link else values)[name] = _chosen(survivor, absorbed, name, word)
    if "parent" in values:
        values["parent"] = _not_itself(values["parent"], survivor, absorbed)
    elif survivor.parent_id == absorbed.pk:
        values["parent"] = _not_itself(absorbed.parent, survivor, absorbed)
    if absorbed.two_must_sign and not survivor.two_must_sign:
        values["two_must_sign"] = True
    return values, links


def _chosen(survivor, absorbed, name, word):
    if word == NAME:
        return absorbed.name
    if word == THEIRS:
        model_field = Organisation._meta.get_field(name)
        return value_of(absorbed, name) if model_field.many_to_many else getattr(absorbed, name)
    mine, theirs = value_of(survivor, name), value_of(absorbed, name)
    if isinstance(mine, str):
        return ", ".join(dict.fromkeys(filter(None, [mine, theirs])))
    return list(dict.fromkeys([*mine, *theirs]))


def _not_itself(parent, survivor, absorbed):
    return None if parent in (survivor, absorbed) else parent


@transaction.atomic
def undo_merge(*, merge, by, at=None):
    """Both entries and everything that followed are as before; what has come to the survivor since
    stays there, and so does a field that was changed since. Both are listed in `merge.left`.

    Raises NotToUndo, UndoTheLaterFirst, NumberTaken.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    survivor, absorbed = _locked(merge.survivor, merge.absorbed)
    _insist_on_undoing(merge, survivor, absorbed)
    try:
        with transaction.atomic(), undoing():
            left = _restore(merge, survivor, absorbed)
    except IntegrityError:
        raise NumberTaken from None
    merge.mark_undone(by=by, left=left, at=at)
    _count_anew(survivor, absorbed)
    return merge


def _count_anew(*organisations):
    count_anew(*{organisation.municipality.region_id for organisation in organisations}, COUNTRY)


def _insist_on_undoing(merge, survivor, absorbed):
    if survivor.merged_into_id:
        raise UndoTheLaterFirst
    is_merged = absorbed.merged_into_id == survivor.pk
    if merge.undone_at or merge.forgotten_at or not is_merged or not survivor.is_current:
        raise NotToUndo
    later = Merge.objects.standing().of_survivor(survivor).filter(pk__gt=merge.pk)
    if later.exists():
        raise UndoTheLaterFirst


def _restore(merge, survivor, absorbed):
    before, after = merge.rows["before"], merge.rows["after"]
    now = _snapshot(survivor, absorbed)
    left = {"fields": [], "rows": []}
    # The survivor first: it may hold the number of the other.
    for side, row in (("survivor", survivor), ("absorbed", absorbed)):
        old, made, is_now = (shot[side]["row"] for shot in (before, after, now))
        changed = [name for name in old if old[name] != made[name]]
        back = {name: old[name] for name in changed if is_now[name] == made[name]}
        merging.write_columns(Organisation, row.pk, back)
        left["fields"] += [name for name in changed if name not in back]
    _restore_links(before, after, survivor)
    relations = {relation.label: relation for relation in merging.relations_to(Organisation)}
    for told in merge.followed:
        since = merging.move_back(
            relations[told["relation"]], told, survivor=survivor, absorbed=absorbed
        )
        if since["new"] or since["gone"]:
            left["rows"].append(since)
    return left


def _restore_links(before, after, survivor):
    """Take away what the merge tied to the survivor, and tie again what it had, row by row."""
    for name in LINKED:
        through = getattr(Organisation, name).through
        old, made = (shot["survivor"][name] for shot in (before, after))
        added = [row["id"] for row in made if row not in old]
        through._base_manager.filter(pk__in=added).delete()
        lost = [through(**row) for row in old if row not in made]
        through._base_manager.bulk_create(lost, ignore_conflicts=True)


def _snapshot(survivor, absorbed):
    return {
        side: {
            "row": merging.row_as_json(Organisation, row.pk),
            **{
                name: merging.links_as_json(
                    getattr(Organisation, name).through, organisation=row.pk
                )
                for name in LINKED
            },
        }
        for side, row in (("survivor", survivor), ("absorbed", absorbed))
    }


def _locked(*organisations):
    """The rows under lock, in the order of their keys so that two merges never wait for each other."""
    keys = [organisation.pk for organisation in organisations]
    rows = Organisation.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=["self"])
    found = {row.pk: row for row in rows.select_related("municipality__region", "parent")}
    return [found[key] for key in keys]


def _leads_both(user, *organisations):
    keys = [organisation.pk for organisation in organisations]
    return Organisation.objects.run_by(user).filter(pk__in=keys).count() == len(keys)


def _insist_on_one_voice(survivor, absorbed):
    region = survivor.municipality.region
    for representative in absorbed.representatives.open().select_related("user"):
        if representative.user.is_officer_of(region):
            raise SpeaksBothWays


@contextlib.contextmanager
def undoing():
    """Inside, the database lets a merged organisation go (trigger merged_stays_merged). An error
    takes the setting back with the savepoint."""
    _let_go("on")
    yield
    _let_go("")


def _let_go(value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kick.undoing', %s, true)", [value])


def forget_merges(*, at=None):
    """Delete the old rows of merges that are more than a year old. Returns how many."""
    old = Merge.objects.remembered().made_before((at or timezone.now()) - UNDO_FOR)
    return old.forget_rows(at=at)


def followed(merge, what):
    """(relation, number) of the rows that "moved" or "stayed", as far as a project lead may know."""
    return _counted({told["relation"]: told[what] for told in merge.followed})


def new_since(merge):
    """(relation, number) of what had come to the survivor when it was undone."""
    return _counted({told["relation"]: told["new"] for told in merge.left.get("rows", [])})


def _counted(keys):
    found = []
    for relation in merging.relations_to(Organisation):
        rows = relation.model._default_manager.filter(pk__in=keys.get(relation.label, []))
        if number := _shown(relation, rows).count():
            found.append((relation, number))
    return found
