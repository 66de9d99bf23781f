"""Demo content loaded once for all tests of a module, and taken back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from centers.demo import load, load_samples


@pytest.fixture(scope="module")
def _demo_of_the_module(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo_of_the_module: None, db: None) -> None:
    """The demo's places, services, hotlines and 42 reported centres."""


@pytest.fixture(scope="module")
def _samples_of_the_module(_demo_of_the_module: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_samples(2400)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def samples(_samples_of_the_module: None, db: None) -> None:
    """The demo and 2,400 sample centres."""
