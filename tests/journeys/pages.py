"""Every kind of public page on the served site with its demo data, and how a visitor comes to it."""

from collections.abc import Callable
from pathlib import Path

import requests
from playwright.sync_api import Page

from portal.demo_staff import WORKPLACE
from tests.journeys.steps import rows, sign_in, start_gift, submit
from tests.site import PROJECT, ServedSite

Opener = Callable[[Page, ServedSite], None]
"""Brings a visitor's tab to a page, with or without scripts."""

DEMO_LAST_DIGITS = "۰۰۰۰"
PENDING_RIAL = 612_000
FAILED_RIAL = 613_000
"""Amounts by which the two unpaid gifts are known, so that each is started once for a served site."""


def at(path: str) -> Opener:
    """A page whose address is always the same."""

    def open_page(page: Page, site: ServedSite) -> None:
        page.goto(path)

    return open_page


def at_found(pattern: str, query: str) -> Opener:
    """A page whose address has in it the first row that ``query`` finds."""

    def open_page(page: Page, site: ServedSite) -> None:
        page.goto(pattern.format(*rows(site, query)[0]))

    return open_page


def as_file(path: Path) -> Opener:
    """A page that the web server shows when the portal cannot."""

    def open_page(page: Page, site: ServedSite) -> None:
        page.goto(path.as_uri())

    return open_page


def sent(path: str, **typed: str) -> Opener:
    """What comes when the form at ``path`` is sent with these fields, by name."""

    def open_page(page: Page, site: ServedSite) -> None:
        page.goto(path)
        for name, text in typed.items():
            page.locator(f"main [name={name}]").fill(text)
        submit(page)

    return open_page


def open_article(page: Page, site: ServedSite) -> None:
    ((code,),) = rows(site, "SELECT MAX(code) FROM news_articlepage")
    # The short address leads there; going there at once keeps the redirect out of the page's weight.
    page.goto(requests.get(f"{site.base_url}/n/{code}/", timeout=60).url)


def open_news_month(page: Page, site: ServedSite) -> None:
    page.goto("/news/archive/")
    page.goto(page.locator(".news-months a").first.get_attribute("href") or "")


def open_pending_result(page: Page, site: ServedSite) -> None:
    page.goto(f"/give/result/{unpaid_token(site, PENDING_RIAL)}/")


def open_failed_result(page: Page, site: ServedSite) -> None:
    page.goto(f"/give/result/{unpaid_token(site, FAILED_RIAL, cancel=True)}/")


def unpaid_token(site: ServedSite, rial: int, *, cancel: bool = False) -> str:
    """The token of the unpaid gift of this amount, started (and cancelled at the gateway) if need be."""
    query = "SELECT token FROM donations_gift WHERE amount = ?"
    if not rows(site, query, rial):
        authority = start_gift(site, rial)
        if cancel:
            pay = f"{site.simulator_url}/simulator/pay/{authority}"
            done = requests.post(pay, json={"action": "cancel"}, timeout=30)
            requests.get(done.json()["return_to"], timeout=60).raise_for_status()
    ((token,),) = rows(site, query, rial)
    return str(token)


def open_tracked_gift(page: Page, site: ServedSite) -> None:
    ((code,),) = rows(
        site, "SELECT tracking_code FROM donations_gift WHERE status = 'allocated' ORDER BY id LIMIT 1"
    )
    sent("/track/", code=code)(page, site)


def open_tracked_offer(page: Page, site: ServedSite) -> None:
    ((code,),) = rows(site, "SELECT tracking_code FROM donations_offer ORDER BY id LIMIT 1")
    sent("/track/", code=code, last_digits=DEMO_LAST_DIGITS)(page, site)


