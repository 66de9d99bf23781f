"""Reads that other apps ask of the centres, answered as plain data without models."""

from dataclasses import dataclass
from enum import IntEnum

from centers.models import Center, CenterPlace, Place, PlaceKind


class Step(IntEnum):
    """How near a centre stands to a place; a smaller step is nearer."""

    SERVES = 1
    DISTRICT = 2
    COUNTY = 3
    PROVINCE = 4
    NATIONAL = 5


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A centre as routing sees it.  Centres that may not receive are listed too, to say why not."""

    center_id: int
    code: str
    name: str
    status: str
    may_receive: bool
    step: Step
    covered_households: int | None
    accepted_goods: frozenset[str]
    """`GoodsCategory` values; empty means "not recorded"."""


def candidates_for(place: Place | None, *, national: bool | None = None) -> list[Candidate]:
    """Centres for a place, nearest step first and by code within a step; at most three queries.

    Without a place every centre of the country is a candidate.  ``national`` says whether centres
    of other provinces are included; by default only when no centre of the province may receive.
    """
    if place is None:
        return sorted(map(_candidate(Step.NATIONAL), Center.objects.all()), key=_nearest_first)
    province_path = place.path_up[0]
    serving = _centers_that_serve(place)
    steps = [
        (place.path_at(PlaceKind.DISTRICT), Step.DISTRICT),
        (place.path_at(PlaceKind.COUNTY), Step.COUNTY),
        (province_path, Step.PROVINCE),
    ]
    found = []
    in_province = Center.objects.filter(place__path__begins=province_path).select_related("place")
    for center in in_province:
        if center.pk in serving or _stands_in(center, place):
            step = Step.SERVES
        else:
            step = next(step for path, step in steps if path and center.place.path.startswith(path))
        found.append(_candidate(step)(center))
    if national or (national is None and not any(candidate.may_receive for candidate in found)):
        elsewhere = Center.objects.exclude(place__path__begins=province_path)
        found += [
            _candidate(Step.SERVES if center.pk in serving else Step.NATIONAL)(center) for center in elsewhere
        ]
    return sorted(found, key=_nearest_first)


def _centers_that_serve(place: Place) -> set[int]:
    """Ids of the centres that name the place, or a division finer than a county around it."""
    paths = place.path_up if place.kind in (PlaceKind.PROVINCE, PlaceKind.COUNTY) else place.path_up[2:]
    return set(CenterPlace.objects.filter(place__path__in=paths).values_list("center_id", flat=True))


def _stands_in(center: Center, place: Place) -> bool:
    """Whether the centre stands in the settlement itself; a county or district is no settlement."""
    wide = (PlaceKind.PROVINCE, PlaceKind.COUNTY, PlaceKind.DISTRICT)
    return place.kind not in wide and center.place.path.startswith(place.path)


def _candidate(step: Step):
    def make(center: Center) -> Candidate:
        return Candidate(
            center_id=center.pk,
            code=center.code,
            name=center.name,
            status=center.status,
            may_receive=center.may_receive,
            step=step,
            covered_households=center.covered_households,
            accepted_goods=frozenset(center.accepts_goods),
        )

    return make


def _nearest_first(candidate: Candidate) -> tuple[int, str]:
    return candidate.step, candidate.code
