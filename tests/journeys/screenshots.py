"""`make screenshots`: pictures every page on a phone and a desk, some dark or printed too, to look at."""

import os
import sys
import tempfile
from pathlib import Path

import django
import pytest
from playwright.sync_api import Browser, Page

from tests.browser import FINISH_TRANSITIONS, launch_browser
from tests.site import PROJECT, ServedSite

# The journeys name the demo's accounts, which are models.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from tests.journeys.pages import PAGES, Opener  # noqa: E402
from tests.journeys.steps import sign_in, visitor  # noqa: E402

FOLDER = PROJECT / "var" / "screenshots"
WINDOWS = ({"width": 360, "height": 740}, {"width": 1280, "height": 900})
DARK_TOO = {"home", "give", "center"}
PRINTED_TOO = {"receipt"}


def main(names: list[str]) -> int:
    """Picture the named pages, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    openers = {**PAGES, "admin": open_admin}
    pictures = 0
    try:
        with (
            launch_browser() as browser,
            tempfile.TemporaryDirectory(prefix="hamsayeh-") as folder,
            ServedSite(var_dir=Path(folder)) as site,
        ):
            for name in names or openers:
                pictures += picture(browser, site, name, openers[name])
    except pytest.skip.Exception as no_browser:
        print(no_browser, file=sys.stderr)
        return 1
    print(f"{pictures} pictures in {FOLDER.relative_to(PROJECT)}")
    return 0


def open_admin(page: Page, site: ServedSite) -> None:
    sign_in(page, role="administrator")
    page.goto("/admin/")


def picture(browser: Browser, site: ServedSite, name: str, open_page: Opener) -> int:
    """Picture one page in all its sizes and give their number."""
    taken = 0
    context = visitor(browser, site, window=WINDOWS[0], scripts=True)
    page = context.new_page()
    open_page(page, site)
    for window in WINDOWS:
        page.set_viewport_size(window)
        for scheme in ("light", "dark") if name in DARK_TOO else ("light",):
            page.emulate_media(color_scheme=scheme, media="screen")
            save(page, f"{name}-{window['width']}-{scheme}")
            taken += 1
    if name in PRINTED_TOO:
        page.emulate_media(color_scheme="light", media="print")
        save(page, f"{name}-print")
        taken += 1
    context.close()
    return taken


def save(page: Page, name: str) -> None:
    page.evaluate(FINISH_TRANSITIONS)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
