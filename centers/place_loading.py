"""Brings places into the database: idempotent by kind and code, all or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction

from centers.bulk import refresh_statistics
from centers.models import Center, Place, PlaceKind
from centers.models.places import PATH_LETTERS
from centers.place_rows import LEVELS, PlaceRow
from centers.search_words import index_centers
from portal.text import fold, sort_key

BATCH = 2000
_KIND_WORD = {
    PlaceKind.PROVINCE: "استان",
    PlaceKind.COUNTY: "شهرستان",
    PlaceKind.DISTRICT: "بخش",
    PlaceKind.CITY: "شهر",
    PlaceKind.RURAL_DISTRICT: "دهستان",
    PlaceKind.VILLAGE: "روستای",
    PlaceKind.NEIGHBOURHOOD: "",
}
Key = tuple[str, str]


class UnknownParents(Exception):
    """Some rows name a parent that neither the file nor the database has; ``rows`` lists them."""

    def __init__(self, rows: list[PlaceRow]) -> None:
        super().__init__(f"{len(rows)} rows without a known parent")
        self.rows = rows


@dataclass
class Plan:
    """What loading would do."""

    new: list[PlaceRow] = field(default_factory=list)
    changed: list[tuple[Place, PlaceRow]] = field(default_factory=list)
    unchanged: int = 0


def plan_places(rows: Iterable[PlaceRow]) -> Plan:
    """Compare the rows with the database; writes nothing.

    :raises UnknownParents: a parent is missing.
    """
    rows = list(rows)
    kinds = {row.kind for row in rows} | {row.parent_kind for row in rows if row.parent_kind}
    stored = Place.objects.filter(kind__in=kinds).select_related("parent")
    present = {(place.kind, place.code): place for place in stored}
    coming = {(row.kind, row.code) for row in rows}
    orphans = [
        row
        for row in rows
        if row.parent_kind
        and (row.parent_kind, row.parent_code) not in present
        and (row.parent_kind, row.parent_code) not in coming
    ]
    if orphans:
        raise UnknownParents(orphans)
    plan = Plan()
    for row in rows:
        place = present.get((row.kind, row.code))
        if place is None:
            plan.new.append(row)
        elif place.name != row.name or not _same_parent(place, row):
            plan.changed.append((place, row))
        else:
            plan.unchanged += 1
    return plan


@transaction.atomic
def load_places(rows: Iterable[PlaceRow], *, progress: Callable[[int], object] = lambda count: None) -> Plan:
    """Create the new places and rename or move the changed ones; ``progress`` gets counts of rows.

    :raises UnknownParents: a parent is missing; nothing is written.
    """
    plan = plan_places(rows)
    _create(plan.new, progress)
    by_level = sorted(plan.changed, key=lambda change: LEVELS.index(change[1].kind))
    for place, row in by_level:
        _change(place, row)
        progress(1)
    if plan.new:
        refresh_statistics(Place)
    return plan


def _same_parent(place: Place, row: PlaceRow) -> bool:
    if row.parent_kind is None:
        return place.parent is None
    return place.parent is not None and (place.parent.kind, place.parent.code) == (
        row.parent_kind,
        row.parent_code,
    )


def _create(rows: list[PlaceRow], progress: Callable[[int], object]) -> None:
    above = Place.objects.filter(kind__in={row.parent_kind for row in rows if row.parent_kind})
    parents = {(place.kind, place.code): place for place in above.select_related("parent")}
    for kind in LEVELS:
        places = [_make(row, parents) for row in rows if row.kind == kind]
        for start in range(0, len(places), BATCH):
            batch = Place.objects.bulk_create(places[start : start + BATCH])
            parents.update({(place.kind, place.code): place for place in batch})
            progress(len(batch))


@lru_cache(maxsize=50_000)
def _keys(name: str) -> tuple[str, str]:
    """The folded name and the sort key; half of the country's villages share a name with another."""
    return fold(name), sort_key(name)[:200]


def _make(row: PlaceRow, parents: dict[Key, Place]) -> Place:
    parent = parents[(row.parent_kind, row.parent_code)] if row.parent_kind else None
    search_name, order = _keys(row.name)
    return Place(
        kind=row.kind,
        code=row.code,
        parent=parent,
        name=row.name,
        search_name=search_name,
        sort_key=order,
        path=_path(row, parent),
        full_name=_full_name(row, parent),
    )


def _path(row: PlaceRow, parent: Place | None) -> str:
    return f"{parent.path if parent else ''}{PATH_LETTERS[row.kind]}{row.code}/"


def _full_name(row: PlaceRow, parent: Place | None) -> str:
    """A city or neighbourhood leaves its district out: people do not name it."""
    own = f"{_KIND_WORD[row.kind]} {row.name}".strip()
    if parent is not None and row.kind == PlaceKind.CITY:
        parent = parent.parent
    return f"{own}، {parent.full_name}" if parent else own


def _change(place: Place, row: PlaceRow) -> None:
    """Rename or move one place, and everything below that carries its name or path."""
    parent = None
    if row.parent_kind:
        parent = Place.objects.select_related("parent").get(kind=row.parent_kind, code=row.parent_code)
    old_path, old_full_name = place.path, place.full_name
    below = list(Place.objects.within(place).exclude(pk=place.pk))
    place.name, (place.search_name, place.sort_key) = row.name, _keys(row.name)
    place.parent, place.path, place.full_name = parent, _path(row, parent), _full_name(row, parent)
    place.save()
    for lower in below:
        lower.path = place.path + lower.path.removeprefix(old_path)
        if lower.full_name.endswith(old_full_name):
            lower.full_name = lower.full_name.removesuffix(old_full_name) + place.full_name
    Place.objects.bulk_update(below, ["path", "full_name"], batch_size=BATCH)
    index_centers(Center.objects.within(place))
