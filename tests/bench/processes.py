"""What processes have cost, from /proc: processor time to the nanosecond, and memory."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def children(pid):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            found.append(int(path.parent.name))
    return found


def cpu_ms(pid):
    """All threads of a process; 0 when it is gone."""
    total = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(path.read_text().split()[0])
        except OSError:
            continue
    return total / 1e6


def cpu_ms_of_the_dead(pid):
    """What the children that a process has waited for have cost, to a hundredth of a second."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[13]) + int(words[14])) * 1000 / TICKS


def backends(postmaster, database):
    """Those of a database: `postgres: kick NAME [local] idle`."""
    found = []
    for pid in children(postmaster):
        try:
            title = Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            continue
        if f" {database} " in title:
            found.append(pid)
    return found


def pss_mb(pid):
    return _kb(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / 1024


def held_mb(pid):
    return _kb(Path(f"/proc/{pid}/status"), "VmRSS:") / 1024


def forget_peak(pid):
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_mb(pid):
    return _kb(Path(f"/proc/{pid}/status"), "VmHWM:") / 1024


def _kb(path, field):
    lines = path.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


class Meter:
    """Processor time of some web workers and of the backends of their database.

    Parallel workers of Postgres end within the query: the postmaster knows what they cost.
    """

    def __init__(self, *, gunicorn, postmaster, database):
        self.gunicorn, self.postmaster, self.database = gunicorn, postmaster, database

    def start(self):
        self.before = self._read()
        self.dead_before = cpu_ms_of_the_dead(self.postmaster)

    def stop(self):
        """Milliseconds since `start`."""
        after = self._read()
        gone = sum(ms for pid, ms in self.before.items() if pid not in after)
        dead = cpu_ms_of_the_dead(self.postmaster) - self.dead_before
        living = sum(ms - self.before.get(pid, 0) for pid, ms in after.items())
        return living + max(0, dead - gone)

    def _read(self):
        pids = children(self.gunicorn) + backends(self.postmaster, self.database)
        return {pid: cpu_ms(pid) for pid in pids}
