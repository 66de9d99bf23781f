"""What every test relies on: no network beyond loopback, the same random examples in CI, one served site."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import settings
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import launch_browser
from tests.migrated import migrated_database
from tests.site import ServedSite

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
IN_CI = os.environ.get("CI") == "true"

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "dev")


class OutsideNetwork(Exception):
    """A test tried to reach an address beyond this machine."""


def is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_outside_network() -> None:
    """Let sockets connect, and names resolve, to this machine only."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(family: int, address: Any) -> None:
        if family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(str(address[0])):
            raise OutsideNetwork(f"tests may not connect to {address}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(self.family, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(self.family, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_loopback(name):
            raise OutsideNetwork(f"tests may not look up {name}")
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = guarded_getaddrinfo


def pytest_configure(config: pytest.Config) -> None:
    refuse_outside_network()


def is_on_postgresql() -> bool:
    return bool(django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"))


def uses_database(item: pytest.Item) -> bool:
    """Whether another database could make a difference to the test."""
    fixtures = {"db", "transactional_db", "site"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other database's run covers, and mark what needs the served site."""
    if is_on_postgresql():
        left_out = [item for item in items if item.get_closest_marker("browser") or not uses_database(item)]
    else:
        left_out = [item for item in items if item.get_closest_marker("postgresql")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.served)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Hand the reasons of skipped tests to `make test`, which closes with them."""
    if path := os.environ.get("SKIP_REPORT"):
        reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
        with Path(path).open("a") as report:
            report.writelines(f"{reason.removeprefix('Skipped: ')}\n" for reason in reasons)


if not is_on_postgresql():

    @pytest.fixture(scope="session")
    def django_db_setup(
        tmp_path_factory: pytest.TempPathFactory, django_test_environment: None, django_db_blocker: Any
    ) -> Iterator[None]:
        """Give this process its own copy of the migrated database."""
        own = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(migrated_database(), own)
        usual = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(own)
        yield
        with django_db_blocker.unblock():
            connection.close()
        connection.settings_dict["NAME"] = usual


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The whole portal, served with demo data, its worker and its simulated gateway, for all journeys."""
    database_url = os.environ["DATABASE_URL"] if is_on_postgresql() else ""
    with ServedSite(var_dir=tmp_path_factory.mktemp("site"), database_url=database_url) as served:
        yield served


@pytest.fixture(autouse=True)
def hotlines_are_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The header's hotlines are kept per process: unset, the first page of a run would cost a query more."""
    monkeypatch.setattr("centers.hotlines._kept", (float("inf"), []))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: Playwright allows one at a time in a thread, and some modules start their own.
    with launch_browser() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser, site: ServedSite) -> Iterator[Page]:
    """A Persian visitor's fresh tab at desktop width; relative addresses are the served site's."""
    context = browser.new_context(
        base_url=site.base_url, locale="fa-IR", timezone_id="Asia/Tehran", viewport=DESKTOP
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
