"""What holds on every kind of public page: accessible, light, alone, without cookies and without scripts."""

import pytest

from tests.browser import run_axe, sideways_scroll
from tests.journeys.pages import KINDS, addresses
from tests.journeys.steps import DESKTOP, visitor

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
MOST_BYTES = 150_000
MOST_REQUESTS = 12


@pytest.fixture(scope="module")
def paths(site):
    return addresses(site)


@pytest.fixture(scope="module")
def context(browser, site):
    """One visitor for all accessibility checks: starting a browser's visit costs more than a check."""
    opened = visitor(browser, site, window=NARROW, scripts=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(context, paths, kind):
    page = context.new_page()
    found = {}
    scrolled = {}

    for scheme in ("light", "dark"):
        for window in (NARROW, DESKTOP):
            page.set_viewport_size(window)
            page.emulate_media(color_scheme=scheme)
            page.goto(paths[kind])
            found[scheme, window["width"]] = run_axe(page)
            scrolled[scheme, window["width"]] = sideways_scroll(page)
    page.close()

    assert {where: violations for where, violations in found.items() if violations} == {}
    assert {where: pixels for where, pixels in scrolled.items() if pixels} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_cold_page_is_light_and_asks_only_this_site(browser, site, paths, kind):
    context = visitor(browser, site, window=DESKTOP, scripts=True)
    page = context.new_page()
    sizes = {}
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.requestWillBeSent", lambda event: sizes.setdefault(event["request"]["url"], 0))
    urls = {}
    network.on(
        "Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]})
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({urls.get(event["requestId"], ""): event["encodedDataLength"]}),
    )

    page.goto(paths[kind], wait_until="networkidle")
    cookies = context.cookies()
    kept = page.evaluate("localStorage.length + sessionStorage.length")
    context.close()

    asked = [url for url in sizes if url and not url.startswith("data:")]
    assert [url for url in asked if not url.startswith(site.base_url)] == []
    assert len(asked) <= MOST_REQUESTS, asked
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert cookies == []
    assert kept == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_the_same_without_scripts(browser, site, paths, kind):
    said = []

    for scripts in (True, False):
        context = visitor(browser, site, window=DESKTOP, scripts=scripts)
        page = context.new_page()
        page.goto(paths[kind])
        said.append(page.locator("h1").inner_text())
        said.append(page.locator("main").inner_text().split("\n")[0])
        context.close()

    assert said[:2] == said[2:]
