"""The demo's gifts and goods are made by operations, once, and never look real."""

import pytest

from centers import demo as centers_demo
from donations import demo
from donations.giving.models import Gift, Payment
from donations.inkind.models import Offer

pytestmark = pytest.mark.django_db


def test_the_demo_shows_every_state_and_repeats_nothing():
    centers_demo.load()

    first = demo.load()
    again = demo.load()

    assert first == again
    assert Gift.objects.count() == 6
    assert set(Gift.objects.values_list("status", flat=True)) == {"allocated"}
    assert set(Offer.objects.values_list("status", flat=True)) == {
        "offered",
        "routed",
        "partly_received",
        "received",
        "refused",
    }
    assert set(Payment.objects.values_list("gateway", flat=True)) == {"demo"}
    references = Payment.objects.values_list("ref_id", flat=True)
    assert all(reference.isdigit() and reference.startswith("0000") for reference in references)


def test_without_its_centres_the_demo_makes_nothing():
    assert demo.load() == {}
    assert not Gift.objects.exists()
    assert not Offer.objects.exists()
