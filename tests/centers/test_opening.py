"""Opening hours: what a visitor is told at a given moment of the Iranian week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from centers.opening import TEHRAN, OpenState, iranian_weekday, opening_at

SATURDAY, THURSDAY, FRIDAY = 0, 5, 6


@dataclass
class Hours:
    weekday: int
    opens_at: time | None
    closes_at: time | None


@dataclass
class Exception_:
    date: date
    opens_at: time | None = None
    closes_at: time | None = None


WEEK = [Hours(day, time(8), time(14)) for day in range(5)]
TWO_SHIFTS = [Hours(SATURDAY, time(16), time(19)), Hours(SATURDAY, time(8), time(12))]
# 21 November 2026 is a Saturday, 30 Aban 1405.
SAT, SUN, NEXT_SAT = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 28)


def tehran(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=TEHRAN)


@pytest.mark.parametrize(
    ("name", "moment", "week", "exceptions", "state", "until", "next_opening"),
    [
        ("before opening", tehran(21, 7, 59), WEEK, [], "closed", None, (SAT, time(8))),
        ("the first minute", tehran(21, 8), WEEK, [], "open", time(14), None),
        ("in the middle", tehran(21, 11), WEEK, [], "open", time(14), None),
        ("the last second", tehran(21, 13, 59, 59), WEEK, [], "open", time(14), None),
        ("the closing minute", tehran(21, 14), WEEK, [], "closed", None, (SUN, time(8))),
        ("Wednesday evening", tehran(25, 20), WEEK, [], "closed", None, (NEXT_SAT, time(8))),
        ("Friday", tehran(27, 10), WEEK, [], "closed", None, (NEXT_SAT, time(8))),
        ("between two shifts", tehran(21, 13), TWO_SHIFTS, [], "closed", None, (SAT, time(16))),
        ("the second shift", tehran(21, 17), TWO_SHIFTS, [], "open", time(19), None),
        (
            "after the last shift",
            tehran(21, 19),
            TWO_SHIFTS,
            [],
            "closed",
            None,
            (NEXT_SAT, time(8)),
        ),
        ("no hours recorded", tehran(21, 11), [], [], "unknown", None, None),
        ("notes without times", tehran(21, 11), [Hours(THURSDAY, None, None)], [], "unknown", None, None),
        ("a holiday", tehran(21, 11), WEEK, [Exception_(SAT)], "closed", None, (SUN, time(8))),
        ("a short day", tehran(21, 11), WEEK, [Exception_(SAT, time(9), time(12))], "open", time(12), None),
        (
            "a Friday that is open",
            tehran(27, 10),
            WEEK,
            [Exception_(date(2026, 11, 27), time(9), time(12))],
            "open",
            time(12),
            None,
        ),
        ("a holiday without weekly hours", tehran(21, 11), [], [Exception_(SAT)], "closed", None, None),
        (
            "another day's holiday",
            tehran(21, 11),
            WEEK,
            [Exception_(SUN)],
            "open",
            time(14),
            None,
        ),
        (
            "a holiday tomorrow",
            tehran(21, 15),
            WEEK,
            [Exception_(SUN)],
            "closed",
            None,
            (date(2026, 11, 23), time(8)),
        ),
        (
            "three weeks of holidays",
            tehran(21, 15),
            WEEK,
            [Exception_(date(2026, 11, 21 + n)) for n in range(10)]
            + [Exception_(date(2026, 12, 1 + n)) for n in range(10)],
            "closed",
            None,
            None,
        ),
        (
            "half past midnight in Tehran is the new day",
            datetime(2026, 11, 20, 21, 0, tzinfo=UTC),
            [Hours(SATURDAY, time(0), time(1))],
            [],
            "open",
            time(1),
            None,
        ),
        (
            "eight in the morning in Tehran is half past four in UTC",
            datetime(2026, 11, 21, 4, 30, tzinfo=UTC),
            WEEK,
            [],
            "open",
            time(14),
            None,
        ),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_a_visitor_is_told_whether_the_centre_is_open(
    name, moment, week, exceptions, state, until, next_opening
):
    answer = opening_at(moment, week, exceptions)

    assert answer.state == OpenState(state)
    assert answer.until == until
    assert (answer.next_date, answer.next_time) == (next_opening or (None, None))


@pytest.mark.parametrize(
    ("day", "weekday"),
    [(date(2026, 11, 21), 0), (date(2026, 11, 22), 1), (date(2026, 11, 26), 5), (date(2026, 11, 27), 6)],
)
def test_the_week_begins_on_saturday(day, weekday):
    assert iranian_weekday(day) == weekday
