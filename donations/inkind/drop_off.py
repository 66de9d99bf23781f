"""The day on which a donor brings goods: kept as the donor read it, so that it means the same everywhere."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from centers.opening import TEHRAN, DayException, WeeklyShift, shifts_on
from portal.jalali import DateError, format_date, parse_date

BY_PHONE = "هماهنگی تلفنی"
"""Kept instead of a day when the centre calls first."""
DAYS = 6
LOOK_AHEAD_DAYS = 28


def next_days(
    at: datetime, week: Iterable[WeeklyShift] = (), exceptions: Iterable[DayException] = ()
) -> list[tuple[date, list[tuple[time, time]]]]:
    """The next days to choose from, with opening times; without known hours simply the next days."""
    week, exceptions = list(week), list(exceptions)
    today = at.astimezone(TEHRAN).date()
    has_hours = any(shift.opens_at for shift in week)
    days = []
    for ahead in range(1, LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        shifts = shifts_on(day, week, exceptions)
        is_closed_that_day = any(exception.date == day for exception in exceptions) and not shifts
        if shifts or not (has_hours or is_closed_that_day):
            days.append((day, shifts))
        if len(days) == DAYS:
            break
    return days


def as_text(day: date) -> str:
    """How a day is kept in an offer."""
    return format_date(day)


def day_of(drop_off: str) -> date | None:
    """The day kept in an offer, or None when the centre calls first."""
    try:
        return parse_date(drop_off)
    except DateError:
        return None
