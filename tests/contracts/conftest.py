"""One scripted server for all contract tests."""

from collections.abc import Iterator

import pytest

from tests.contracts.server import ScriptedServer


@pytest.fixture(scope="session")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running
