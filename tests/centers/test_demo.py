"""The demo holds what the five reports say, and repeats without a trace."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from centers.demo import load
from centers.models import (
    Center,
    CenterWord,
    Hotline,
    OpeningHours,
    Organization,
    Place,
    Service,
    StatusChange,
)
from centers.states import CenterStatus


def everything() -> dict[str, list]:
    models = [Place, Organization, Center, CenterWord, Service, Hotline, OpeningHours, StatusChange]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_the_reported_centres_are_there(demo):
    count = {
        name: Center.objects.filter(province__name=name).count()
        for name in ["مازندران", "تهران", "قم", "زنجان"]
    }

    assert count == {"مازندران": 7, "تهران": 8, "قم": 24, "زنجان": 3}
    assert Center.objects.filter(status=CenterStatus.PLANNED).count() == 3


def test_loading_again_changes_nothing(demo):
    before = everything()

    load()

    assert everything() == before


def test_nothing_is_invented_about_a_reported_centre(demo):
    for center in Center.objects.all():
        assert center.address == ""
        assert center.operator is None
        assert center.covered_households is None
        assert center.assured_at is None
        assert center.latitude is None
        assert center.hours_note == ""
        assert center.opening_hours.count() == 0
        assert center.source_note
        assert center.phones.count() == 0


def test_goods_that_were_made_up_are_marked_so(demo):
    with_goods = Center.objects.exclude(accepts_goods=[])

    assert with_goods.count() == 7
    assert all("نمونه نمایشی است، نه گفته منبع" in center.source_note for center in with_goods)


def test_services_that_no_report_names_are_said_to_be_those_of_every_centre(demo):
    with_services = Center.objects.filter(center_services__isnull=False).distinct()

    assert with_services.count() == 36
    assert all("برای همه مراکز مثبت زندگی" in center.source_note for center in with_services)


def test_the_catalogue_has_22_slots_and_admits_the_empty_ones(demo):
    assert list(Service.objects.values_list("number", flat=True)) == list(range(1, 23))
    assert Service.objects.announced().count() == 12
    assert {str(service) for service in Service.objects.filter(name="")} == {"هنوز اعلام نشده"}


def test_the_history_of_a_centre_begins_with_its_entry(demo):
    changes = StatusChange.objects.filter(center__code="022501")

    assert [(change.old_status, change.new_status) for change in changes] == [
        ("", "planned"),
        ("planned", "active"),
    ]


@pytest.mark.django_db
def test_the_demo_is_refused_where_real_people_are(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("demo")
