"""`make screenshots`: pictures every page on a phone and a desk, light, dark and printed, to be looked at."""

import re
import sys
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import launch_browser
from tests.journeys.pages import addresses
from tests.site import PROJECT, ServedSite

FOLDER = PROJECT / "var" / "screenshots"
WIDTHS = (360, 1280)
HEIGHT = 800
STAFF = {
    "admin": ("admin", "/admin/"),
    "desk": ("centre", "/desk/"),
}
"""Name → who signs in and which page."""
PASSWORD = "from portal.demo_staff import PASSWORD; print(PASSWORD)"


def main(names: list[str]) -> int:
    """Picture the named pages, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="hamsayeh-") as folder,
            launch_browser() as browser,
            ServedSite(var_dir=Path(folder)) as site,
        ):
            for name, path in addresses(site).items():
                if not names or name in names:
                    picture_page(browser, site, name, path)
            for name, (username, path) in STAFF.items():
                if not names or name in names:
                    picture_staff_page(browser, site, name, username, path)
    except pytest.skip.Exception as no_browser:
        print(no_browser, file=sys.stderr)
        return 1
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(PROJECT)}")
    return 0


def picture_page(browser: Browser, site: ServedSite, name: str, path: str) -> None:
    page = browser.new_page(base_url=site.base_url, locale="fa-IR", timezone_id="Asia/Tehran")
    page.goto(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, media="screen")
            save(page, f"{name}-{width}-{scheme}")
    page.emulate_media(color_scheme="light", media="print")
    save(page, f"{name}-print")
    page.close()


def picture_staff_page(browser: Browser, site: ServedSite, name: str, username: str, path: str) -> None:
    password = site.manage("shell", "--no-imports", "-c", PASSWORD).strip()
    page = browser.new_page(base_url=site.base_url, locale="fa-IR", timezone_id="Asia/Tehran")
    page.goto(path)
    page.locator("input[autocomplete=username], input[name=username], input[name=login]").first.fill(username)
    page.locator("input[type=password]").first.fill(password)
    page.locator("input[type=password]").first.press("Enter")
    # The desk leads on to the page of the only centre at which someone works.
    page.wait_for_url(re.compile(rf"^[^?]+{path}"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        save(page, f"{name}-{width}-light")
    page.close()


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(150)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
