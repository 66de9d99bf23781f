"""The only writes to centres: each is one transaction and knows who did it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from centers.goods import GoodsCategory
from centers.models import (
    Center,
    CenterPlace,
    CenterService,
    CenterStaff,
    HoursException,
    OpeningHours,
    Place,
    Service,
    StatusChange,
)
from centers.search_words import add_words, derive, index_centers, ladders_of
from centers.states import NEXT, CenterStatus
from portal.text import clean, latin_digits

_LINES = {"name", "hours_note"}
_PARAGRAPHS = {"address", "transportation", "accessibility", "source_note"}
CHANGEABLE = _LINES | _PARAGRAPHS | {
    "kind",
    "place",
    "operator",
    "county_office",
    "latitude",
    "longitude",
    "has_wheelchair_access",
    "has_sign_language",
    "covered_households",
    "covered_households_date",
    "is_sample",
}  # fmt: skip


class WrongState(Exception):
    """The centre may not go from its present status to the wanted one."""

    def __init__(self, center: Center, wanted: str) -> None:
        super().__init__(f"center {center.code}: {center.status} may not become {wanted}")
        self.center = center
        self.wanted = wanted


class UnknownGoods(Exception):
    """A goods category outside `GoodsCategory`; ``values`` lists them."""

    def __init__(self, values: list[str]) -> None:
        super().__init__(", ".join(values))
        self.values = values


@dataclass(frozen=True, kw_only=True)
class Shift:
    """Opening hours of one weekday (0 = Saturday) in Tehran time; without times it is a note only."""

    weekday: int
    opens_at: time | None = None
    closes_at: time | None = None
    note: str = ""


@transaction.atomic
def create_center(
    *, code: str, name: str, place: Place, by: Any, at: datetime, reason: str = "", **details: Any
) -> Center:
    """Enter a planned centre; ``by`` is a user, or None for a command.

    :raises TypeError: a detail that is not in `CHANGEABLE`.
    """
    center = Center(code=latin_digits(clean(code)), place=place, status=CenterStatus.PLANNED)
    _set(center, {"name": name, **details})
    places = ladders_of([place])
    derive(center, places)
    center.save()
    add_words([center], places)
    StatusChange.objects.create(
        center=center, old_status="", new_status=center.status, at=at, by=by, reason=clean(reason)
    )
    return center


@transaction.atomic
def change_center(*, center: Center, by: Any, at: datetime, **details: Any) -> Center:
    """Change what is written about a centre; who and when are kept by the admin's own log.

    :raises TypeError: a detail that is not in `CHANGEABLE`; the status has its own operation.
    """
    locked = Center.objects.select_for_update().get(pk=center.pk)
    _set(locked, details)
    locked.save()
    if details.keys() & {"name", "place"}:
        index_centers(Center.objects.filter(pk=locked.pk).select_related("place"))
    return Center.objects.public().get(pk=locked.pk)


@transaction.atomic
def change_status(
    *, center: Center, to: CenterStatus, by: Any, at: datetime, reason: str = ""
) -> StatusChange:
    """Move a centre along `NEXT` and write the history row.

    :raises WrongState: the move is not in the table.
    """
    locked = Center.objects.select_for_update().get(pk=center.pk)
    if to not in NEXT[CenterStatus(locked.status)]:
        raise WrongState(locked, to)
    change = StatusChange.objects.create(
        center=locked, old_status=locked.status, new_status=to, at=at, by=by, reason=clean(reason)
    )
    locked.status = to
    locked.save(update_fields=["status", "last_modified"])
    center.status = to
    return change


@transaction.atomic
def set_opening_hours(*, center: Center, shifts: Iterable[Shift], by: Any, at: datetime) -> None:
    """Replace the weekly hours of a centre."""
    center.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            center=center,
            weekday=shift.weekday,
            opens_at=shift.opens_at,
            closes_at=shift.closes_at,
            note=clean(shift.note),
        )
        for shift in shifts
    )


@transaction.atomic
def set_hours_exception(
    *,
    center: Center,
    day: date,
    by: Any,
    at: datetime,
    opens_at: time | None = None,
    closes_at: time | None = None,
    reason: str = "",
) -> HoursException:
    """Say how one day differs; without times the centre is closed that day."""
    exception, _ = HoursException.objects.update_or_create(
        center=center,
        date=day,
        defaults={"opens_at": opens_at, "closes_at": closes_at, "reason": clean(reason)},
    )
    return exception


@transaction.atomic
def set_accepted_goods(*, center: Center, categories: Iterable[str], by: Any, at: datetime) -> None:
    """Say which goods a centre takes; none means "not recorded".

    :raises UnknownGoods: a value outside `GoodsCategory`.
    """
    wanted = set(categories)
    unknown = sorted(wanted - set(GoodsCategory.values))
    if unknown:
        raise UnknownGoods(unknown)
    center.accepts_goods = [value for value in GoodsCategory.values if value in wanted]
    center.save(update_fields=["accepts_goods", "last_modified"])


@transaction.atomic
def set_services(*, center: Center, services: Iterable[Service], by: Any, at: datetime) -> None:
    """Replace the services that a centre offers."""
    center.center_services.all().delete()
    CenterService.objects.bulk_create(CenterService(center=center, service=each) for each in services)


@transaction.atomic
def set_served_places(*, center: Center, places: Iterable[Place], by: Any, at: datetime) -> None:
    """Replace the places that a centre serves, by which it is also found."""
    center.served_places.all().delete()
    CenterPlace.objects.bulk_create(CenterPlace(center=center, place=each) for each in places)
    index_centers(Center.objects.filter(pk=center.pk).select_related("place"))


def enter_staff(*, center: Center, user: Any, by: Any, at: datetime) -> CenterStaff:
    """Enter a user as staff of a centre; repeating it changes nothing."""
    return CenterStaff.objects.get_or_create(center=center, user=user)[0]


def _set(center: Center, details: dict[str, Any]) -> None:
    unknown = details.keys() - CHANGEABLE
    if unknown:
        raise TypeError("not changeable: " + ", ".join(sorted(unknown)))
    for name, value in details.items():
        if name in _LINES:
            value = clean(value)
        elif name in _PARAGRAPHS:
            value = clean(value, multiline=True)
        setattr(center, name, value)
