"""A site whose gateway answers as it is told, with nothing remembered between tests."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from donations.public import giving_views, return_views
from tests.builders.donations import ScriptedGateway


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> ScriptedGateway:
    scripted = ScriptedGateway()
    monkeypatch.setattr(giving_views, "get_gateway", lambda: scripted)
    monkeypatch.setattr(return_views, "get_gateway", lambda: scripted)
    return scripted


@pytest.fixture
def donor() -> Client:
    """A browser that sends no cookie back, so that a page that needs one fails."""
    return Client(enforce_csrf_checks=True)
