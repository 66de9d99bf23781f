"""Our own data of the country's divisions, and loading it."""

from functools import cache

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from centers.models import Center, Hotline, Place, PlaceKind, Service
from centers.place_loading import UnknownParents, load_places, plan_places
from centers.place_rows import (
    CODE_LENGTH,
    PlaceRow,
    PlacesNotInstalled,
    read_own,
    read_settlements,
    repair_name,
)
from portal.text import clean, compact
from tests.builders.centers import a_center, a_place

ZWNJ = "\u200c"
OWN = read_own("places.csv")
DEMO = read_own("demo_places.csv")


@cache
def settlements() -> list[PlaceRow]:
    try:
        return read_settlements()
    except PlacesNotInstalled:
        pytest.skip("the optional extra `places` is not installed")


def test_all_provinces_and_counties_ship():
    kinds = [row.kind for row in OWN]

    assert (kinds.count(PlaceKind.PROVINCE), kinds.count(PlaceKind.COUNTY)) == (31, 448)


@pytest.mark.parametrize("row", [*OWN, *DEMO], ids=lambda row: row.code)
def test_a_shipped_row_is_sound(row):
    assert row.name == clean(row.name)
    assert len(row.code) == CODE_LENGTH[row.kind]
    assert row.code.startswith(row.parent_code)
    assert bool(row.parent_code) is (row.kind != PlaceKind.PROVINCE)


def test_no_code_ships_twice():
    keys = [(row.kind, row.code) for row in [*OWN, *DEMO]]

    assert len(keys) == len(set(keys))


def test_the_demo_places_are_those_of_the_national_set():
    national = {(row.kind, row.code): row for row in settlements()}

    for row in DEMO:
        assert compact(national[row.kind, row.code].name) == compact(row.name)
        assert national[row.kind, row.code].parent_code == row.parent_code


def test_every_settlement_of_the_national_set_has_a_parent():
    rows = settlements()
    known = {(row.kind, row.code) for row in [*OWN, *rows]}

    assert [row for row in rows if (row.parent_kind, row.parent_code) not in known] == []
    assert len(known) == len(OWN) + len(rows)


@pytest.mark.parametrize(
    ("found", "repaired"),
    [
        ("اسلام اباد", f"اسلام{ZWNJ}آباد"),
        ("عباس آباد هلوم سر", f"عباس{ZWNJ}آباد هلوم سر"),
        ("محمداباد", "محمدآباد"),
        ("دارابكلا", "دارابکلا"),
        (" قم  1", "قم ۱"),
        ("مهاباد", "مهاباد"),
        ("گناباد", "گناباد"),
        ("آباده", "آباده"),
        ("آبادان", "آبادان"),
    ],
)
def test_the_spelling_faults_of_the_source_are_repaired(found, repaired):
    assert repair_name(found) == repaired


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    load_places(OWN)
    first = list(Place.objects.order_by("pk").values())

    plan = load_places(OWN)

    assert (len(plan.new), len(plan.changed), plan.unchanged) == (0, 0, len(OWN))
    assert list(Place.objects.order_by("pk").values()) == first


@pytest.mark.django_db
def test_a_row_without_a_parent_stops_everything():
    orphan = PlaceRow(
        kind=PlaceKind.COUNTY, code="9901", name="بی‌استان", parent_kind=PlaceKind.PROVINCE, parent_code="99"
    )

    with pytest.raises(UnknownParents) as caught:
        load_places([*OWN, orphan])

    assert caught.value.rows == [orphan]
    assert Place.objects.count() == 0


@pytest.mark.django_db
def test_a_renamed_county_renames_what_lies_below_and_its_centres_are_found_by_it():
    county = a_place(name="نام کهنه")
    village = a_place("village", parent=a_place("rural_district", parent=a_place("district", parent=county)))
    center = a_center(place=village)
    row = PlaceRow(
        kind=PlaceKind.COUNTY,
        code=county.code,
        name="نام تازه",
        parent_kind=PlaceKind.PROVINCE,
        parent_code=county.parent.code,
    )

    load_places([row])

    village.refresh_from_db()
    assert "شهرستان نام تازه" in village.full_name
    assert [each.pk for each in Center.objects.filter(words__word__text="تازه")] == [center.pk]
    assert not Center.objects.filter(words__word__text="کهنه").exists()


@pytest.mark.django_db
def test_a_moved_county_takes_everything_below_along():
    county, new_province = a_place(), a_place(PlaceKind.PROVINCE, name="استان نو")
    district = a_place("district", parent=county)
    center = a_center(place=district)
    row = PlaceRow(
        kind=PlaceKind.COUNTY,
        code=county.code,
        name=county.name,
        parent_kind=PlaceKind.PROVINCE,
        parent_code=new_province.code,
    )

    load_places([row])

    district.refresh_from_db()
    center.refresh_from_db()
    assert district.path.startswith(new_province.path)
    assert list(Place.objects.within(new_province).order_by("path")) == [
        new_province,
        Place.objects.get(pk=county.pk),
        district,
    ]
    assert center.province == new_province


@pytest.mark.django_db
def test_ancestors_and_full_name_go_up_to_the_province():
    county = a_place(name="میاندورود", parent=a_place(PlaceKind.PROVINCE, name="مازندران"))
    district = a_place("district", name="مرکزی", parent=county)
    city = a_place("city", name="سورک", parent=district)

    assert [place.name for place in city.ancestors()] == ["مازندران", "میاندورود", "مرکزی"]
    assert city.full_name == "شهر سورک، شهرستان میاندورود، استان مازندران"


@pytest.mark.django_db
def test_the_command_writes_nothing_unless_told(capsys):
    call_command("load_places", verbosity=0)

    out = capsys.readouterr().out
    assert (Place.objects.count(), Service.objects.count(), Hotline.objects.count()) == (0, 0, 0)
    assert "تازه: ۴۷۹" in out
    assert "خدمات تازه: ۲۲، خط‌های تلفن تازه: ۲" in out
    assert "چیزی نوشته نشد" in out


@pytest.mark.django_db
def test_a_new_installation_gets_places_services_and_hotlines_from_the_command(capsys):
    call_command("load_places", "--apply", verbosity=0)

    assert Place.objects.count() == 479
    assert Service.objects.count() == 22
    assert set(Hotline.objects.values_list("number", flat=True)) == {"123", "1480"}
    assert "خدمات تازه: ۲۲، خط‌های تلفن تازه: ۲" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_leaves_what_editors_changed(capsys):
    call_command("load_places", "--apply", verbosity=0)
    Hotline.objects.filter(number="1480").update(name="نام دیگر")
    Service.objects.get(number=3).delete()

    call_command("load_places", "--apply", verbosity=0)

    assert Hotline.objects.get(number="1480").name == "نام دیگر"
    assert Service.objects.filter(number=3).exists()
    assert "خدمات تازه: ۱، خط‌های تلفن تازه: ۰" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_how_to_get_the_settlements(monkeypatch):
    monkeypatch.setattr("centers.place_rows.find_spec", lambda name: None)

    with pytest.raises(CommandError, match="places"):
        call_command("load_places", "--all", verbosity=0)


@pytest.mark.django_db
def test_planning_writes_nothing():
    plan = plan_places(OWN)

    assert len(plan.new) == 479
    assert Place.objects.count() == 0
