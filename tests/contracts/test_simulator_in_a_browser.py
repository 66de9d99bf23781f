"""The simulator's pages work for a person: on a small screen, by keyboard, without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from donations.gateway.port import Opened
from donations.gateway.simulator.server import Simulator
from tests.browser import launch_browser, run_axe, sideways_scroll
from tests.builders.gateway import open_request, running_simulator, zarinpal
from tests.contracts.server import ScriptedServer, http, send

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("simulator-browser")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch_browser() as launched:
        yield launched


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    with running_simulator(tmp_path) as running:
        yield running


@pytest.fixture
def opened(simulator: Simulator, server: ScriptedServer) -> Opened:
    site = server.address(send(http("<title>بازگشت</title>".encode(), 200, (("Content-Type", "text/html"),))))
    return zarinpal(simulator.url).open(open_request(callback_url=f"{site}/give/return/"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        yield context.new_page()


def assert_is_usable(page: Page) -> None:
    assert sideways_scroll(page) == 0
    assert run_axe(page) == []


def test_every_page_is_usable_on_a_small_screen(simulator: Simulator, opened: Opened, page: Page) -> None:
    page.goto(simulator.url)
    assert_is_usable(page)
    page.goto(opened.pay_url)
    assert_is_usable(page)
    page.get_by_role("button", name="بستن صفحه بدون پرداخت").click()
    assert_is_usable(page)
    page.goto(opened.pay_url)
    page.get_by_role("button", name="پرداخت و بستن صفحه").click()
    assert_is_usable(page)
    page.goto(opened.pay_url)
    assert_is_usable(page)


def test_a_payment_is_made_by_keyboard_and_without_scripts(
    simulator: Simulator, opened: Opened, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(opened.pay_url)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/give/return/**")

        assert page.url.endswith(f"/give/return/?Authority={opened.authority}&Status=OK")
    assert simulator.store.totals()["paid_rial"] == 500_000


def test_a_page_left_by_the_back_button_pays_no_second_time(
    simulator: Simulator, opened: Opened, page: Page
) -> None:
    page.goto(opened.pay_url)
    page.get_by_role("button", name="پرداخت", exact=True).click()
    page.go_back()
    page.goto(opened.pay_url)

    assert page.get_by_role("button").count() == 0
    assert simulator.store.totals()["paid"] == 1
