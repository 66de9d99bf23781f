"""Reads places from our own data files and from the CSV files of the optional extra `places`.

The extra is read as data, never imported: its models are not ours and its licence stays with it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from centers.models import PlaceKind
from portal.text import ZWNJ, clean, compact, persian_digits

DATA = Path(__file__).parent / "data"
CODE_LENGTH = {
    PlaceKind.PROVINCE: 2,
    PlaceKind.COUNTY: 4,
    PlaceKind.DISTRICT: 6,
    PlaceKind.CITY: 10,
    PlaceKind.RURAL_DISTRICT: 10,
    PlaceKind.VILLAGE: 16,
    PlaceKind.NEIGHBOURHOOD: 10,
}
LEVELS = [
    PlaceKind.PROVINCE,
    PlaceKind.COUNTY,
    PlaceKind.DISTRICT,
    PlaceKind.CITY,
    PlaceKind.RURAL_DISTRICT,
    PlaceKind.VILLAGE,
    PlaceKind.NEIGHBOURHOOD,
]
"""An order in which every parent comes before its children."""
_ABAD_APART = re.compile(r"(?<=\w)\s+[اآ]باد\b")
# Shorter beginnings are names of their own: «مهاباد», «گناباد».
_ABAD_JOINED = re.compile(r"(?<=\w\w\w)اباد\b")
_ZONE = re.compile(r"^(?P<city>.*?)\s*(?P<number>\d+)\s*-?$")


class PlacesNotInstalled(Exception):
    """The optional extra `places` is not installed."""


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One place as a file states it."""

    kind: PlaceKind
    code: str
    name: str
    parent_kind: PlaceKind | None
    parent_code: str


def repair_name(name: str) -> str:
    """Correct the spelling faults that the source repeats: «اسلام اباد» → «اسلام‌آباد»."""
    name = clean(name)
    name = _ABAD_APART.sub(f"{ZWNJ}آباد", name)
    name = _ABAD_JOINED.sub("آباد", name)
    return persian_digits(name)


def read_own(file_name: str) -> list[PlaceRow]:
    """Rows of one of our data files, as ``places.csv``."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as lines:
        return [
            PlaceRow(
                kind=(kind := PlaceKind(line["kind"])),
                code=line["code"],
                name=line["name"],
                parent_kind=_parent_kind(kind),
                parent_code=line["parent_code"],
            )
            for line in csv.DictReader(lines)
        ]


def read_settlements() -> list[PlaceRow]:
    """Districts, cities, rural districts, villages and city zones of the whole country.

    :raises PlacesNotInstalled: the extra is missing.
    """
    folder = _extra_folder()
    cities = list(_read(folder / "city.csv"))
    rows = [
        *_plain_rows(PlaceKind.DISTRICT, _read(folder / "district.csv"), 4),
        *_plain_rows(PlaceKind.CITY, (line for line in cities if line["city_type"] == "0"), 6),
        *_plain_rows(PlaceKind.RURAL_DISTRICT, _read(folder / "rural_district.csv"), 6),
        *_plain_rows(PlaceKind.VILLAGE, _read(folder / "village.csv"), 10),
    ]
    city_codes = {(row.code[:6], compact(row.name)): row.code for row in rows if row.kind == PlaceKind.CITY}
    rows += [_zone_row(line, city_codes) for line in cities if line["city_type"] != "0"]
    return rows


def _extra_folder() -> Path:
    spec = find_spec("iranian_cities")
    if spec is None or not spec.submodule_search_locations:
        raise PlacesNotInstalled
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _plain_rows(kind: PlaceKind, lines, parent_length: int) -> Iterator[PlaceRow]:
    for line in lines:
        code = line["code"].zfill(CODE_LENGTH[kind])
        yield PlaceRow(
            kind=kind,
            code=code,
            name=repair_name(line["name"]),
            parent_kind=_parent_kind(kind),
            parent_code=code[:parent_length],
        )


def _zone_row(line: dict[str, str], city_codes: dict[tuple[str, str], str]) -> PlaceRow:
    """A municipal zone, which the source lists as a city of its own («قم 1»)."""
    code = line["code"].zfill(CODE_LENGTH[PlaceKind.CITY])
    zone = _ZONE.match(clean(line["name"]))
    city_name, number = (repair_name(zone["city"]), zone["number"]) if zone else (line["name"], "")
    city_code = city_codes.get((code[:6], compact(city_name)))
    return PlaceRow(
        kind=PlaceKind.NEIGHBOURHOOD,
        code=code,
        name=f"منطقه {persian_digits(number)} {city_name}" if number else city_name,
        parent_kind=PlaceKind.CITY if city_code else PlaceKind.DISTRICT,
        parent_code=city_code or code[:6],
    )


def _parent_kind(kind: PlaceKind) -> PlaceKind | None:
    return {
        PlaceKind.PROVINCE: None,
        PlaceKind.COUNTY: PlaceKind.PROVINCE,
        PlaceKind.DISTRICT: PlaceKind.COUNTY,
        PlaceKind.CITY: PlaceKind.DISTRICT,
        PlaceKind.RURAL_DISTRICT: PlaceKind.DISTRICT,
        PlaceKind.VILLAGE: PlaceKind.RURAL_DISTRICT,
        PlaceKind.NEIGHBOURHOOD: PlaceKind.CITY,
    }[kind]
