"""What a list proposes for its rows, and what somebody decides instead, for one row or for many."""

from collections import Counter

from django.db import transaction

from kick.lib.stored import store
from organisations.models import (
    ActivityWord,
    BatchStatus,
    Culture,
    Fate,
    ImportBatch,
    ImportRow,
    WrongMove,
)
from organisations.register_lists.look import is_no_row, judge_all
from organisations.register_lists.reasons import problem
from organisations.register_lists.words import LONGEST_WORD, WordBook, key_of

JUDGEMENT = ["fate", "organisation_id", "errors", "notes", "changes", "culture"]
DECISION = ["chosen", "same_as_id"]


def propose(rows, *, register):
    """Asks about rows that nobody can be sure of, and leaves out what is not culture.

    Only a list that holds something else than culture is sorted: in the others a word that nobody
    knows says nothing.
    """
    for row in rows:
        row.culture = "" if is_no_row(row) else register.words.culture_of_row(row.values)
    is_mixed = any(row.culture == Culture.NO for row in rows)
    websites = Counter(row.values.get("website") for row in rows)
    for row in rows:
        if row.culture == Culture.UNSURE and not is_mixed:
            row.culture = ""
        if row.fate == Fate.NEW and not row.chosen:
            ask_or_leave(row, register, shares_website=websites[row.values.get("website")] > 1)


def ask_or_leave(row, register, *, shares_website):
    """Sets the fate of a row that is new in the register and that nobody has decided."""
    same = None if shares_website else register.met_by_website(row)
    if row.culture == Culture.NO:
        row.fate = Fate.SKIP
        row.notes = [*row.notes, problem("", "not_culture")]
    elif same:
        register.compare_with(row, same)
        row.fate = Fate.ASK
        row.notes = [*row.notes, problem("", "same_website", name=same.name)]
    elif row.culture == Culture.UNSURE:
        row.fate = Fate.ASK
        row.notes = [*row.notes, problem("", "unsure_culture")]


@transaction.atomic
def choose_rows(*, batch, rows, choice, same_as=None):
    """Decides for the rows (a queryset of the batch's): a Choice, or "" to undo a decision.

    Choice.SAME means `same_as`, or for each row the organisation that is proposed for it; rows
    without one are left. Every row is judged anew, since rows of a list may say the same.
    Returns how many were decided. Raises WrongMove when the list no longer waits.
    """
    batch = waiting(batch)
    wanted = set(rows.values_list("pk", flat=True))
    everything = list(batch.rows.all())
    decided = 0
    for row in everything:
        if row.pk in wanted and not is_no_row(row):
            decided += decide(row, choice, same_as)
    judge_again(batch, everything)
    return decided


def decide(row, choice, same_as):
    """Whether the row could be decided so."""
    chosen_organisation = None
    if choice == "same":
        chosen_organisation = same_as.pk if same_as else row.organisation_id
        if not chosen_organisation:
            return False
    row.chosen, row.same_as_id = choice, chosen_organisation
    return True


@transaction.atomic
def decide_words(*, batch, meanings):
    """Remembers for every list to come what words mean, and judges this one anew.

    `meanings` maps a word to its Culture and its ArtForm or None. Raises WrongMove.
    """
    batch = waiting(batch)
    ActivityWord.objects.bulk_create(
        [
            ActivityWord(word=key_of(word)[:LONGEST_WORD], culture=culture, art_form=form)
            for word, (culture, form) in sorted(meanings.items())
        ],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["culture", "art_form"],
    )
    judge_again(batch, list(batch.rows.all()))


def words_in(batch):
    """Each word of the list with how many rows have it, its Culture and its ArtForm; the unsure
    first, and among those the most frequent."""
    book = WordBook()
    counts = Counter()
    for words in batch.rows.values_list("values__activities", flat=True):
        counts.update({part for word in words or [] for part in book.parts_of(word)})
    found = [
        (word, count, book.culture_of_word.get(word, Culture.UNSURE), book.form_of_word.get(word))
        for word, count in counts.items()
        if len(word) <= LONGEST_WORD
    ]
    order = [Culture.UNSURE, Culture.NO, Culture.YES]
    return sorted(found, key=lambda entry: (order.index(entry[2]), -entry[1], entry[0]))


def waiting(batch):
    """The batch under lock. Raises WrongMove when it is not looked through, or written already."""
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch.pk)
    if batch.status != BatchStatus.STAGED:
        raise WrongMove(batch.status)
    return batch


def judge_again(batch, rows):
    """Judges stored rows by the register as it is now, and stores those that come out otherwise."""
    before = [[getattr(row, name) for name in JUDGEMENT] for row in rows]
    stored = dict(batch.rows.exclude(chosen="").values_list("pk", "chosen"))
    register = judge_all(
        rows, region=batch.region, mapping=batch.mapping, received_on=batch.received_on
    )
    propose(rows, register=register)
    changed = [
        row
        for row, old in zip(rows, before, strict=True)
        if row.chosen
        or row.chosen != stored.get(row.pk, "")
        or [getattr(row, name) for name in JUDGEMENT] != old
    ]
    if changed:
        store(ImportRow, changed, [*JUDGEMENT, *DECISION])
