"""The .mo files that Django reads, made from the .po files beside them without gettext."""

from collections.abc import Iterable
from pathlib import Path

import polib


def compile_catalogues(folders: Iterable[Path | str]) -> None:
    """Make every .mo that is missing or older than its .po."""
    for folder in folders:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
                continue
            # A process that starts meanwhile must not read half a file.
            unfinished = compiled.with_suffix(".new")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.rename(compiled)
