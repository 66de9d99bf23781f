"""The giving page before anything is sent."""

import pytest
from django.test import Client

from centers.models import PlaceKind
from donations.giving.models import Gift, GivingSettings
from donations.public.destinations import code_of
from tests.builders.centers import a_center, a_place
from tests.donations.public.pages import checked_in, form_key_of, main_of, text_of

pytestmark = pytest.mark.django_db


def test_cold_page_names_where_the_need_is_greatest(donor: Client) -> None:
    page = donor.get("/give/")

    assert page.status_code == 200
    assert "مقصد کمک شما: هر جا نیاز بیشتر است" in text_of(page)
    assert "مرکز محله خودم" in text_of(page)


def test_center_is_named_as_the_destination(donor: Client) -> None:
    center = a_center(code="4021", name="گهرباران")

    page = donor.get("/give/?center=۴۰۲۱")

    assert f"شما به {center.full_name} کمک می‌کنید." in text_of(page)
    assert "اگر این مرکز نتوانست بپذیرد، به مرکز دیگری در همین شهرستان برسد" in text_of(page)


def test_place_is_named_as_the_destination_by_code_and_by_id(donor: Client) -> None:
    county = a_place(PlaceKind.COUNTY, name="میاندورود")

    by_code = donor.get(f"/give/?place={code_of(county)}")
    by_id = donor.get(f"/give/?place={county.pk}")

    assert "شما به شهرستان میاندورود، استان استانی کمک می‌کنید." in text_of(by_code)
    assert "شما به شهرستان میاندورود، استان استانی کمک می‌کنید." in text_of(by_id)


def test_nothing_is_chosen_or_ticked_beforehand(donor: Client) -> None:
    a_center(code="4021")

    page = donor.get("/give/?center=4021")

    assert checked_in(page) == []
    assert 'name="amount" dir="ltr"' in main_of(page)
    assert "عمومی" not in text_of(page)
    for attribute in (" required", "maxlength", "placeholder", "pattern=", 'type="number"'):
        assert attribute not in main_of(page)


def test_suggested_amounts_are_those_of_the_staff(donor: Client) -> None:
    GivingSettings.objects.create(pk=1, first_amount=700_000)

    page = donor.get("/give/")

    assert "۷۰۰٬۰۰۰ ریال (۷۰ هزار تومان)" in text_of(page)


def test_page_asks_four_queries_at_most_and_writes_nothing(
    donor: Client, django_assert_max_num_queries
) -> None:
    a_center(code="4021")

    with django_assert_max_num_queries(4):
        donor.get("/give/?center=4021")

    assert not GivingSettings.objects.exists()


def test_page_sets_no_cookie_and_each_copy_has_its_own_key(donor: Client) -> None:
    first, second = donor.get("/give/"), donor.get("/give/")

    assert not first.cookies
    assert first["Cache-Control"] == "private, no-cache"
    assert form_key_of(first) != form_key_of(second)


@pytest.mark.parametrize("status", ["planned", "temporarily_closed", "suspended", "closed"])
def test_center_that_may_not_receive_has_no_form(donor: Client, gateway, status: str) -> None:
    center = a_center(code="4021", status=status)

    page = donor.get("/give/?center=4021")
    posted = donor.post("/give/?center=4021", {"amount": "500000"})

    assert "این مرکز اکنون کمک نمی‌پذیرد" in text_of(page)
    assert "<form" not in main_of(page)
    assert f"/give/?place={code_of(center.county)}" in main_of(page)
    assert posted.status_code == 409
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "center=9999",
        "center=abc",
        "center=%00",
        "center=" + "9" * 60,
        "center=4021%20OR%201=1",
        "place=999999999999999",
        "place=c0",
        "place=x12",
        "place=%E2%80%AE12x",
        "place=%FF%FE",
    ],
)
def test_unknown_destination_is_said_to_be_unknown(donor: Client, query: str) -> None:
    page = donor.get(f"/give/?{query}")

    assert page.status_code == 404
    assert "این مقصد پیدا نشد" in text_of(page)


def test_form_is_sent_to_another_address_than_its_page_so_that_back_finds_the_same_key(
    donor: Client,
) -> None:
    cold = donor.get("/give/")
    a_center(code="4021")
    center = donor.get("/give/?center=4021")

    assert 'action="/give/?send=1"' in main_of(cold)
    assert 'action="/give/?center=4021&amp;send=1"' in main_of(center)


def test_gift_to_a_province_says_that_it_stays_there(donor: Client) -> None:
    province = a_place(PlaceKind.PROVINCE)

    page = donor.get(f"/give/?place={code_of(province)}")

    assert "یکی از مراکز همین استان آن را می‌گیرد." in text_of(page)
