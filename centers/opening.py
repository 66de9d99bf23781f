"""Whether a centre is open at a moment: pure rules over its week and its dated exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

TEHRAN = ZoneInfo("Asia/Tehran")
LOOK_AHEAD_DAYS = 14


class WeeklyShift(Protocol):
    """A row of `OpeningHours`, or anything like it."""

    weekday: int
    opens_at: time | None
    closes_at: time | None


class DayException(Protocol):
    """A row of `HoursException`, or anything like it."""

    date: date
    opens_at: time | None
    closes_at: time | None


class OpenState(StrEnum):
    """The three answers; hours that are not recorded are unknown, not closed."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The answer for one moment, in Tehran time."""

    state: OpenState
    until: time | None = None
    """When open: closing time of this shift."""
    next_date: date | None = None
    """When closed: the next day with hours, within `LOOK_AHEAD_DAYS`."""
    next_time: time | None = None


def iranian_weekday(day: date) -> int:
    """Day of the Iranian week, 0 = Saturday."""
    return (day.weekday() + 2) % 7


def shifts_on(
    day: date, week: Iterable[WeeklyShift], exceptions: Iterable[DayException]
) -> list[tuple[time, time]]:
    """Opening and closing times of one day, in order; an exception replaces the weekly hours."""
    for exception in exceptions:
        if exception.date == day:
            return _with_times([exception])
    return _with_times(shift for shift in week if shift.weekday == iranian_weekday(day))


def opening_at(moment: datetime, week: Iterable[WeeklyShift], exceptions: Iterable[DayException]) -> Opening:
    """Answer for an aware ``moment``; a shift includes its first minute and not its last."""
    week, exceptions = list(week), list(exceptions)
    local = moment.astimezone(TEHRAN)
    today, clock_time = local.date(), local.time()
    has_times = any(shift.opens_at for shift in week) or any(day.opens_at for day in exceptions)
    if not has_times and not any(exception.date == today for exception in exceptions):
        return Opening(state=OpenState.UNKNOWN)
    for opens_at, closes_at in shifts_on(today, week, exceptions):
        if opens_at <= clock_time < closes_at:
            return Opening(state=OpenState.OPEN, until=closes_at)
        if clock_time < opens_at:
            return Opening(state=OpenState.CLOSED, next_date=today, next_time=opens_at)
    for days in range(1, LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=days)
        for opens_at, _ in shifts_on(day, week, exceptions):
            return Opening(state=OpenState.CLOSED, next_date=day, next_time=opens_at)
    return Opening(state=OpenState.CLOSED)


def _with_times(rows: Iterable[WeeklyShift | DayException]) -> list[tuple[time, time]]:
    return sorted((row.opens_at, row.closes_at) for row in rows if row.opens_at and row.closes_at)
