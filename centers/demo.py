"""Demo content: the centres that five news reports name; what these do not say stays "not recorded".

Two things are added, and said so at each centre: the services announced for every Positive Life centre,
and for seven centres the goods they take, which are ours, since giving goods needs somewhere to go.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from centers import operations, reference
from centers.bulk import refresh_statistics
from centers.models import (
    Center,
    CenterKind,
    CenterService,
    CenterWord,
    Organization,
    OrganizationKind,
    Place,
    PlaceKind,
    SearchWord,
    Service,
)
from centers.place_loading import load_places
from centers.place_rows import read_own
from centers.sample_centers import AT, SAMPLE_GOODS, load_samples
from centers.states import CenterStatus
from portal.text import persian_digits

__all__ = ["load", "load_samples"]

GOODS_NOTE = "فهرست کالاهای پذیرفتنی نمونه نمایشی است، نه گفته منبع."
SERVICES_NOTE = "خدمات همان‌هاست که برای همه مراکز مثبت زندگی اعلام شده است."
_BOLAGH = "به گزارش بلاغ، ۱۸ اسفند ۱۳۹۹."
_VARAMIN = "به گزارش ایرنا و تهران رسانه، ۲۶ تیر ۱۴۰۱."
_QOM = "به گزارش باشگاه خبرنگاران جوان از بهزیستی قم."
_ZANJAN = "به گزارش روابط عمومی بهزیستی زنجان، ۷ مرداد ۱۳۹۹."
_UNNAMED = "گزارش شمار مرکزها را می‌گوید و نام و جای هر یک را نه؛ شماره از ماست."


@dataclass(frozen=True, kw_only=True)
class _Entry:
    code: str
    name: str
    place: tuple[PlaceKind, str]
    office: str
    source_note: str
    kind: CenterKind = CenterKind.POSITIVE_LIFE
    is_active: bool = True
    has_sample_goods: bool = False
    serves: list[tuple[PlaceKind, str]] = field(default_factory=list)

    @property
    def has_services(self) -> bool:
        return self.is_active and self.kind == CenterKind.POSITIVE_LIFE

    @property
    def full_note(self) -> str:
        """The source, and what is not from it."""
        added = [(self.has_services, SERVICES_NOTE), (self.has_sample_goods, GOODS_NOTE)]
        return " ".join([self.source_note, *(note for is_added, note in added if is_added)])


def load() -> None:
    """Load places, services, hotlines and the reported centres; safe to repeat."""
    with transaction.atomic():
        reference.load()
        load_places(read_own("demo_places.csv"))
        offices = _load_organizations()
        services = list(Service.objects.announced())
        for entry in _entries():
            if not Center.objects.filter(code=entry.code).exists():
                _enter(entry, offices[entry.office], services)
        refresh_statistics(Place, Center, SearchWord, CenterWord, CenterService)


def _entries() -> Iterator[_Entry]:
    village, city, county = PlaceKind.VILLAGE, PlaceKind.CITY, PlaceKind.COUNTY
    miandorud = [
        ("دارابکلا", (village, "0225010002019878")),
        ("بادله", (village, "0225010002019863")),
        ("اسلام‌آباد", (village, "0225010003019890")),
        ("شهریارکنده", (village, "0225010003019893")),
        ("سورک، شماره ۱", (city, "0225012305")),
        ("سورک، شماره ۲", (city, "0225012305")),
        ("طبقده (گهرباران)", (city, "0225022931")),
    ]
    for number, (name, place) in enumerate(miandorud, start=1):
        yield _Entry(
            code=f"0225{number:02d}",
            name=f"مرکز مثبت زندگی {name}",
            place=place,
            office="میاندورود",
            source_note=_BOLAGH,
            has_sample_goods=True,
            serves=[(PlaceKind.DISTRICT, "022502")] if number == len(miandorud) else [],
        )
    for number in range(1, 9):
        yield _Entry(
            code=f"2306{number:02d}",
            name=f"مرکز مثبت زندگی ورامین، شماره {persian_digits(number)}",
            place=(county, "2306"),
            office="ورامین",
            source_note=f"{_VARAMIN} {_UNNAMED}",
            is_active=number <= 5,
        )
    for number in range(1, 25):
        yield _Entry(
            code=f"2501{number:02d}",
            name=f"مرکز مثبت زندگی قم، شماره {persian_digits(number)}",
            place=(county, "2501"),
            office="قم",
            source_note=f"{_QOM} {_UNNAMED}",
        )
    for number in range(1, 4):
        yield _Entry(
            code=f"1900{number:02d}",
            name=f"پایگاه خدمات اجتماعی زنجان، شماره {persian_digits(number)}",
            place=(PlaceKind.PROVINCE, "19"),
            office="زنجان",
            source_note=f"{_ZANJAN} {_UNNAMED}",
            kind=CenterKind.SOCIAL_SERVICE_BASE,
        )


def _load_organizations() -> dict[str, Organization]:
    """The state organisation, four province offices and two county offices; the supervising ones by name."""
    state = Organization.objects.get_or_create(
        kind=OrganizationKind.STATE, defaults={"name": "سازمان بهزیستی کشور"}
    )[0]
    province_offices = {
        place.name: Organization.objects.get_or_create(
            kind=OrganizationKind.PROVINCE_OFFICE,
            place=place,
            defaults={"name": f"اداره کل بهزیستی استان {place.name}", "parent": state},
        )[0]
        for place in Place.objects.provinces().filter(code__in=["02", "23", "25", "19"])
    }
    county_offices = {
        place.name: Organization.objects.get_or_create(
            kind=OrganizationKind.COUNTY_OFFICE,
            place=place,
            defaults={
                "name": f"اداره بهزیستی شهرستان {place.name}",
                "parent": province_offices[place.parent.name],
            },
        )[0]
        for place in Place.objects.counties().filter(code__in=["0225", "2306"]).select_related("parent")
    }
    return province_offices | county_offices


def _enter(entry: _Entry, office: Organization, services: list[Service]) -> None:
    kind, code = entry.place
    center = operations.create_center(
        code=entry.code,
        name=entry.name,
        place=Place.objects.get(kind=kind, code=code),
        kind=entry.kind,
        county_office=office,
        source_note=entry.full_note,
        by=None,
        at=AT,
        reason=entry.source_note,
    )
    if entry.is_active:
        operations.change_status(
            center=center, to=CenterStatus.ACTIVE, by=None, at=AT, reason=entry.source_note
        )
    if entry.has_services:
        operations.set_services(center=center, services=services, by=None, at=AT)
    if entry.has_sample_goods:
        operations.set_accepted_goods(center=center, categories=SAMPLE_GOODS, by=None, at=AT)
    if entry.serves:
        served = [Place.objects.get(kind=kind, code=code) for kind, code in entry.serves]
        operations.set_served_places(center=center, places=served, by=None, at=AT)
