"""A real Chromium for tests, and the accessibility check that all of them share."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

AXE = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FINISH_TRANSITIONS = """() => {
    // Colours would be measured half-way; a change that is inherited may set off another.
    for (let round = 0; round < 5; round += 1)
        document.getAnimations().forEach((animation) => animation.finish());
}"""
NONE_FOUND = "no Chromium found: install Debian's `chromium`, or set CHROMIUM to the path of one"


class Violation(NamedTuple):
    """One broken rule: its name, what it says, and the elements that break it."""

    rule: str
    help: str
    elements: tuple[str, ...]


def find_chromium() -> str | None:
    """The first browser that exists: CHROMIUM, Debian's, Chrome; ``None`` leaves it to Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((place for place in PLACES if Path(place).exists()), None) or shutil.which("chrome")


@contextmanager
def launch_browser() -> Iterator[Browser]:
    """A headless browser; without one the test is skipped, or fails where ``CI=true``."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        # Playwright keeps an event loop running in this thread, and Django would take that for async code.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        try:
            yield browser
        finally:
            if before is None:
                del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
            browser.close()


def _launch(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
    except Error as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{NONE_FOUND} ({str(error).splitlines()[0]})")


def run_axe(page: Page, *, within: str = "body") -> list[Violation]:
    """What axe-core finds wrong on the page, its target size rule included; an empty list is the aim."""
    # Not a script tag: the site's content security policy refuses foreign scripts, and must.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(FINISH_TRANSITIONS)
    found: dict[str, Any] = page.evaluate(
        """([within, tags]) => axe.run(within === "body" ? document : within, {
            runOnly: {type: "tag", values: tags},
            rules: {"target-size": {enabled: true}},
            resultTypes: ["violations"],
        })""",
        [within, RULES],
    )
    return [
        Violation(rule["id"], rule["help"], tuple(node["html"][:200] for node in rule["nodes"]))
        for rule in found["violations"]
    ]


def sideways_scroll(page: Page) -> int:
    """How many CSS pixels the page is wider than its window; 0 is the aim."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
