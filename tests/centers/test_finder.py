"""Finding centres: as people type, with wrong letters, and by filters."""

from datetime import UTC, datetime

import pytest

from centers.finder import Criteria, find_centers, is_one_slip_away, suggest
from centers.models import Place

SATURDAY_NOON = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
ZWNJ = "\u200c"


def codes(**criteria) -> list[str]:
    found = find_centers(Criteria(**criteria), at=SATURDAY_NOON)
    return [center.code for center in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("دارابکلا", "022501"),
        ("دارابكلا", "022501"),
        (f"داراب{ZWNJ}کلا", "022501"),
        ("داراب کلا", "022501"),
        ("  دارابکلا  ", "022501"),
        ("داراب", "022501"),
        ("روستای دارابکلا", "022501"),
        ("مرکز مثبت زندگی دارابکلا", "022501"),
        (f"مثبت{ZWNJ}زندگی دارابکلا", "022501"),
        ("مثبتزندگی دارابکلا", "022501"),
        ("مرکز مثبت زندگي دارابكلا", "022501"),
        ("دارابکلا میاندورود", "022501"),
        ("دارابکلا مازندران", "022501"),
        ("بادله", "022502"),
        ("بادلة", "022502"),
        ("اسلام آباد میاندورود", "022503"),
        ("اسلام اباد میاندورود", "022503"),
        (f"اسلام{ZWNJ}آباد میاندورود", "022503"),
        ("اسلامآباد میاندورود", "022503"),
        ("شهریارکنده", "022504"),
        ("شهريار كنده", "022504"),
        ("سورک ۱", "022505"),
        ("سورک ٢", "022506"),
        ("سورک 2", "022506"),
        ("سورك شماره ۲", "022506"),
        ("طبقده", "022507"),
        ("گهرباران", "022507"),
        ("كهرباران", None),
        ("گُهرباران", "022507"),
        ("طبـــقده", "022507"),
        ("بخش گهرباران", "022507"),
        ("022507", "022507"),
        ("۰۲۲۵۰۷", "022507"),
    ],
)
def test_a_centre_is_found_as_people_type_it(demo, typed, expected):
    found = codes(text=typed)

    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("سورک", 2),
        ("میاندورود", 7),
        ("شهرستان میاندورود", 7),
        ("استان مازندران", 7),
        ("ورامین", 8),
        ("قم", 24),
        ("استان قم", 24),
        ("زنجان", 3),
        ("پایگاه خدمات اجتماعی", 3),
        ("مثبت زندگی", 39),
        ("", 42),
        ("شهر", 1),
        ("نشانی‌ای که نیست", 0),
        ("%", 0),
        ("_", 0),
        ("'; drop table centers_center; --", 0),
    ],
)
def test_a_place_leads_to_all_its_centres(demo, typed, count):
    assert len(codes(text=typed)) == count


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("دارابکله", "دارابکلا"),
        ("دازابکلا", "دارابکلا"),
        ("ارابکلا", "دارابکلا"),
        ("دداربکلا", None),
        ("دارباکلا", "دارابکلا"),
        ("بادلح", "بادله"),
        ("شهریارکندده", "شهریارکنده"),
        ("ورامسن", "ورامین"),
        ("طبغده", "طبقده"),
        ("كهرباران", "گهرباران"),
        ("زنجن", "زنجان"),
        ("قم", None),
        ("کاملا چیز دیگر", None),
    ],
)
def test_one_slip_is_understood(demo, typed, meant):
    guesses = suggest(typed)

    assert meant in guesses if meant else guesses == []


@pytest.mark.parametrize(
    ("first", "second", "is_near"),
    [
        ("سورک", "سورک", True),
        ("سورک", "سورگ", True),
        ("سورک", "سوک", True),
        ("سورک", "سوورک", True),
        ("سورک", "سروک", True),
        ("سورک", "سوکر", True),
        ("سورک", "سرکو", False),
        ("سورک", "ورکس", False),
        ("سورک", "سو", False),
        ("", "س", True),
    ],
)
def test_a_slip_is_one_letter_more_less_wrong_or_swapped(first, second, is_near):
    assert is_one_slip_away(first, second) is is_near
    assert is_one_slip_away(second, first) is is_near


def test_a_province_and_a_service_narrow_the_list(demo):
    assert len(codes(province_code="25")) == 24
    assert codes(province_code="25", text="دارابکلا") == []
    assert len(codes(service_slug="screening", province_code="02")) == 7
    assert codes(service_slug="screening", province_code="19") == []


def test_the_list_is_in_persian_order_of_province_county_and_name(demo):
    provinces = [center.province.name for center in find_centers(Criteria(), at=SATURDAY_NOON)]

    assert list(dict.fromkeys(provinces)) == ["تهران", "زنجان", "قم", "مازندران"]


def test_provinces_are_in_persian_order(demo):
    names = [place.name for place in Place.objects.provinces()]

    assert names[:3] == ["آذربایجان شرقی", "آذربایجان غربی", "اردبیل"]
    assert names.index("چهارمحال و بختیاری") < names.index("خراسان جنوبی") < names.index("گلستان")
    assert len(names) == 31
