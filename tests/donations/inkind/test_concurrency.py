"""Two pairs of hands at one desk, on a real PostgreSQL: each intake counts once, none is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from donations.history import WrongState
from donations.inkind.models import Intake, Offer
from donations.inkind.queries import stock_of
from tests.builders.inkind import a_worker, an_offer, receive

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def at_once(*acts):
    """Run the acts in threads that start together; gives each one's result or error."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except WrongState as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


@pytest.mark.parametrize("_round", range(5))
def test_a_double_click_is_one_intake(_round):
    offer = an_offer()
    worker = a_worker(offer.center)

    results = at_once(*[lambda: receive(offer, 10, by=worker, form_key="same")] * 4)

    assert len({intake.pk for intake in results}) == 1
    assert stock_of(offer.center)[0].quantity == 10


@pytest.mark.parametrize("_round", range(5))
def test_of_two_colleagues_who_take_in_all_of_it_one_is_told(_round):
    offer = an_offer()
    workers = [a_worker(offer.center), a_worker(offer.center)]

    results = at_once(*[lambda worker=worker: receive(offer, 10, by=worker) for worker in workers])

    assert sorted(type(result).__name__ for result in results) == ["Intake", "WrongState"]
    assert Intake.objects.count() == 1
    assert Offer.objects.get().status == "received"


def test_the_same_form_at_once_is_one_offer():
    center = an_offer().center

    results = at_once(*[lambda: an_offer(center=center, form_key="same")] * 4)

    assert len({offer.pk for offer in results}) == 1
    assert {offer.status for offer in results} == {"routed"}
