"""The gallery in a real browser: open to all, never wider than the window, helped by its scripts."""

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from django.urls import path
from playwright.sync_api import Browser, Page

from portal.gallery import gallery
from portal.urls import urlpatterns as site_urlpatterns
from tests.browser import launch_browser, run_axe, sideways_scroll

pytestmark = pytest.mark.browser


urlpatterns = [path("gallery/", gallery), *site_urlpatterns]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch_browser() as running:
        yield running


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(ROOT_URLCONF=__name__), pytest.MonkeyPatch.context() as patch:
        # The strip then shows its fixed numbers, and nothing here needs a database.
        patch.setattr("centers.templatetags.directory.strip_hotlines", list)
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
        server.start()
        server.is_ready.wait()
        assert not server.error
        yield f"http://127.0.0.1:{server.port}/gallery/"
        server.terminate()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def amount_page(browser: Browser, address: str) -> Iterator[Page]:
    """One page for the whole table of amounts: each row fills the box anew."""
    opened = browser.new_page()
    opened.goto(address)
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_gallery_breaks_no_accessibility_rule(browser, address, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)

    violations = run_axe(page)

    assert violations == []
    page.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_gallery_is_never_wider_than_the_window(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})

    page.goto(address)

    assert sideways_scroll(page) == 0
    page.close()


def test_text_of_double_size_fits_the_window(browser, address):
    page = browser.new_page(viewport={"width": 640, "height": 900})
    page.goto(address)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert sideways_scroll(page) == 0
    page.close()


def test_wider_text_spacing_cuts_nothing(page):
    page.evaluate(
        """() => {
            const style = new CSSStyleSheet();
            style.replaceSync("* {line-height: 1.5 !important; word-spacing: .16em !important}"
                + "p {margin-block-end: 2em !important}");
            document.adoptedStyleSheets.push(style);
        }"""
    )

    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *:not(.visually-hidden, .honeypot, .honeypot *)")]
            .filter((box) => ["hidden", "clip"].includes(getComputedStyle(box).overflowY))
            .filter((box) => box.scrollHeight > box.clientHeight + 1)
            .map((box) => box.outerHTML)"""
    )

    assert cut == []
    assert sideways_scroll(page) == 0


def test_controls_are_at_least_44_pixels_high(page):
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            ".button, .field input:not([type=radio], [type=checkbox]), .field select, .choice label"
            + ", .back-link, .main-nav a, .brand, .pagination__step, .search-box input"
        )].filter((box) => box.offsetHeight && box.offsetHeight < 44).map((box) => box.outerHTML)"""
    )

    assert small == []


def test_skip_link_is_the_first_stop_and_leads_to_main(page):
    page.evaluate(
        "document.querySelector('error-summary').remove(); document.body.tabIndex = -1; document.body.focus()"
    )

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert first == "skip-link"
    assert page.evaluate("document.activeElement.id") == "main"


def test_error_summary_takes_the_focus_and_its_links_reach_the_fields(page):
    focused = page.evaluate("document.activeElement.localName")

    targets = page.eval_on_selector_all(".error-summary a", "links => links.map((link) => link.hash)")
    page.click(".error-summary a")

    assert focused == "error-summary"
    assert targets
    assert all(page.query_selector(target) for target in targets)
    assert page.evaluate("document.activeElement.id") == targets[0].removeprefix("#")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("۵۰۰۰۰۰", "معادل ۵۰ هزار تومان – پانصد هزار ریال"),
        ("500,000", "معادل ۵۰ هزار تومان – پانصد هزار ریال"),
        ("۵۰٬۰۰۰ تومان", "معادل ۵۰ هزار تومان – پانصد هزار ریال"),
        ("١٢٥٠٠٠٠", "معادل ۱۲۵ هزار تومان – یک میلیون و دویست و پنجاه هزار ریال"),
        ("500.000", ""),
        ("12abc", ""),
        ("5000,00", ""),
        ("", ""),
    ],
)
def test_amount_is_repeated_in_toman_and_in_words_only_when_it_is_plain(amount_page, typed, shown):
    box = amount_page.locator("#id_give-amount")

    box.fill("۱")
    box.fill(typed)
    amount_page.wait_for_timeout(600)

    assert amount_page.locator("amount-echo[data-for=id_give-amount] [role=status]").inner_text() == shown


def test_form_is_sent_once_however_often_it_is_clicked(page):
    sent = page.evaluate(
        """() => {
            const form = document.createElement("form");
            const source = document.querySelector("submit-once").outerHTML;
            form.innerHTML = source;
            document.querySelector("main").append(form);
            let sent = 0;
            form.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) sent += 1;
                event.preventDefault();
            });
            const button = form.querySelector("button");
            button.click();
            button.click();
            const status = form.querySelector("[role=status]").textContent;
            window.dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
            button.click();
            return [sent, status, button.disabled];
        }"""
    )

    assert sent == [2, "در حال ارسال…", False]


def test_focus_shows_as_outline_and_ring(page):
    page.locator("[data-component=button] button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")

    style = page.evaluate(
        """() => {
            const style = getComputedStyle(document.activeElement);
            return [style.outlineWidth, style.boxShadow];
        }"""
    )

    assert style[0] == "3px"
    assert "6px" in style[1]


def test_paper_shows_no_navigation_and_no_forms(page):
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator(".print-title").is_visible()
    assert not page.locator(".site-header").is_visible()
    assert not page.locator(".site-footer").is_visible()
    assert not page.locator(".search-box").first.is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16


def test_page_asks_only_this_site_and_seldom(browser, address):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))

    page.goto(address, wait_until="networkidle")

    origin = address.removesuffix("/gallery/")
    assert all(url.startswith((origin, "data:")) for url in asked)
    assert len(asked) <= 12
    assert problems == []
    page.close()
