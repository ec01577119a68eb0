"""Register lists on their way in: opened, mapped, looked through, decided, written, taken back.

Nothing touches the register before a list is written, and that in one transaction.
"""

from organisations.actions.importing.keeping import discard_batch, discard_old
from organisations.actions.importing.opening import (
    SourceMissing,
    choose_sheet,
    choose_sheets,
    open_list,
    open_lists,
    read_list,
    seat_all,
    set_header,
    sheet_of,
)
from organisations.actions.importing.proposing import choose_rows, decide_words, words_in
from organisations.actions.importing.staging import PurposeMissing, look_through, stage
from organisations.actions.importing.taking_back import (
    NotToTakeBack,
    order_taking_back,
    take_back_batch,
    take_back_ordered,
)
from organisations.actions.importing.writing import (
    NotToCommit,
    RegisterBusy,
    commit_batch,
    import_at_once,
    order_writing,
    stop_order,
    write_ordered,
)

__all__ = [
    "NotToCommit",
    "NotToTakeBack",
    "PurposeMissing",
    "RegisterBusy",
    "SourceMissing",
    "choose_rows",
    "choose_sheet",
    "choose_sheets",
    "commit_batch",
    "decide_words",
    "discard_batch",
    "discard_old",
    "import_at_once",
    "look_through",
    "open_list",
    "open_lists",
    "order_taking_back",
    "order_writing",
    "read_list",
    "seat_all",
    "set_header",
    "sheet_of",
    "stage",
    "stop_order",
    "take_back_batch",
    "take_back_ordered",
    "words_in",
    "write_ordered",
]
