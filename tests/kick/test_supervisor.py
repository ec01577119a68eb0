import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kick.lib.supervisor import Child, Supervisor

SLEEPER = "import time; time.sleep(600)"
# Goes on after SIGTERM, as a process does that hangs.
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); {SLEEPER}"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPER!r}])"


def is_alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def children_of(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


@pytest.fixture
def start():
    """Starts a supervisor in a process of its own, over the children whose code is given."""
    processes = []

    def start(*codes, grace=5):
        program = f"""
            import sys
            from kick.lib.supervisor import Child, Supervisor
            children = [Child(str(n), [sys.executable, "-c", c]) for n, c in enumerate({codes!r})]
            announce = lambda: print("ready", flush=True)
            sys.exit(Supervisor(children, grace={grace}, announce=announce).run())
        """
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        assert process.stdout.readline() in {"ready\n", "1\n"}
        wait_until(lambda: len(children_of(process.pid)) == len(codes))
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_supervisor_stops_its_children_when_told(start, number):
    supervisor = start(SLEEPER, SLEEPER)
    children = children_of(supervisor.pid)

    supervisor.send_signal(number)

    assert supervisor.wait(10) == 0
    assert [is_alive(child) for child in children] == [False, False]


def test_supervisor_starts_again_who_dies(start):
    supervisor = start(SLEEPER)
    (first,) = children_of(supervisor.pid)

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: children_of(supervisor.pid) not in ([], [first]))


def test_supervisor_takes_grandchildren_along(start):
    supervisor = start(PARENT)
    (child,) = children_of(supervisor.pid)
    wait_until(lambda: children_of(child))
    (grandchild,) = children_of(child)

    supervisor.terminate()
    supervisor.wait(10)

    wait_until(lambda: not is_alive(grandchild))


def test_supervisor_kills_who_does_not_listen(start):
    supervisor = start(STUBBORN, grace=0.5)
    (child,) = children_of(supervisor.pid)

    supervisor.terminate()

    assert supervisor.wait(10) == 0
    assert not is_alive(child)


def test_killed_supervisor_leaves_no_child(start):
    supervisor = start(SLEEPER, SLEEPER)
    children = children_of(supervisor.pid)
    assert all(map(is_alive, children))

    supervisor.kill()
    supervisor.wait(10)

    wait_until(lambda: not any(map(is_alive, children)))


def test_supervisor_gives_up_on_what_never_starts(capfd):
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"])

    code = Supervisor([child], is_ready=lambda: False).run()

    assert code == 1
    assert capfd.readouterr().err.count("web ended with 3") == 3
