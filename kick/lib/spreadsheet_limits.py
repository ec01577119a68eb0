"""How large a register list may be. Read on both sides of the process border."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and counts; `ratio` is unpacked bytes per packed byte."""

    file_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 100 * MEGABYTE
    directory_bytes: int = MEGABYTE // 2
    entries: int = 1000
    ratio: int = 200
    sheets: int = 50
    rows: int = 50_000
    columns: int = 200
    cells: int = 1_000_000
    cell_characters: int = 10_000
    characters: int = 30_000_000
    memory_bytes: int = 768 * MEGABYTE
    seconds: int = 20


class Refused(Exception):
    """A file is not read; the code names why, the details fill the message."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
