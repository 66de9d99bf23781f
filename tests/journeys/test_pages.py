"""What holds on every kind of page: accessible, light, alone, whole without cookies and without scripts."""

from urllib.parse import urlsplit

import pytest

from tests.browser import run_axe, sideways_scroll
from tests.journeys.pages import PAGES, PUBLIC
from tests.journeys.steps import DESKTOP, visitor

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
MOST_BYTES = 150_000
MOST_REQUESTS = 12

SAID = """() => {
    // Filled or made by scripts alone: lines that announce, and buttons for what only a script can do.
    document.querySelectorAll("[role=status], [aria-live], copy-button button")
        .forEach((element) => element.style.display = "none");
    const shown = (element) => element.checkVisibility({visibilityProperty: true});
    return {
        title: document.title,
        text: document.querySelector("main").innerText.split("\\n").filter((line) => line.trim()),
        controls: [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(shown)
            .map((element) => [element.localName, element.innerText, element.getAttribute("href"),
                element.name]),
    };
}"""
"""Everything that the page says and offers."""


@pytest.fixture
def open_page(browser, site):
    """Opens a page in a browser of its own, as a visitor with these ways."""
    contexts = []

    def open_page(kind, **ways):
        contexts.append(visitor(browser, site, **{"window": DESKTOP, "scripts": True, **ways}))
        page = contexts[-1].new_page()
        PAGES[kind](page, site)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, kind):
    page = open_page(kind)
    found = {}
    scrolled = {}

    for scheme in ("light", "dark"):
        for window in (NARROW, DESKTOP):
            page.set_viewport_size(window)
            page.emulate_media(color_scheme=scheme)
            found[scheme, window["width"]] = run_axe(page)
            scrolled[scheme, window["width"]] = sideways_scroll(page)

    assert {where: violations for where, violations in found.items() if violations} == {}
    assert {where: pixels for where, pixels in scrolled.items() if pixels} == {}


@pytest.mark.parametrize("kind", PAGES)
def test_a_cold_page_is_light_and_asks_only_its_own_server(browser, site, kind):
    context = visitor(browser, site, window=DESKTOP, scripts=True)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    # The pages on the way to this one leave nothing behind that would make it lighter.
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    urls, sizes = {}, {}

    def ask(event):
        if event["type"] == "Document" and "redirectResponse" not in event:
            urls.clear()
            sizes.clear()
        urls[event["requestId"]] = event["request"]["url"]

    network.on("Network.requestWillBeSent", ask)
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )

    PAGES[kind](page, site)
    page.wait_for_load_state("networkidle")
    cookies = context.cookies()
    kept = page.evaluate("localStorage.length + sessionStorage.length")
    own = urlsplit(page.url).netloc
    context.close()

    asked = [url for url in urls.values() if not url.startswith("data:")]
    assert {urlsplit(url).netloc for url in asked} == {own}
    assert len(asked) <= MOST_REQUESTS, asked
    assert 0 < sum(sizes.values()) <= MOST_BYTES, (urls, sizes)
    assert kept == 0
    if kind in PUBLIC:
        assert cookies == []


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_says_and_offers_the_same_without_scripts(open_page, kind):
    with_scripts = open_page(kind, scripts=True).evaluate(SAID)
    without_scripts = open_page(kind, scripts=False).evaluate(SAID)

    assert with_scripts == without_scripts
