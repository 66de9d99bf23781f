"""Tracking: the dated steps for whoever knows the code, the same answer for everybody else."""

import pytest
from django.test import Client

from donations.giving.models import Gift
from donations.giving.queries import gifts_with_shares, timeline_of_gift
from donations.giving.settlement import check
from donations.history import DONOR
from portal.identifiers import new_tracking_code
from tests.builders.centers import a_center
from tests.builders.donations import (
    AT,
    ScriptedGateway,
    a_finished_gift,
    a_gift,
    a_paid_payment,
    an_awaiting_payment,
    answer,
)
from tests.builders.inkind import an_offer
from tests.donations.public.pages import main_of, text_of

pytestmark = pytest.mark.django_db

NOTHING_FOUND = "با این کد و این چهار رقم کمکی پیدا نشد؛ هر دو را با رسید خود بسنجید"


def ask(donor: Client, code: str, digits: str = "", **extra):
    return donor.post("/track/", {"code": code, "last_digits": digits}, **extra)


def test_form_may_be_kept_by_every_cache(donor: Client) -> None:
    page = donor.get("/track/")

    assert page.status_code == 200
    assert page["Cache-Control"] == "public, max-age=300"
    assert "X-Robots-Tag" not in page
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_code_in_the_address_only_fills_the_box(donor: Client) -> None:
    gift = a_finished_gift(center=a_center())

    page = donor.get("/track/", {"code": gift.tracking_code})

    assert f'value="{gift.tracking_code}"' in main_of(page)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    assert "پرداخت تأیید شد" not in text_of(page)


def test_steps_of_a_gift_are_told_with_their_days_and_reasons(donor: Client) -> None:
    center = a_center(name="گهرباران")
    gift = a_finished_gift(center=center)

    page = ask(donor, gift.tracking_code)

    words = text_of(page)
    assert page.status_code == 200
    steps = [
        "کمک ثبت شد",
        "پرداخت تأیید شد",
        "شماره مرجع بانک",
        f"به {center.full_name} اختصاص یافت",
        "خودتان این مرکز را انتخاب کردید.",
        "صرف کمک در مرکز",
    ]
    places = [words.index(step) for step in steps]
    assert places == sorted(places)
    assert 'datetime="2026-11-21T12:00:00+03:30"' in main_of(page)
    assert f"/receipts/{gift.receipt.serial}/?key=" in main_of(page)
    assert page["Cache-Control"] == "private, no-cache"
    assert not page.cookies


@pytest.mark.parametrize("shape", ["{0} {1} {2}", "{0}-{1}-{2}", " {0}{1}{2} "])
def test_code_is_read_in_any_writing(donor: Client, shape: str) -> None:
    code = a_finished_gift(center=a_center()).tracking_code
    typed = shape.format(code[:4], code[4:8], code[8:]).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert "راه کمک شما" in text_of(ask(donor, typed))


def test_gift_with_a_mobile_needs_its_last_four_digits(donor: Client) -> None:
    code = a_finished_gift(center=a_center(), donor_mobile="09123456789").tracking_code

    right, wrong, none = ask(donor, code, "۶۷۸۹"), ask(donor, code, "6780"), ask(donor, code)

    assert "راه کمک شما" in text_of(right)
    assert (wrong.status_code, none.status_code) == (422, 422)
    assert NOTHING_FOUND in text_of(wrong)


def test_answer_is_the_same_for_a_code_that_exists_and_one_that_does_not(donor: Client) -> None:
    known = a_finished_gift(center=a_center(), donor_mobile="09123456789").tracking_code
    unknown = new_tracking_code()

    first, second = ask(donor, known, "0000"), ask(donor, unknown, "0000")

    assert first.status_code == second.status_code
    assert main_of(first).replace(known, "") == main_of(second).replace(unknown, "")


@pytest.mark.parametrize(
    "typed", ["", "123", "1234 5678 9012 3", "abc", "۱۱۱۱۱۱۱۱۱۱۱۲", "\x00", "\u202e12", "9" * 100_000]
)
def test_code_that_cannot_be_one_is_answered_with_an_example(donor: Client, typed: str) -> None:
    page = ask(donor, typed)

    assert page.status_code == 422
    assert "کد پیگیری ۱۲ رقم است، مانند ۱۲۳۴ ۵۶۷۸ ۹۰۱۲" in text_of(page)
    assert text_of(page).startswith("خطا: ")


