"""The donor reads what became of the goods, and never who stood at the desk."""

import pytest

from donations.inkind.queries import timeline_of_offer
from tests.builders.centers import a_center
from tests.builders.inkind import a_worker, an_offer, an_offer_in, receive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "titles"),
    [
        ("offered", ["پیشنهاد ثبت شد", "در جست‌وجوی مرکز"]),
        ("routed", ["پیشنهاد ثبت شد", "به «مرکز آزمون» رسید"]),
        ("partly_received", ["پیشنهاد ثبت شد", "به «مرکز آزمون» رسید", "۴ بسته تحویل گرفته شد"]),
        (
            "received",
            [
                "پیشنهاد ثبت شد",
                "به «مرکز آزمون» رسید",
                "۱۰ بسته تحویل گرفته شد",
                "تحویل این پیشنهاد تمام شد",
            ],
        ),
        ("refused", ["پیشنهاد ثبت شد", "به «مرکز آزمون» رسید", "پذیرفته نشد"]),
    ],
)
def test_every_state_has_its_steps(status, titles):
    offer = an_offer_in(status)

    events = timeline_of_offer(offer)

    assert [event.title for event in events] == titles


def test_the_reason_of_the_routing_is_told():
    offer = an_offer(center=a_center(goods=[]))

    told = timeline_of_offer(offer)[-1].text

    assert "«مرکز آزمون» هنوز نگفته است چه کالایی می‌پذیرد" in told


def test_what_was_turned_away_is_told_with_its_reason():
    offer = an_offer()
    receive(offer, 7, 3, reason="تاریخ‌گذشته")
    offer.refresh_from_db()

    told = timeline_of_offer(offer)[2].text

    assert told == "۷ پذیرفته شد و ۳ پذیرفته نشد. دلیل: تاریخ‌گذشته"


def test_nobody_at_the_desk_is_named():
    offer = an_offer()
    worker = a_worker(offer.center, first_name="زهرا", last_name="رضایی")
    receive(offer, 10, by=worker)
    offer.refresh_from_db()

    told = " ".join(f"{event.title} {event.text} {event.by}" for event in timeline_of_offer(offer))

    assert "زهرا" not in told
    assert "رضایی" not in told
    assert worker.username not in told


def test_the_story_costs_few_queries(django_assert_max_num_queries):
    offer = an_offer_in("received")

    with django_assert_max_num_queries(5):
        timeline_of_offer(offer)