def at_desk(pattern: str) -> Opener:
    """A page of the demo centre's desk, for its staff; ``{}`` is the tracking code of an offer made to it."""

    def open_page(page: Page, site: ServedSite) -> None:
        ((code,),) = rows(
            site,
            "SELECT tracking_code FROM donations_offer WHERE status IN ('routed', 'partly_received')"
            " AND center_id = (SELECT id FROM centers_center WHERE code = ?) ORDER BY id LIMIT 1",
            WORKPLACE,
        )
        if not page.context.cookies():
            sign_in(page)
        page.goto(f"/desk/{WORKPLACE}/{pattern.format(code)}")

    return open_page


ACTIVE = "SELECT code, slug FROM centers_center WHERE status = 'active' ORDER BY code LIMIT 1"
PLANNED = "SELECT code, slug FROM centers_center WHERE status = 'planned' ORDER BY code LIMIT 1"

PUBLIC: dict[str, Opener] = {
    "home": at("/"),
    "finder": at("/centers/"),
    "finder-found": at("/centers/?q=سورک"),
    "finder-nothing": at("/centers/?q=کجاآباد"),
    "center": at_found("/centers/{}-{}/", ACTIVE),
    "center-planned": at_found("/centers/{}-{}/", PLANNED),
    "services": at("/services/"),
    "service": at_found(
        "/services/{}/", "SELECT slug FROM centers_service WHERE name <> '' ORDER BY id LIMIT 1"
    ),
    "hotlines": at("/hotlines/"),
    "news": at("/news/"),
    "news-group": at_found("/news/{}/", "SELECT slug FROM news_newsgroup ORDER BY sort_order LIMIT 1"),
    "news-archive": at("/news/archive/"),
    "news-month": open_news_month,
    "article": open_article,
    "standing": at_found(
        "/{}/",
        "SELECT page.slug FROM wagtailcore_page page JOIN home_standardpage ON page_ptr_id = page.id"
        " ORDER BY page.id LIMIT 1",
    ),
    "give": at("/give/"),
    "give-center": at_found("/give/?center={}", ACTIVE),
    "give-closed": at_found("/give/?center={}", PLANNED),
    "give-unknown": at("/give/?center=999999"),
    "give-errors": sent("/give/", amount="دوازده", mobile="۱۲۳"),
    "goods": at("/give/goods/"),
    "goods-center": at_found("/give/goods/?center={}", ACTIVE),
    "goods-closed": at_found("/give/goods/?center={}", PLANNED),
    "goods-errors": sent("/give/goods/", quantity="هیچ"),
    "goods-thanks": at_found(
        "/give/goods/thanks/{}/", "SELECT token FROM donations_offer ORDER BY id LIMIT 1"
    ),
    "pending": open_pending_result,
    "failed": open_failed_result,
    "unknown-payment": at("/give/return/?Authority=wrong&Status=OK"),
    "thanks": at_found(
        "/give/thanks/{}/", "SELECT token FROM donations_gift WHERE status = 'allocated' ORDER BY id LIMIT 1"
    ),
    "receipt": at_found(
        "/receipts/{}-{:06d}/?key={}", "SELECT jyear, number, key FROM donations_receipt ORDER BY id LIMIT 1"
    ),
    "receipt-unknown": at("/receipts/1404-999999/?key=wrong"),
    "track": at("/track/"),
    "track-errors": sent("/track/", code="۱۲۳"),
    "tracked-gift": open_tracked_gift,
    "tracked-offer": open_tracked_offer,
    "missing": at("/no-such-page/"),
    "broken": as_file(PROJECT / "templates" / "500.html"),
    "closed-for-work": as_file(PROJECT / "templates" / "503.html"),
}
"""Name → how to come there; none of these may leave a cookie."""

STAFF: dict[str, Opener] = {
    "sign-in": at("/accounts/login/"),
    "desk": at_desk(""),
    "desk-offer": at_desk("offers/{}/"),
    "desk-stock": at_desk("stock/"),
}
"""Name → how to come there; signing in takes a cookie."""

PAGES = PUBLIC | STAFF
