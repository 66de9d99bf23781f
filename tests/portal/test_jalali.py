"""Jalali dates by the clock of Tehran, checked against two libraries."""

import datetime as dt
import threading

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import jalali
from portal.text import persian_digits

# The leap years of the official calendar (30 Esfand) over two centuries.
LEAP_YEARS = [
    1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366,
    1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432,
    1436, 1441, 1445, 1449, 1453, 1457, 1461, 1465, 1469, 1474, 1478, 1482, 1486, 1490, 1494, 1498,
]  # fmt: skip
days = st.dates(dt.date(1921, 3, 21), dt.date(2122, 3, 20))
instant = dt.datetime(2026, 11, 21, 5, 42, tzinfo=dt.UTC)


def test_a_date_is_shown_with_weekday_and_month_name() -> None:
    assert jalali.format_date(dt.date(2026, 11, 21)) == "شنبه ۳۰ آبان ۱۴۰۵"


def test_an_instant_is_shown_in_tehran_time() -> None:
    assert jalali.format_datetime(instant) == "شنبه ۳۰ آبان ۱۴۰۵، ساعت ۰۹:۱۲"
    assert jalali.format_time(instant) == "۰۹:۱۲"
    assert jalali.iso(instant) == "2026-11-21T09:12:00+03:30"
    assert jalali.iso(dt.date(2026, 11, 21)) == "2026-11-21"


def test_the_day_changes_at_midnight_in_tehran() -> None:
    before, after = (
        dt.datetime(2027, 3, 20, 20, 29, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 20, 20, 30, tzinfo=dt.UTC),
    )

    assert jalali.format_date(before) == "شنبه ۲۹ اسفند ۱۴۰۵"
    assert jalali.format_date(after) == "یکشنبه ۱ فروردین ۱۴۰۶"
    assert [jalali.jalali_year(before), jalali.fiscal_year(after)] == [1405, 1406]


def test_a_summer_before_1402_has_summer_time() -> None:
    assert jalali.iso(dt.datetime(2020, 7, 29, 12, tzinfo=dt.UTC)) == "2020-07-29T16:30:00+04:30"


def test_a_time_of_day_is_shown_as_it_is() -> None:
    assert jalali.format_time(dt.time(8, 30)) == "۰۸:۳۰"


@pytest.mark.parametrize("read", [jalali.format_datetime, jalali.format_time, jalali.to_jalali, jalali.iso])
def test_an_instant_without_a_zone_is_refused(read: object) -> None:
    with pytest.raises(ValueError, match="aware"):
        read(dt.datetime(2026, 11, 21, 9, 12))  # type: ignore[operator]  # noqa: DTZ001


@given(day=days)
def test_a_day_goes_there_and_back(day: dt.date) -> None:
    there = jalali.to_jalali(day)

    assert jalali.from_jalali(there.year, there.month, there.day) == day
    assert jalali.parse_date(jalali.format_date(day)) == day
    assert jalali.parse_date(persian_digits(f"{there.year}/{there.month:02d}/{there.day:02d}")) == day


@given(day=days)
def test_names_are_those_of_another_library(day: dt.date) -> None:
    other = jdatetime.date.fromgregorian(date=day, locale="fa_IR")
    names = other.strftime("%A %d %B %Y").replace("\u200c", "").replace(" 0", " ")

    assert jalali.format_date(day).replace("\u200c", "") == persian_digits(names)


@pytest.mark.parametrize("year", range(1300, 1501))
def test_leap_years_are_those_of_the_official_calendar(year: int) -> None:
    is_leap = year in LEAP_YEARS

    assert jalali.month_length(year, 12) == (30 if is_leap else 29)
    if is_leap:
        next_day = jalali.from_jalali(year, 12, 30) + dt.timedelta(days=1)
        assert next_day == jalali.from_jalali(year + 1, 1, 1)
    else:
        with pytest.raises(jalali.DateError):
            jalali.from_jalali(year, 12, 30)


@pytest.mark.parametrize(("month", "length"), [(1, 31), (6, 31), (7, 30), (11, 30), (12, 29)])
def test_months_have_their_lengths(month: int, length: int) -> None:
    assert jalali.month_length(1405, month) == length


def test_a_month_is_bounded_by_its_first_and_last_day() -> None:
    assert jalali.month_bounds(1403, 12) == (dt.date(2025, 2, 19), dt.date(2025, 3, 20))


def test_a_month_starts_and_ends_at_midnight_in_tehran() -> None:
    start, end = jalali.month_instants(1405, 8)

    assert jalali.iso(start) == "2026-10-23T00:00:00+03:30"
    assert jalali.iso(end) == "2026-11-22T00:00:00+03:30"


def test_the_week_starts_on_saturday() -> None:
    saturday = dt.date(2026, 11, 21)
    week = [jalali.weekday(saturday + dt.timedelta(days=count)) for count in range(7)]

    assert week == [0, 1, 2, 3, 4, 5, 6]
    assert jalali.WEEKDAYS[0] == "شنبه"
    assert jalali.WEEKDAYS[6] == "جمعه"


@pytest.mark.parametrize(
    "typed",
    [
        "1405/08/30", "۱۴۰۵/۸/۳۰", "١٤٠٥-٠٨-٣٠", "1405.8.30", "۳۰/۸/۱۴۰۵", "۳۰ آبان ۱۴۰۵", "30آبان1405",
        "شنبه ۳۰ آبان ۱۴۰۵", "شنبه، ۳۰ ابان ۱۴۰۵", " 1405 / 8 / 30 ",
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_type_it(typed: str) -> None:
    assert jalali.parse_date(typed) == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1405",
        "05/08/30",
        "1405/13/1",
        "1405/12/30",
        "1405/0/1",
        "۳۰ نوامبر ۱۴۰۵",
        "1405/8/30/1",
        "9999/1/1",
        "x" * 9999,
    ],
)
def test_what_names_no_day_is_refused(typed: str) -> None:
    with pytest.raises(jalali.DateError):
        jalali.parse_date(typed)


@given(text=st.text())
def test_any_text_is_either_a_date_or_refused(text: str) -> None:
    try:
        assert isinstance(jalali.parse_date(text), dt.date)
    except jalali.DateError:
        return


def test_another_thread_shows_the_same_names() -> None:
    shown: list[str] = []
    thread = threading.Thread(target=lambda: shown.append(jalali.format_date(dt.date(2026, 11, 21))))

    thread.start()
    thread.join()

    assert shown == ["شنبه ۳۰ آبان ۱۴۰۵"]
