"""Sample centres: evenly spread, plainly marked, the same each time."""

import pytest
from django.forms.models import model_to_dict

from centers.demo import load_samples
from centers.models import Center, Place, StatusChange


@pytest.mark.django_db
def test_samples_are_spread_over_all_counties_and_marked():
    load_samples(900)

    samples = Center.objects.filter(is_sample=True)
    per_county = [county.centers.count() for county in Place.objects.counties()]
    assert samples.count() == 900
    assert (min(per_county), max(per_county)) == (2, 3)
    assert all(center.name.startswith("مرکز نمونه") for center in samples)
    assert StatusChange.objects.count() == 900


@pytest.mark.django_db
def test_the_same_number_of_samples_is_loaded_once():
    load_samples(450)
    before = [model_to_dict(center, exclude=["serves"]) for center in Center.objects.order_by("pk")]

    load_samples(450)

    assert [model_to_dict(center, exclude=["serves"]) for center in Center.objects.order_by("pk")] == before
