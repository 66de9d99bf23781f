"""The main road of money: find a centre, give, pay, keep the receipt, follow the gift."""

import io
import time

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.steps import (
    PHONE,
    WAY_NAMES,
    WAYS,
    GiftRow,
    code_of_authority,
    fill_amount,
    find_center,
    gift_of,
    go_to_pay,
    press,
    rows,
    track,
    tracking_code,
    visitor,
)

pytestmark = pytest.mark.browser

CENTER = "مرکز مثبت زندگی دارابکلا"
ONE_CREDIT = GiftRow(amount=500_000, status="allocated", payments=1, transactions=1, receipts=1)


@pytest.mark.parametrize(("window", "scripts"), WAYS, ids=WAY_NAMES)
@pytest.mark.parametrize(
    "words", ["دارابکلا", "دارابكلا", "داراب‌کلا"], ids=["as written", "Arabic letters", "half-space"]
)
def test_a_neighbour_finds_a_center_gives_and_follows_the_gift(browser, site, window, scripts, words):
    context = visitor(browser, site, window=window, scripts=scripts)
    page = context.new_page()

    find_center(page, words, CENTER)
    page.get_by_role("link", name="کمک نقدی").first.click()
    fill_amount(page, "۵۰۰٬۰۰۰")
    go_to_pay(page)
    expect(page.get_by_text("۵۰۰٬۰۰۰").first).to_be_visible()
    press(page, "پرداخت")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    code = tracking_code(page)
    assert gift_of(site, code) == ONE_CREDIT
    receipt = page.locator("main a[href*='/pdf/']").first.get_attribute("href")
    pdf = context.request.get(receipt)
    assert pdf.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(pdf.body())).pages) == 1
    track(page, code)
    main = page.locator("main")
    expect(main).to_contain_text("پرداخت تأیید شد")
    expect(main).to_contain_text(CENTER)
    expect(main).to_contain_text("خودتان این مرکز را انتخاب کردید.")
    assert context.cookies() == []
    context.close()


@pytest.fixture
def page(browser, site):
    context = visitor(browser, site, window=PHONE, scripts=True)
    yield context.new_page()
    context.close()


def give(page, amount: str = "۵۰۰٬۰۰۰") -> str:
    page.goto("/give/")
    fill_amount(page, amount)
    return go_to_pay(page)


def test_a_cancelled_payment_can_be_paid_again(page, site):
    authority = give(page)
    press(page, "انصراف")

    expect(page.locator("main")).to_contain_text("پرداخت تأیید نشد")
    code = code_of_authority(site, authority)
    assert gift_of(site, code).status == "started"
    press(page, "پرداخت دوباره")
    press(page, "پرداخت")
    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    assert gift_of(site, code) == GiftRow(
        amount=500_000, status="allocated", payments=2, transactions=1, receipts=1
    )


def test_a_payment_whose_tab_was_closed_is_settled_within_a_minute(page, site):
    authority = give(page)
    press(page, "پرداخت و بستن صفحه")
    code = code_of_authority(site, authority)
    paid_at = time.monotonic()

    while gift_of(site, code) != ONE_CREDIT and time.monotonic() < paid_at + 60:
        time.sleep(1)

    assert gift_of(site, code) == ONE_CREDIT
    track(page, code)
    expect(page.locator("main")).to_contain_text("پرداخت تأیید شد")


def test_two_returns_at_once_are_one_credit(page, site):
    authority = give(page)

    press(page, "پرداخت با دو بازگشت")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    assert gift_of(site, code_of_authority(site, authority)) == ONE_CREDIT


def test_a_return_that_lies_is_not_believed(page, site):
    authority = give(page)

    press(page, "بازگشت دروغین")

    expect(page.locator("main")).not_to_contain_text("کمک شما ثبت شد")
    assert gift_of(site, code_of_authority(site, authority)).transactions == 0


def test_going_back_and_pressing_again_is_the_same_gift(page, site):
    authority = give(page)

    page.go_back()
    fill_amount(page, "۵۰۰٬۰۰۰")
    again = go_to_pay(page)
    press(page, "پرداخت")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    assert again == authority
    assert gift_of(site, code_of_authority(site, authority)) == ONE_CREDIT


def test_going_back_after_paying_does_not_pay_twice(page, site):
    authority = give(page)
    press(page, "پرداخت")
    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()

    for _ in range(3):
        page.go_back()
    page.goto(f"/give/return/?Authority={authority}&Status=NOK")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    assert gift_of(site, code_of_authority(site, authority)) == ONE_CREDIT


def test_refreshing_ten_times_is_one_credit(page, site):
    authority = give(page)
    press(page, "پرداخت")
    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()

    for _ in range(10):
        page.reload()
        page.goto(f"/give/return/?Authority={authority}&Status=OK")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    assert gift_of(site, code_of_authority(site, authority)) == ONE_CREDIT


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_is_one_gift(browser, site, scripts):
    rial, typed = (731_000, "۷۳۱٬۰۰۰") if scripts else (732_000, "۷۳۲٬۰۰۰")
    context = visitor(browser, site, window=PHONE, scripts=scripts)
    page = context.new_page()
    page.goto("/give/")
    fill_amount(page, typed)

    page.locator("main form button[type=submit]").dblclick()
    expect(page.get_by_text("این پرداخت شبیه‌سازی است").first).to_be_visible()
    press(page, "پرداخت")

    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()
    gifts = rows(site, "SELECT status FROM donations_gift WHERE amount = ?", rial)
    assert gifts == [("allocated",)]
    context.close()


def test_the_pages_of_a_giver_set_no_cookie_and_ask_nobody_else(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    give(page)
    press(page, "پرداخت")
    expect(page.get_by_role("heading", name="کمک شما ثبت شد")).to_be_visible()

    assert page.context.cookies() == []
    assert {url for url in asked if not url.startswith((site.base_url, site.simulator_url, "data:"))} == set()
