"""The main road of goods: offer them, the centre takes in a part, the donor sees it."""

import pytest
from playwright.sync_api import Page, expect

from portal.demo_staff import WORKPLACE
from tests.journeys.steps import WAY_NAMES, WAYS, find_center, press, rows, sign_in, tracking_code, visitor

pytestmark = pytest.mark.browser

CENTER = "مرکز مثبت زندگی دارابکلا"
MOBILE = "۰۹۱۲ ۰۰۰ ۰۰۰۰"
LAST_FOUR = "۰۰۰۰"


def fill_offer(page: Page, quantity: str = "۲۰") -> None:
    page.get_by_label("خوراک").check()
    page.get_by_label("شرح کالا").fill("برنج، کیسه‌های ده‌کیلویی")
    page.get_by_label("مقدار").fill(quantity)
    page.get_by_label("واحد").select_option("sack")
    page.get_by_label("نو", exact=True).check()
    page.get_by_label("هماهنگی تلفنی").check()
    page.get_by_label("شماره همراه").fill(MOBILE)
    page.get_by_label("پیامک").check()


@pytest.mark.parametrize(("window", "scripts"), WAYS, ids=WAY_NAMES)
def test_goods_go_from_the_offer_to_the_desk_and_the_donor_sees_it(browser, site, window, scripts):
    donor = visitor(browser, site, window=window, scripts=scripts)
    page = donor.new_page()
    find_center(page, "دارابكلا", CENTER)
    page.get_by_role("link", name="کمک کالایی").first.click()
    fill_offer(page)

    press(page, "ثبت پیشنهاد کالا")
    code = tracking_code(page)
    expect(page.locator("main")).to_contain_text(CENTER)

    worker = visitor(browser, site, window=window, scripts=scripts)
    desk = worker.new_page()
    sign_in(desk)
    desk.goto(f"/desk/{WORKPLACE}/")
    desk.get_by_label("کد پیگیری").fill(code)
    press(desk, "پیدا کن")
    desk.get_by_label("تعداد پذیرفته").fill("۱۲")
    desk.get_by_label("تعداد نپذیرفته").fill("۳")
    desk.get_by_label("دلیل نپذیرفتن").fill("تاریخ مصرف گذشته بود")
    press(desk, "ثبت تحویل")
    expect(desk.locator("main")).to_contain_text("ثبت شد")

    page.goto("/track/")
    page.get_by_label("کد پیگیری").fill(code)
    page.get_by_label("چهار رقم آخر").fill(LAST_FOUR)
    page.locator("main form button[type=submit]").click()
    main = page.locator("main")
    expect(main).to_contain_text("۱۲ پذیرفته شد")
    expect(main).to_contain_text("تاریخ مصرف گذشته بود")
    assert rows(
        site,
        """SELECT offer.status, intake.received, intake.accepted, intake.rejected, movement.quantity
        FROM donations_offer offer JOIN donations_offeritem item ON item.offer_id = offer.id
        JOIN donations_intake intake ON intake.item_id = item.id
        JOIN donations_stockmovement movement ON movement.intake_id = intake.id
        WHERE offer.tracking_code = ?""",
        code,
    ) == [("partly_received", 15, 12, 3, 12)]
    assert donor.cookies() == []
    donor.close()
    worker.close()


def test_an_offer_pressed_twice_is_one_offer(browser, site):
    context = visitor(browser, site, window=WAYS[0][0], scripts=False)
    page = context.new_page()
    page.goto(f"/give/goods/?center={WORKPLACE}")
    fill_offer(page, "۷۷")

    page.get_by_role("button", name="ثبت پیشنهاد کالا").dblclick()
    tracking_code(page)

    assert rows(site, "SELECT COUNT(*) FROM donations_offeritem WHERE pledged = 77") == [(1,)]
    context.close()
