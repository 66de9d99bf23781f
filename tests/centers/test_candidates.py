"""Who could take a gift for a place, nearest first."""

import pytest

from centers.models import PlaceKind
from centers.operations import set_served_places
from centers.queries import Step, candidates_for
from centers.states import CenterStatus
from tests.builders.centers import AT, a_center, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder():
    """A village with its rural district, district, county and province, and neighbours of each."""
    province = a_place(PlaceKind.PROVINCE, name="استان یک")
    county = a_place(name="شهرستان یک", parent=province)
    district = a_place(PlaceKind.DISTRICT, name="بخش یک", parent=county)
    rural = a_place(PlaceKind.RURAL_DISTRICT, name="دهستان یک", parent=district)
    return {
        "province": province,
        "county": county,
        "district": district,
        "village": a_place(PlaceKind.VILLAGE, name="روستای یک", parent=rural),
        "same_district": a_place(PlaceKind.CITY, name="شهر دو", parent=district),
        "same_county": a_place(PlaceKind.DISTRICT, name="بخش دو", parent=county),
        "same_province": a_place(name="شهرستان دو", parent=province),
        "elsewhere": a_place(name="شهرستان دور"),
    }


def steps(place, **options) -> list[tuple[str, Step]]:
    return [(candidate.code, candidate.step) for candidate in candidates_for(place, **options)]


def test_each_centre_stands_on_its_step_of_the_ladder(ladder):
    a_center(code="9005", place=ladder["elsewhere"])
    a_center(code="9004", place=ladder["same_province"])
    a_center(code="9003", place=ladder["same_county"])
    a_center(code="9002", place=ladder["same_district"])
    a_center(code="9001", place=ladder["village"])

    assert steps(ladder["village"], national=True) == [
        ("9001", Step.SERVES),
        ("9002", Step.DISTRICT),
        ("9003", Step.COUNTY),
        ("9004", Step.PROVINCE),
        ("9005", Step.NATIONAL),
    ]


def test_a_centre_that_serves_the_district_serves_its_villages(ladder):
    center = a_center(code="9004", place=ladder["same_province"])

    set_served_places(center=center, places=[ladder["district"]], by=None, at=AT)

    assert steps(ladder["village"]) == [("9004", Step.SERVES)]


def test_a_served_county_is_too_wide_to_be_called_serving_a_village(ladder):
    center = a_center(code="9003", place=ladder["same_county"])

    set_served_places(center=center, places=[ladder["county"]], by=None, at=AT)

    assert steps(ladder["village"]) == [("9003", Step.COUNTY)]
    assert steps(ladder["county"]) == [("9003", Step.SERVES)]


def test_other_provinces_are_asked_only_when_nobody_at_home_may_receive(ladder):
    a_center(code="9001", place=ladder["village"], status=CenterStatus.SUSPENDED)
    a_center(code="9005", place=ladder["elsewhere"])

    before = steps(ladder["village"])
    a_center(code="9004", place=ladder["same_province"])

    assert before == [("9001", Step.SERVES), ("9005", Step.NATIONAL)]
    assert steps(ladder["village"]) == [("9001", Step.SERVES), ("9004", Step.PROVINCE)]


def test_without_a_place_the_whole_country_is_asked(ladder):
    a_center(code="9002", place=ladder["elsewhere"], goods=["food"])
    a_center(code="9001", place=ladder["village"], status=CenterStatus.CLOSED, goods=[])

    found = candidates_for(None)

    assert [(each.code, each.may_receive, each.accepted_goods) for each in found] == [
        ("9001", False, frozenset()),
        ("9002", True, frozenset({"food"})),
    ]


def test_three_queries_are_enough(ladder, django_assert_max_num_queries):
    for number in range(6):
        a_center(code=f"900{number}", place=ladder["village"])

    with django_assert_max_num_queries(3):
        candidates_for(ladder["village"], national=True)
