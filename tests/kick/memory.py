"""How much memory this process has held at most, in bytes, since it was last asked to forget.

And how many seconds it and its children have worked: on a busy machine the clock says little.
"""

import os
from pathlib import Path


def forget_peak():
    """Returns what is held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def peak():
    return _status("VmHWM")


def seconds_worked():
    return sum(os.times()[:4])


def _status(field):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))
