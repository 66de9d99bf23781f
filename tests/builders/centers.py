"""Places and centres, built through the operations with defaults that never matter."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from centers.goods import GoodsCategory
from centers.models import Center, Place, PlaceKind
from centers.operations import change_status, create_center, set_accepted_goods
from centers.place_loading import load_places
from centers.place_rows import PlaceRow
from centers.states import CenterStatus

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
_codes = count(1000)

_WAY_TO: dict[str, list[CenterStatus]] = {
    CenterStatus.PLANNED: [],
    CenterStatus.ACTIVE: [CenterStatus.ACTIVE],
    CenterStatus.TEMPORARILY_CLOSED: [CenterStatus.ACTIVE, CenterStatus.TEMPORARILY_CLOSED],
    CenterStatus.SUSPENDED: [CenterStatus.ACTIVE, CenterStatus.SUSPENDED],
    CenterStatus.CLOSED: [CenterStatus.CLOSED],
}


def a_place(kind: str = PlaceKind.COUNTY, *, name: str = "جایی", parent: Place | None = None) -> Place:
    """A place of the kind; a county without a parent gets a province of its own."""
    if parent is None and kind != PlaceKind.PROVINCE:
        parent = a_place(PlaceKind.PROVINCE, name="استانی")
    code = str(next(_codes))
    row = PlaceRow(
        kind=PlaceKind(kind),
        code=code,
        name=name,
        parent_kind=PlaceKind(parent.kind) if parent else None,
        parent_code=parent.code if parent else "",
    )
    load_places([row])
    return Place.objects.get(kind=kind, code=code)


def a_center(
    *,
    status: str = CenterStatus.ACTIVE,
    place: Place | None = None,
    code: str = "",
    name: str = "مرکز آزمون",
    goods: list[str] | None = None,
    **details: Any,
) -> Center:
    """An active centre that accepts every kind of goods, in a county of its own."""
    center = create_center(
        code=code or str(next(_codes)), name=name, place=place or a_place(), by=None, at=AT, **details
    )
    for step in _WAY_TO[status]:
        change_status(center=center, to=step, by=None, at=AT)
    set_accepted_goods(
        center=center, categories=GoodsCategory.values if goods is None else goods, by=None, at=AT
    )
    return Center.objects.public().get(pk=center.pk)
