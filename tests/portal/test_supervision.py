"""Children run together, stop together, and none is left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from portal.supervision import STOP_SIGNALS, Child, ChildDied, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def signal_handlers():
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def supervise(*children: Child) -> Supervisor:
    return Supervisor(children, environment=dict(os.environ), report=lambda line: None)


def test_leaving_stops_all_children():
    children = [Child(name="one", command=SLEEP), Child(name="two", command=SLEEP)]

    with supervise(*children):
        assert [child.process.poll() for child in children] == [None, None]

    assert [child.process.returncode for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


def test_the_death_of_one_is_named():
    one = Child(name="one", command=[sys.executable, "-c", "raise SystemExit(7)"])

    with supervise(one, Child(name="two", command=SLEEP)) as supervisor, pytest.raises(ChildDied) as died:
        supervisor.wait_until(lambda: False, seconds=20)

    assert (died.value.name, died.value.code) == ("one", 7)


def test_a_child_with_restart_is_started_again(monkeypatch):
    monkeypatch.setattr("portal.supervision.RESTART_PAUSE_SECONDS", 0)
    worker = Child(name="worker", command=SLEEP, restart=True)

    with supervise(worker) as supervisor:
        first = worker.process
        first.kill()
        first.wait()
        supervisor.wait_until(lambda: worker.process is not first, seconds=20)

        assert worker.process.poll() is None


def test_a_child_that_will_not_stop_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr("portal.supervision.GRACE_SECONDS", 0.3)
    deaf = f"""
import pathlib, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path({str(tmp_path / "deaf")!r}).touch()
time.sleep(60)
"""
    child = Child(name="deaf", command=[sys.executable, "-c", deaf])

    with supervise(child) as supervisor:
        supervisor.wait_until((tmp_path / "deaf").exists, seconds=20)

    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_go_with_a_supervisor_that_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    code = f"""
import os, sys, time
from portal.supervision import Child, Supervisor
child = Child(name="one", command={SLEEP!r})
with Supervisor([child], environment=dict(os.environ), report=print):
    open({str(pid_file)!r} + ".new", "w").write(str(child.process.pid))
    os.rename({str(pid_file)!r} + ".new", {str(pid_file)!r})
    time.sleep(60)
"""
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    while not pid_file.exists():
        time.sleep(0.05)
    child = int(pid_file.read_text())

    supervisor.kill()
    supervisor.wait()

    deadline = time.monotonic() + 20
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
