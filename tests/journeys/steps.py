"""The steps that journeys share, in the words a visitor reads on the page."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.demo_staff import ACCOUNTS
from portal.text import latin_digits
from tests.site import ServedSite

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WAYS = [
    (PHONE, True),
    (PHONE, False),
    (DESKTOP, True),
    (DESKTOP, False),
]
"""Window size, and whether scripts run."""
WAY_NAMES = ["phone", "phone without scripts", "desktop", "desktop without scripts"]


@dataclass(frozen=True)
class GiftRow:
    """A gift as the database has it after a journey.  ``amount`` in rial."""

    amount: int
    status: str
    payments: int
    transactions: int
    receipts: int


def visitor(browser: Browser, site: ServedSite, *, window: dict[str, int], scripts: bool) -> BrowserContext:
    """A visitor with an empty browser."""
    context = browser.new_context(
        base_url=site.base_url,
        viewport=window,
        java_script_enabled=scripts,
        locale="fa-IR",
        timezone_id="Asia/Tehran",
    )
    context.set_default_timeout(30_000)
    return context


def find_center(page: Page, words: str, name: str) -> None:
    """From the home page to the page of the centre called ``name``."""
    page.goto("/")
    page.get_by_label("نام محله، شهر یا مرکز").fill(words)
    page.get_by_role("button", name="پیدا کن").click()
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def fill_amount(page: Page, amount: str) -> None:
    page.get_by_label("مبلغ دلخواه، به ریال").fill(amount)


def go_to_pay(page: Page) -> str:
    """Press the pay button and give the authority of the payment page."""
    submit(page)
    expect(page.get_by_text("این پرداخت شبیه‌سازی است").first).to_be_visible()
    return page.url.rsplit("/", 1)[-1]


def submit(page: Page) -> None:
    """Send the page's only form."""
    page.locator("main form button[type=submit]").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tracking_code(page: Page) -> str:
    """The 12 digits that the page shows, once it shows them."""
    expect(page.locator("main")).to_contain_text(re.compile(r"[۰-۹]{4} ?[۰-۹]{4} ?[۰-۹]{4}"))
    found = re.search(r"\b\d{4} ?\d{4} ?\d{4}\b", latin_digits(page.locator("main").inner_text()))
    assert found, page.locator("main").inner_text()
    return found.group().replace(" ", "")


def track(page: Page, code: str) -> None:
    """Follow the gift or offer with this code, which was given without a mobile number."""
    page.goto("/track/")
    page.get_by_label("کد پیگیری").fill(code)
    submit(page)


def sign_in(page: Page, role: str = "centre staff") -> None:
    """Sign in as the demo's person with this role, from the desk."""
    ((username, password),) = [(name, password) for known, name, password in ACCOUNTS if known == role]
    page.goto("/desk/")
    page.get_by_label("نام کاربری").fill(username)
    page.get_by_label("گذرواژه", exact=True).fill(password)
    press(page, "وارد می‌شوم")


def start_gift(site: ServedSite, rial: int) -> str:
    """Send the giving form without a browser and give the authority of the payment page it leads to."""
    address = f"{site.base_url}/give/"
    (form_key,) = re.findall(r'name="form_key" value="([0-9a-f]+)"', requests.get(address, timeout=60).text)
    fields = {"form_key": form_key, "amount": str(rial)}
    sent = requests.post(address, data=fields, allow_redirects=False, timeout=60)
    assert sent.status_code == 303, sent.text
    return urlsplit(sent.headers["Location"]).path.rsplit("/", 1)[-1]


def rows(site: ServedSite, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Read the served site's SQLite database."""
    with closing(sqlite3.connect(f"file:{site.var_dir}/hamsayeh.sqlite3?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()


def gift_of(site: ServedSite, code: str) -> GiftRow:
    """What the database holds of the gift with this tracking code."""
    ((amount, status, payments, transactions, receipts),) = rows(
        site,
        """SELECT gift.amount, gift.status,
        (SELECT COUNT(*) FROM donations_payment payment WHERE payment.gift_id = gift.id),
        (SELECT COUNT(*) FROM donations_payment payment
            JOIN donations_transaction entry ON entry.id = payment.transaction_id
            WHERE payment.gift_id = gift.id),
        (SELECT COUNT(*) FROM donations_receipt receipt WHERE receipt.gift_id = gift.id)
        FROM donations_gift gift WHERE gift.tracking_code = ?""",
        code,
    )
    return GiftRow(amount, status, payments, transactions, receipts)


def code_of_authority(site: ServedSite, authority: str) -> str:
    """The tracking code of the gift whose payment has this authority."""
    ((code,),) = rows(
        site,
        "SELECT gift.tracking_code FROM donations_gift gift"
        " JOIN donations_payment payment ON payment.gift_id = gift.id WHERE payment.authority = ?",
        authority,
    )
    return str(code)
