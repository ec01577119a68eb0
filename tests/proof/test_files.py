"""CATALOGUE F1 and F2: the figures of files that are too much, and of every way to write åäö."""

import pytest

from kick.lib import spreadsheet
from tests.kick import memory, register_lists
from tests.kick.register_lists import HEADER, ROWS

pytestmark = pytest.mark.proof


def refuse(file):
    """How it was refused, the seconds of work that took, and the bytes that this process grew by meanwhile."""
    before, start = memory.forget_peak(), memory.seconds_worked()
    try:
        spreadsheet.read(file)
    except spreadsheet.UnreadableFile as refusal:
        code = refusal.code
    else:
        code = "read"
    return code, memory.seconds_worked() - start, memory.peak() - before


def test_f1_bombs(tmp_path, figure):
    results = {}
    for name, make in register_lists.BOMBS.items():
        file = tmp_path / "list"
        file.write_bytes(make())
        results[name] = refuse(file)
    good = tmp_path / "good"
    good.write_text(register_lists.csv_text())

    for name, (code, seconds, _grown) in results.items():
        figure("F1", f"{name}: refused ({code}) after {seconds:.2f} s of work")
    slowest = max(seconds for _code, seconds, _grown in results.values())
    most = max(grown for _code, _seconds, grown in results.values())
    taken = [name for name, (code, *_rest) in results.items() if code == "read"]
    figure(
        "F1",
        f"{len(results)} bombs: {len(taken)} taken, slowest {slowest:.2f} s of work;"
        f" the reader is a child, our own process grew by {most / 1e6:.0f} MB at most",
    )
    assert taken == []
    assert (slowest < 1, most < 100e6) == (True, True)
    assert spreadsheet.read(good).first.rows == [HEADER, *ROWS]


def judge(data):
    """right, refused (and asked), or wrong: read as something else."""
    try:
        rows = spreadsheet.read(data).first.rows
    except spreadsheet.WrongEncoding as asked:
        return "refused" if asked.choices else "wrong"
    return "right" if rows == [HEADER, *ROWS] else "wrong"


def test_f2_encodings(figure):
    sure = [judge(data) for data in register_lists.usual_csvs().values()]
    unsure = [judge(data) for data in register_lists.UNSURE]
    chosen = 0
    for encoding in register_lists.CHOSEN_BY_A_PERSON:
        data = register_lists.csv_text().encode(encoding)
        chosen += spreadsheet.read(data, encoding=encoding).first.rows == [HEADER, *ROWS]

    everything = sure + unsure
    figure(
        "F2",
        f"{len(everything)} files: right {everything.count('right')}, refused with a preview"
        f" {everything.count('refused')}, wrong {everything.count('wrong')};"
        f" right after a person's choice {chosen} of {len(register_lists.CHOSEN_BY_A_PERSON)}",
    )
    assert set(sure) == {"right"}
    assert set(unsure) == {"refused"}
    assert chosen == len(register_lists.CHOSEN_BY_A_PERSON)
