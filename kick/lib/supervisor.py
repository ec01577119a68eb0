"""Keeps a few processes running in the foreground, and takes all of them along when it ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_OF_GRACE = 10
SECONDS_OF_GOOD_CONDUCT = 60
LONGEST_PAUSE = 30
DEATHS_BEFORE_READY = 3
PR_SET_PDEATHSIG = 1
# Loaded here, since a child may not import anything between fork and exec.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(by: signal.Signals) -> None:
    """For preexec_fn: the kernel sends the child this signal when its parent is gone."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, by)


@dataclass
class Child:
    name: str
    command: list[str]
    deaths: int = 0
    _started_at: float = 0
    _resting_until: float = 0
    _process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def pid(self) -> int | None:
        return self._process and self._process.pid

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            # Without mercy, since nobody would be left to insist. The queue survives kills.
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),
            # A group of its own: Ctrl-C reaches us alone, and we can end whole families.
            start_new_session=True,
        )

    def look_after(self) -> None:
        """Start it again when it has died, after a pause that doubles with every death."""
        if self._process is None:
            if time.monotonic() >= self._resting_until:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        self._signal(signal.SIGKILL)
        lived = time.monotonic() - self._started_at
        self.deaths = 1 if lived > SECONDS_OF_GOOD_CONDUCT else self.deaths + 1
        pause = min(2 ** (self.deaths - 1), LONGEST_PAUSE)
        _say(f"{self.name} ended with {code}; it starts again in {pause} s.")
        self._process = None
        self._resting_until = time.monotonic() + pause

    def stop(self, by: signal.Signals) -> None:
        if self.is_alive():
            self._signal(by)

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def end_family(self) -> None:
        """Whatever is left of its process group after its own end."""
        if self._process is not None:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


class Supervisor:
    """Runs the children until SIGINT, SIGTERM or SIGHUP; a second signal ends them at once.

    `is_ready` is asked until it says yes, then `announce` is called once.
    """

    def __init__(
        self,
        children: list[Child],
        *,
        is_ready: Callable[[], bool] = lambda: True,
        announce: Callable[[], None] = lambda: None,
        grace: float = SECONDS_OF_GRACE,
    ) -> None:
        self.children = children
        self.is_ready = is_ready
        self.announce = announce
        self.grace = grace
        self._signals = 0

    def run(self) -> int:
        """0 when told to stop; 1 when a child died three times before all was ready."""
        numbers = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
        before = {number: signal.signal(number, self._hear) for number in numbers}
        try:
            return self._watch()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, *_: object) -> None:
        self._signals += 1

    def _watch(self) -> int:
        is_announced = False
        while not self._signals:
            for child in self.children:
                child.look_after()
            if not is_announced:
                if any(child.deaths >= DEATHS_BEFORE_READY for child in self.children):
                    _say("it does not start; see above for the reason.")
                    return 1
                is_announced = self.is_ready()
                if is_announced:
                    self.announce()
            time.sleep(SECONDS_BETWEEN_LOOKS)
        return 0

    def _stop(self) -> None:
        for child in self.children:
            child.stop(signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while any(child.is_alive() for child in self.children):
            if time.monotonic() > deadline or self._signals > 1:
                break
            time.sleep(0.02)
        for child in self.children:
            child.end_family()


def _say(text: str) -> None:
    print(f"kick: {text}", file=sys.stderr, flush=True)
