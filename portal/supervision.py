"""Keeps a handful of child processes together: all run, or all are stopped, and none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 10
RESTART_PAUSE_SECONDS = 2
PR_SET_PDEATHSIG = 1


class ChildDied(Exception):
    """A child that is not restarted ended by itself; carries its name and exit code."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} ended with exit code {code}")
        self.name = name
        self.code = code


@dataclass(kw_only=True)
class Child:
    """A process to keep running; one with ``restart`` is started again whenever it ends."""

    name: str
    command: Sequence[str]
    restart: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)


def follow_parent_to_the_grave() -> None:
    """Ask Linux to send SIGTERM to this process when its parent dies, even by SIGKILL."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts children in sessions of their own, so that it alone hears Ctrl-C and stops them in order."""

    def __init__(
        self, children: Sequence[Child], *, environment: Mapping[str, str], report: Callable[[str], None]
    ) -> None:
        self.children = list(children)
        self.environment = dict(environment)
        self.report = report
        self.stopping = threading.Event()

    def __enter__(self) -> "Supervisor":
        for stop_signal in STOP_SIGNALS:
            signal.signal(stop_signal, self._hear_stop)
        try:
            for child in self.children:
                self._start(child)
        except OSError:
            self.stop()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> bool:
        """Watch the children until ``is_ready()``; False when told to stop first.

        :raises ChildDied: a child ended.
        :raises TimeoutError: not ready within ``seconds``.
        """
        deadline = time.monotonic() + seconds
        while not self.stopping.is_set():
            self._check()
            if is_ready():
                return True
            if time.monotonic() > deadline:
                raise TimeoutError
            self.stopping.wait(0.1)
        return False

    def run(self, *, parent: int | None = None) -> None:
        """Watch the children until a stop signal, or until process ``parent`` is no longer our parent.

        :raises ChildDied: a child that is not restarted ended.
        """
        while not self.stopping.wait(0.5):
            if parent is not None and os.getppid() != parent:
                return
            self._check()

    def stop(self) -> None:
        """Ask all children to end, newest first, and end those that do not within the grace period."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in reversed(running):
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _hear_stop(self, signal_number: int, frame: object) -> None:
        self.stopping.set()

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
            child.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=follow_parent_to_the_grave if sys.platform == "linux" else None,
        )

    def _check(self) -> None:
        for child in self.children:
            if child.process is None or (code := child.process.poll()) is None:
                continue
            if not child.restart:
                raise ChildDied(child.name, code)
            self.report(f"The {child.name} ended with exit code {code}; starting it again.")
            if self.stopping.wait(RESTART_PAUSE_SECONDS):
                return
            self._start(child)
