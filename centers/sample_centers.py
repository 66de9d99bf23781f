"""Invented centres in any number, plainly marked, to try the portal at the size of the country."""

from datetime import UTC, date, datetime, time

from django.db import transaction

from centers import reference
from centers.bulk import insert_rows, refresh_statistics
from centers.goods import GoodsCategory
from centers.models import (
    Center,
    CenterService,
    CenterWord,
    OpeningHours,
    Place,
    SearchWord,
    Service,
    StatusChange,
)
from centers.operations import Shift
from centers.search_words import add_words, derive, ladders_of
from centers.states import CenterStatus
from portal.money import allocate
from portal.text import persian_digits

AT = datetime(2022, 7, 17, 5, 42, tzinfo=UTC)
"""Every demo change bears the day of the latest report, so that repeating makes the same rows."""
SAMPLE_HOURS_NOTE = "ساعت کار نمونه: برای نمایش سامانه است، ساعت واقعی نیست."
SAMPLE_WEEK = [
    *(Shift(weekday=day, opens_at=time(8), closes_at=time(14)) for day in range(5)),
    Shift(weekday=5, opens_at=time(8), closes_at=time(12)),
]
SAMPLE_GOODS = [GoodsCategory.FOOD, GoodsCategory.CLOTHING, GoodsCategory.HOUSEHOLD, GoodsCategory.SCHOOL]
CHUNK = 5000
NOTE = "این مرکز ساخته سامانه است و در جهان بیرون نیست."
_COUNTED_ON = date(2026, 3, 21)
_RARE_STATES = {
    7: CenterStatus.PLANNED,
    17: CenterStatus.TEMPORARILY_CLOSED,
    27: CenterStatus.SUSPENDED,
    37: CenterStatus.CLOSED,
}


def load_samples(count: int) -> None:
    """Bring the number of sample centres to at least ``count``, in equal shares over all counties.

    The n-th sample is always the same: its county, state, hours and goods follow from its number.
    """
    reference.load()
    counties = list(Place.objects.counties().order_by("code"))
    shares = allocate(count, [1] * len(counties))
    wanted = [
        (county, serial)
        for county, share in zip(counties, shares, strict=True)
        for serial in range(1, share + 1)
    ]
    present = set(Center.objects.filter(is_sample=True).values_list("code", flat=True))
    places = ladders_of(counties)
    services = list(Service.objects.announced())
    missing = [
        _make(county, serial, number, places)
        for number, (county, serial) in enumerate(wanted, start=1)
        if _code(county, serial) not in present
    ]
    for start in range(0, len(missing), CHUNK):
        _store(missing[start : start + CHUNK], places, services)
    if missing:
        refresh_statistics(Center, SearchWord, CenterWord, OpeningHours, CenterService, StatusChange, Place)


def _code(county: Place, serial: int) -> str:
    return f"9{county.code}{serial:04d}"


def _make(county: Place, serial: int, number: int, places: dict[str, Place]) -> Center:
    center = Center(
        code=_code(county, serial),
        name=f"مرکز نمونه {persian_digits(number)}",
        status=_RARE_STATES.get(number % 40, CenterStatus.ACTIVE),
        place=county,
        source_note=NOTE,
        # Two of three have none, as most real centres: "not recorded" must stay quick too.
        hours_note="" if number % 3 else SAMPLE_HOURS_NOTE,
        accepts_goods=[str(value) for value in SAMPLE_GOODS[: number % 5]],
        covered_households=150 + number * 37 % 600,
        covered_households_date=_COUNTED_ON,
        is_sample=True,
    )
    derive(center, places)
    return center


@transaction.atomic
def _store(centers: list[Center], places: dict[str, Place], services: list[Service]) -> None:
    centers = Center.objects.bulk_create(centers, batch_size=500)
    add_words(centers, places)
    insert_rows(
        StatusChange,
        ["center", "old_status", "new_status", "at", "reason"],
        [(center.pk, "", center.status, AT, NOTE) for center in centers],
    )
    insert_rows(
        OpeningHours,
        ["center", "weekday", "opens_at", "closes_at", "note"],
        [
            (center.pk, shift.weekday, shift.opens_at, shift.closes_at, shift.note)
            for center in centers
            if center.hours_note
            for shift in SAMPLE_WEEK
        ],
    )
    insert_rows(
        CenterService,
        ["center", "service", "note"],
        [
            (center.pk, services[(center.pk + step) % len(services)].pk, "")
            for center in centers
            for step in range(2)
        ],
    )
