"""The database refuses bad rows, whoever writes them."""

import pytest
from django.db import IntegrityError, connection, transaction

from centers.models import Center, Hotline, OpeningHours, Place, Service
from tests.builders.centers import a_center, a_place

pytestmark = pytest.mark.django_db


def refused(sql: str, *params: object) -> str:
    """Name of what the database said when it refused; fails if it did not."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("code = 'abc1'", "center_code_is_digits"),
        ("code = '۱۲۳۴'", "center_code_is_digits"),
        ("code = '12'", "center_code_is_digits"),
        ("code = ''", "center_code_is_digits"),
        ("status = 'open'", "center_status_is_known"),
        ("kind = 'shop'", "center_kind_is_known"),
        ("name = ''", "center_has_a_name"),
        ("latitude = 36.5", "center_point_is_whole_and_in_iran"),
        ("latitude = 53.1, longitude = 36.5", "center_point_is_whole_and_in_iran"),
        ("latitude = 48.8, longitude = 2.3", "center_point_is_whole_and_in_iran"),
        ("covered_households = 450", "covered_households_are_dated"),
        ("covered_households_date = '2026-03-21'", "covered_households_are_dated"),
    ],
)
def test_a_centre_cannot_be_wrong(change, constraint):
    center = a_center()

    said = refused(f"UPDATE centers_center SET {change} WHERE id = %s", center.pk)

    assert constraint in said


def test_two_centres_cannot_share_a_code():
    first, second = a_center(), a_center()

    refused("UPDATE centers_center SET code = %s WHERE id = %s", first.code, second.pk)

    assert Center.objects.filter(code=first.code).count() == 1


def test_two_centres_may_stand_in_one_place():
    place = a_place()

    a_center(place=place)
    a_center(place=place)

    assert place.centers.count() == 2


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("kind = 'town'", "place_kind_is_known"),
        ("parent_id = NULL", "only_a_province_has_no_parent"),
        ("kind = 'province'", "only_a_province_has_no_parent"),
        ("code = ''", "place_has_a_code_and_a_name"),
        ("name = ''", "place_has_a_code_and_a_name"),
        ("longitude = 53.1", "place_point_is_whole_and_in_iran"),
    ],
)
def test_a_place_cannot_be_wrong(change, constraint):
    place = a_place()

    said = refused(f"UPDATE centers_place SET {change} WHERE id = %s", place.pk)

    assert constraint in said


def test_a_code_is_unique_only_within_its_kind():
    county = a_place()
    city = a_place("city", parent=a_place("district", parent=county))
    Place.objects.filter(pk=city.pk).update(code=county.code)
    other = a_place()

    refused("UPDATE centers_place SET code = %s WHERE id = %s", county.code, other.pk)

    assert Place.objects.filter(code=county.code).count() == 2


@pytest.mark.parametrize(
    ("weekday", "opens_at", "closes_at", "note", "constraint"),
    [
        (7, "08:00", "14:00", "", "weekday_is_saturday_to_friday"),
        (-1, "08:00", "14:00", "", "weekday"),
        (0, "14:00", "08:00", "", "opening_hours_are_whole_and_forward"),
        (0, "08:00", "08:00", "", "opening_hours_are_whole_and_forward"),
        (0, "08:00", None, "", "opening_hours_are_whole_and_forward"),
        (0, None, "14:00", "با هماهنگی", "opening_hours_are_whole_and_forward"),
        (0, None, None, "", "opening_hours_say_something"),
    ],
)
def test_opening_hours_cannot_be_wrong(weekday, opens_at, closes_at, note, constraint):
    center = a_center()

    said = refused(
        "INSERT INTO centers_openinghours (center_id, weekday, opens_at, closes_at, note)"
        " VALUES (%s, %s, %s, %s, %s)",
        center.pk,
        weekday,
        opens_at,
        closes_at,
        note,
    )

    assert constraint in said


def test_a_day_may_have_a_note_instead_of_times():
    center = a_center()

    OpeningHours.objects.create(center=center, weekday=5, note="با هماهنگی")

    assert center.opening_hours.count() == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("number = '12a'", "hotline_is_digits"),
        ("is_always_open = true", "hotline_is_always_open_or_has_hours"),
        ("opens_at = NULL", "hotline_is_always_open_or_has_hours"),
        ("closes_at = '07:00'", "hotline_is_always_open_or_has_hours"),
    ],
)
def test_a_hotline_cannot_be_wrong(change, constraint):
    hotline = Hotline.objects.create(number="999", name="خط", opens_at="08:00", closes_at="20:00")

    said = refused(f"UPDATE centers_hotline SET {change} WHERE id = %s", hotline.pk)

    assert constraint in said


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("number = 23", "service_has_a_catalogue_number"),
        ("number = 0", "service_has_a_catalogue_number"),
        ("status = 'gone'", "service_status_is_known"),
        ("name = 'غربالگری'", "announced_service_has_a_source"),
    ],
)
def test_a_service_cannot_be_wrong_or_without_a_source(change, constraint):
    service = Service.objects.create(number=22, slug="slot-22")

    said = refused(f"UPDATE centers_service SET {change} WHERE id = %s", service.pk)

    assert constraint in said


def test_a_status_change_changes_something():
    center = a_center()

    said = refused(
        "INSERT INTO centers_statuschange (center_id, old_status, new_status, reason, at)"
        " VALUES (%s, 'active', 'active', '', '2026-11-21 08:00:00+00')",
        center.pk,
    )

    assert "status_change_changes_something" in said


@pytest.mark.parametrize(
    ("kind", "with_place", "issued", "expires", "constraint"),
    [
        ("club", True, None, None, "organization_kind_is_known"),
        ("county_office", False, None, None, "public_office_has_a_place"),
        ("operator", True, "2026-01-02", "2026-01-01", "licence_ends_after_it_begins"),
    ],
)
def test_an_organisation_cannot_be_wrong(kind, with_place, issued, expires, constraint):
    place = a_place().pk if with_place else None

    said = refused(
        "INSERT INTO centers_organization (kind, name, description, website, place_id, licence_number,"
        " licence_issued_date, licence_expires_date) VALUES (%s, 'x', '', '', %s, '', %s, %s)",
        kind,
        place,
        issued,
        expires,
    )

    assert constraint in said


def test_a_county_has_one_office():
    place = a_place()
    insert = (
        "INSERT INTO centers_organization (kind, name, description, website, place_id, licence_number)"
        " VALUES ('county_office', 'x', '', '', %s, '')"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, [place.pk])

    refused(insert, place.pk)
