"""What the finder does with centres made for the case: ranking, renaming, hours and goods."""

from datetime import UTC, datetime, time

from centers.finder import Criteria, find_centers
from centers.models import Center, PlaceKind
from centers.operations import (
    Shift,
    change_center,
    change_status,
    set_accepted_goods,
    set_hours_exception,
    set_opening_hours,
    set_served_places,
)
from centers.states import CenterStatus
from tests.builders.centers import AT, a_center, a_place

SATURDAY_NOON = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def codes(**criteria) -> list[str]:
    found = find_centers(Criteria(**criteria), at=SATURDAY_NOON)
    return [center.code for center in found]


def test_a_whole_word_comes_before_the_beginning_of_a_longer_one(db):
    a_center(code="9001", place=a_place(name="آملش"))
    a_center(code="9002", place=a_place(name="آمل"))

    assert codes(text="آمل") == ["9002", "9001"]


def test_a_renamed_or_moved_centre_is_found_by_its_new_words_only(db):
    center = a_center(code="9001", name="مرکز کهنه", place=a_place(name="دیرجا"))

    change_center(center=center, by=None, at=AT, name="مرکز تازه", place=a_place(name="نوجا"))

    assert (codes(text="کهنه"), codes(text="دیرجا")) == ([], [])
    assert (codes(text="تازه"), codes(text="نوجا")) == (["9001"], ["9001"])


def test_a_centre_is_found_by_the_places_it_serves(db):
    county = a_place(name="شهرستانی")
    center = a_center(code="9001", place=county)

    set_served_places(
        center=center, places=[a_place(PlaceKind.DISTRICT, name="گلزار", parent=county)], by=None, at=AT
    )

    assert codes(text="گلزار") == ["9001"]


def test_open_today_follows_week_and_exceptions(db):
    open_today = a_center(code="9001")
    set_opening_hours(center=open_today, shifts=[_shift(0)], by=None, at=AT)
    other_day = a_center(code="9002")
    set_opening_hours(center=other_day, shifts=[_shift(1)], by=None, at=AT)
    holiday = a_center(code="9003")
    set_opening_hours(center=holiday, shifts=[_shift(0)], by=None, at=AT)
    set_hours_exception(center=holiday, day=SATURDAY_NOON.date(), by=None, at=AT)
    specially_open = a_center(code="9004")
    set_hours_exception(
        center=specially_open,
        day=SATURDAY_NOON.date(),
        opens_at=time(9),
        closes_at=time(11),
        by=None,
        at=AT,
    )
    suspended = a_center(code="9005")
    set_opening_hours(center=suspended, shifts=[_shift(0)], by=None, at=AT)
    change_status(center=suspended, to=CenterStatus.SUSPENDED, by=None, at=AT)

    assert sorted(codes(is_open_today=True)) == ["9001", "9004"]


def test_taking_goods_means_recorded_and_active(db):
    a_center(code="9001", goods=["food"])
    a_center(code="9002", goods=[])
    closed = a_center(code="9003", goods=["food"])
    change_status(center=closed, to=CenterStatus.CLOSED, by=None, at=AT)
    set_accepted_goods(center=Center.objects.get(code="9002"), categories=[], by=None, at=AT)

    assert codes(takes_goods=True) == ["9001"]


def _shift(weekday: int) -> Shift:
    return Shift(weekday=weekday, opens_at=time(8), closes_at=time(14))