@pytest.mark.parametrize("typed", ["123", "abcd", "12345", "²²²²"])
def test_digits_that_cannot_be_four_are_asked_for_again(donor: Client, typed: str) -> None:
    page = ask(donor, new_tracking_code(), typed)

    assert page.status_code == 422
    assert "چهار رقم آخر شماره همراه را بنویسید، مانند ۴۵۶۷" in text_of(page)


def test_code_is_shut_after_ten_wrong_answers_to_the_right_one_too(donor: Client) -> None:
    code = a_finished_gift(center=a_center(), donor_mobile="09123456789").tracking_code
    for number in range(10):
        assert ask(donor, code, "0000", REMOTE_ADDR=f"10.0.0.{number}").status_code == 422

    shut = ask(donor, code, "6789", REMOTE_ADDR="10.0.1.1")

    assert shut.status_code == 429
    assert "تعداد تلاش‌ها زیاد است" in text_of(shut)


def test_unknown_code_is_shut_just_the_same(donor: Client) -> None:
    code = new_tracking_code()
    for _ in range(10):
        ask(donor, code)

    assert ask(donor, code).status_code == 429


def test_address_is_shut_after_sixty_wrong_codes(donor: Client) -> None:
    code = a_finished_gift(center=a_center()).tracking_code
    for _ in range(60):
        ask(donor, new_tracking_code())

    assert ask(donor, code).status_code == 429
    assert ask(donor, code, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_right_answers_are_never_counted(donor: Client) -> None:
    code = a_finished_gift(center=a_center()).tracking_code

    assert {ask(donor, code).status_code for _ in range(12)} == {200}


def test_unpaid_gift_offers_to_look_at_its_payment(donor: Client) -> None:
    gift = an_awaiting_payment().gift

    page = ask(donor, gift.tracking_code)

    assert f'href="/give/result/{gift.token}/"' in main_of(page)
    assert "پرداخت تأیید شد" not in text_of(page)


def test_gift_that_waits_for_a_center_says_so(donor: Client) -> None:
    gift = a_paid_payment().gift

    assert "در انتظار تخصیص" in text_of(ask(donor, gift.tracking_code))


def test_offer_of_goods_is_found_by_its_code_and_its_digits(donor: Client) -> None:
    offer = an_offer(donor_mobile="09121234567")

    right, wrong = ask(donor, offer.tracking_code, "4567"), ask(donor, offer.tracking_code)

    assert "راه کالای شما" in text_of(right)
    assert wrong.status_code == 422
    assert NOTHING_FOUND in text_of(wrong)


def test_page_names_nobody(donor: Client) -> None:
    gift = a_finished_gift(
        center=a_center(), donor_name="مریم کریمی", on_behalf_of="مادرم", donor_mobile="09123456789"
    )

    words = ask(donor, gift.tracking_code, "6789").content.decode()

    assert "مریم" not in words
    assert "مادرم" not in words
    assert "09123456789" not in words


def test_result_asks_six_queries_at_most(donor: Client, django_assert_max_num_queries) -> None:
    for _ in range(3):
        a_center()
    code = a_finished_gift(amount=100_000_000).tracking_code

    with django_assert_max_num_queries(6):
        page = ask(donor, code)

    assert text_of(page).count("اختصاص یافت") == 3


def test_timeline_tells_every_turn_of_the_payments_in_order() -> None:
    a_center()
    gift = a_gift()
    first = an_awaiting_payment(gift)
    check(payment=first, gateway=ScriptedGateway(answer("not_paid", -51)), by=DONOR, at=AT)
    a_paid_payment(gift)
    check(payment=first, gateway=ScriptedGateway(), by=DONOR, at=AT)

    titles = [event.title for event in timeline_of_gift(gifts_with_shares().get(pk=gift.pk))]

    assert titles == ["کمک ثبت شد", "پرداخت انجام نشد", "پرداخت تأیید شد", "پرداخت دوم رسید"]


def test_form_filled_by_a_program_finds_nothing(donor: Client) -> None:
    gift = a_finished_gift(center=a_center())

    page = donor.post("/track/", {"code": gift.tracking_code, "website": "x"})

    assert page.status_code == 422
    assert Gift.objects.count() == 1
