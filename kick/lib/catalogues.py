"""The .mo files that Django reads, made from the .po files beside them without gettext."""

import os
from collections.abc import Iterable
from pathlib import Path

import polib


def compile_catalogues(folders: Iterable[Path | str]) -> None:
    """Make every .mo that is missing or was made from another state of its .po."""
    for folder in folders:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            # Where nobody may write, what was made with the tree is right.
            if compiled.exists() and not os.access(source.parent, os.W_OK):
                continue
            made_from = source.stat().st_mtime_ns
            if compiled.exists() and compiled.stat().st_mtime_ns == made_from:
                continue
            # A process that starts meanwhile must not read half a file.
            unfinished = compiled.with_suffix(f".{os.getpid()}.mo")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            # The source may have been saved again since, and "newer" would hide that.
            os.utime(unfinished, ns=(made_from, made_from))
            unfinished.rename(compiled)
