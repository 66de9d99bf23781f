"""The worker gives every job its turn."""

import threading

import pytest
from django.core.management import call_command

from portal.management.commands import worker

pytestmark = pytest.mark.django_db


def test_jobs_run_in_order_and_are_told_the_time():
    seen = []
    jobs = [
        ("first", lambda clock: seen.append(("first", clock())) or 1),
        ("second", lambda clock: seen.append(("second", clock())) or 0),
    ]

    worker.run_jobs(jobs, threading.Event())

    assert [name for name, _at in seen] == ["first", "second"]
    assert all(at.tzinfo for _name, at in seen)


def test_a_job_that_fails_is_logged_and_does_not_stop_the_others(caplog):
    ran = []

    def fail(clock):
        raise RuntimeError("no")

    worker.run_jobs([("bad", fail), ("good", lambda clock: ran.append(clock()) or 1)], threading.Event())

    assert len(ran) == 1
    assert "job bad failed" in caplog.text


def test_no_job_starts_once_it_is_told_to_stop():
    stopping = threading.Event()
    ran = []
    jobs = [("first", lambda clock: stopping.set() or 0), ("second", lambda clock: ran.append(clock()) or 1)]

    worker.run_jobs(jobs, stopping)

    assert ran == []


def test_once_runs_every_registered_job_and_publishes(monkeypatch):
    ran = []
    monkeypatch.setattr(worker, "JOBS", [("one", lambda clock: ran.append("one") or 0)])
    monkeypatch.setattr(worker, "publish_scheduled", lambda clock: ran.append("publish") or 0)

    call_command("worker", once=True)

    assert ran == ["one", "publish"]
