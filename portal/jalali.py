"""The Jalali calendar in Persian words, always by the clock of Tehran.

Month and weekday names are our own: those of `jdatetime` depend on a locale that is kept per
thread.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import jdatetime  # type: ignore[import-untyped]

from portal.text import clean, fold, latin_digits, persian_digits

TEHRAN = ZoneInfo("Asia/Tehran")
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
"""Saturday first."""

_MAX_TYPED = 100
_NUMERIC = re.compile(r"([0-9]{1,4})\s*[/\-.]\s*([0-9]{1,2})\s*[/\-.]\s*([0-9]{1,4})")
_WORDED = re.compile(r"([0-9]{1,2})\s*(\D+?)\s*([0-9]{4})")
_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_PREFIX = re.compile(
    "(?:" + "|".join(f"{re.escape(fold(day))}" for day in WEEKDAYS) + r")\s*،?\s*(?=[0-9])"
)


class DateError(ValueError):
    """The text or the numbers name no day of the Jalali calendar."""


def to_jalali(day: dt.date) -> jdatetime.date:
    """The Jalali day of a date, or of an instant as seen in Tehran.

    :raises ValueError: a naive datetime, whose day is not known.
    """
    return jdatetime.date.fromgregorian(date=_tehran_day(day))


def from_jalali(year: int, month: int, day: int) -> dt.date:
    """The Gregorian date of a Jalali day.

    :raises DateError: there is no such day.
    """
    try:
        gregorian: dt.date = jdatetime.date(year, month, day).togregorian()
    except (ValueError, OverflowError) as error:
        raise DateError(f"{year}/{month}/{day}") from error
    return gregorian


def parse_date(text: str) -> dt.date:
    """Read «۱۴۰۵/۰۸/۳۰», «۳۰/۸/۱۴۰۵» or «شنبه ۳۰ آبان ۱۴۰۵»; the year has four digits.

    :raises DateError: the text names no day.
    """
    if len(text) > _MAX_TYPED:
        raise DateError(text[:_MAX_TYPED])
    bare = latin_digits(clean(text))
    if found := _NUMERIC.fullmatch(bare):
        first, month, last = found.groups()
        if len(first) == 4 and len(last) <= 2:
            return from_jalali(int(first), int(month), int(last))
        if len(last) == 4 and len(first) <= 2:
            return from_jalali(int(last), int(month), int(first))
        raise DateError(text)
    if found := _WORDED.fullmatch(_WEEKDAY_PREFIX.sub("", fold(bare), count=1)):
        day, name, year = found.groups()
        return from_jalali(int(year), parse_month(name), int(day))
    raise DateError(text)


def parse_month(text: str) -> int:
    """Read a month typed as a number or as its name; 1 is Farvardin.

    :raises DateError: there is no such month.
    """
    key = fold(text)
    month = int(key) if re.fullmatch("[0-9]{1,2}", key) else _MONTH_NUMBERS.get(key, 0)
    if not 1 <= month <= 12:
        raise DateError(text)
    return month


def weekday(day: dt.date) -> int:
    """0 for Saturday to 6 for Friday."""
    return (_tehran_day(day).weekday() + 2) % 7


def format_date(day: dt.date) -> str:
    """«شنبه ۳۰ آبان ۱۴۰۵»."""
    jalali = to_jalali(day)
    return persian_digits(f"{WEEKDAYS[weekday(day)]} {jalali.day} {MONTHS[jalali.month - 1]} {jalali.year}")


def format_time(instant: dt.datetime | dt.time) -> str:
    """«۰۹:۱۲»; a plain time of day is shown as it is."""
    if isinstance(instant, dt.datetime):
        instant = _in_tehran(instant).time()
    return persian_digits(f"{instant:%H:%M}")


def format_datetime(instant: dt.datetime) -> str:
    """«شنبه ۳۰ آبان ۱۴۰۵، ساعت ۰۹:۱۲»."""
    return f"{format_date(instant)}، ساعت {format_time(instant)}"


def iso(day: dt.date) -> str:
    """The Gregorian form for ``<time datetime>``: a date, or an instant with Tehran's offset."""
    if isinstance(day, dt.datetime):
        return _in_tehran(day).isoformat(timespec="seconds")
    return day.isoformat()


def jalali_year(day: dt.date) -> int:
    """The Jalali year of a date, or of an instant as seen in Tehran."""
    year: int = to_jalali(day).year
    return year


def fiscal_year(day: dt.date) -> int:
    """The fiscal year, which starts on 1 Farvardin and so equals the Jalali year."""
    return jalali_year(day)


def month_length(year: int, month: int) -> int:
    """Days in a Jalali month: Esfand has 30 in a leap year.

    :raises DateError: there is no such month.
    """
    first, last = month_bounds(year, month)
    return (last - first).days + 1


def month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a Jalali month, both included.

    :raises DateError: there is no such month.
    """
    first = from_jalali(year, month, 1)
    following = from_jalali(year + month // 12, month % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def month_instants(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """The instant a Jalali month starts in Tehran and the one the next starts: ``>=`` and ``<``.

    :raises DateError: there is no such month.
    """
    first, last = month_bounds(year, month)
    return _midnight(first), _midnight(last + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=TEHRAN)


def _tehran_day(day: dt.date) -> dt.date:
    return _in_tehran(day).date() if isinstance(day, dt.datetime) else day


def _in_tehran(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return instant.astimezone(TEHRAN)
