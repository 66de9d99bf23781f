"""The background worker and the clock in one process; several may run at once."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import close_old_connections

from donations.jobs import JOBS
from portal.clock import now

logger = logging.getLogger("portal.worker")

Job = tuple[str, Callable[[Callable[[], datetime]], int]]
PUBLISH_EVERY_SECONDS = 60


class Command(BaseCommand):
    help = "Run the background jobs again and again: settle payments, sweep, publish scheduled pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and end")
        parser.add_argument("--interval", type=float, default=10, help="seconds between two rounds")

    def handle(self, *, once: bool, interval: float, **options: Any) -> None:
        stopping = threading.Event()
        if not once:
            for stop_signal in (signal.SIGINT, signal.SIGTERM):
                signal.signal(stop_signal, lambda number, frame: stopping.set())

        publish_at = time.monotonic()
        while not stopping.is_set():
            run_jobs(JOBS, stopping)
            if time.monotonic() >= publish_at:
                run_jobs([("publish_scheduled", publish_scheduled)], stopping)
                publish_at = time.monotonic() + PUBLISH_EVERY_SECONDS
            if once:
                return
            stopping.wait(interval)


def run_jobs(jobs: list[Job], stopping: threading.Event) -> None:
    """Run the jobs in order.  One that fails is logged and does not stop the others."""
    for name, job in jobs:
        if stopping.is_set():
            return
        close_old_connections()
        try:
            done = job(now)
        except Exception:
            # The border of the worker: whatever a job raises, the next ones must have their turn.
            logger.exception("job %s failed", name)
        else:
            if done:
                logger.info("job %s: %d done", name, done)


def publish_scheduled(clock: Callable[[], datetime]) -> int:
    """Publish and unpublish what editors scheduled; Wagtail reads the clock itself."""
    call_command("publish_scheduled", verbosity=0)
    return 0
