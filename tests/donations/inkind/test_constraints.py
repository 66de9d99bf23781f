"""What must hold of offers, intakes and stock is kept by the database: the bad row is refused by name."""

import pytest
from django.db import IntegrityError, connection, transaction

from donations.history import StateChange
from donations.inkind.models import Intake, StockMovement
from tests.builders.centers import a_center
from tests.builders.inkind import AT, a_worker, an_offer, an_offer_in, receive

pytestmark = pytest.mark.django_db


def write(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


def insert_intake(offer, *, received=2, accepted=2, rejected=0, reason="") -> None:
    write(
        """INSERT INTO donations_intake
        (item_id, idempotency_key, received, accepted, rejected, rejection_reason, at, by_user_id)
        VALUES (%s, 'key', %s, %s, %s, %s, %s, %s)""",
        offer.items.get().pk, received, accepted, rejected, reason, AT, a_worker(offer.center).pk,
    )  # fmt: skip


def insert_movement(offer, *, kind="accepted", quantity=4, intake=None, center=None) -> None:
    write(
        """INSERT INTO donations_stockmovement
        (center_id, item_id, kind, quantity, intake_id, at, by_user_id)
        VALUES (%s, %s, %s, %s, %s, %s, %s)""",
        (center or offer.center).pk, offer.items.get().pk, kind, quantity, intake and intake.pk, AT,
        a_worker(offer.center).pk,
    )  # fmt: skip


def an_intake_without_movement(offer):
    worker = a_worker(offer.center)
    return Intake.objects.create(
        item=offer.items.get(),
        idempotency_key="raw",
        received=4,
        accepted=4,
        rejected=0,
        at=AT,
        by_user=worker,
    )


@pytest.mark.parametrize(
    "numbers",
    [
        {"received": 3, "accepted": 2, "rejected": 0},
        {"received": 1, "accepted": 2, "rejected": 0},
        {"received": 0, "accepted": 0, "rejected": 0},
    ],
)
def test_received_is_accepted_plus_rejected_and_not_nothing(numbers):
    with refused("intake_received_is_accepted_plus_rejected"):
        insert_intake(an_offer(), **numbers)


def test_a_rejection_has_a_reason():
    with refused("intake_rejection_has_a_reason"):
        insert_intake(an_offer(), received=2, accepted=1, rejected=1)


def test_a_pledge_is_positive():
    offer = an_offer()

    with refused("offer_item_pledge_is_positive"):
        write("UPDATE donations_offeritem SET pledged = 0 WHERE offer_id = %s", offer.pk)


@pytest.mark.parametrize("table", ["intake", "stockmovement"])
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE donations_{0} SET at = at", "is_never_updated"),
        ("DELETE FROM donations_{0}", "is_never_deleted"),
    ],
)
def test_intakes_and_movements_are_append_only(table, statement, name):
    receive(an_offer(), 3)

    with refused(f"{table}_{name}"):
        write(statement.format(table))


def test_stock_is_never_negative():
    offer = an_offer()
    receive(offer, 3)

    with refused("stock_is_never_negative"):
        insert_movement(offer, kind="correction", quantity=-4)


def test_a_movement_is_not_empty():
    with refused("stock_movement_is_not_empty"):
        insert_movement(an_offer(), kind="correction", quantity=0)


def test_accepted_goods_come_from_an_intake():
    with refused("stock_movement"):
        insert_movement(an_offer(), quantity=4)


def test_a_movement_has_the_quantity_of_its_intake():
    offer = an_offer()
    intake = an_intake_without_movement(offer)

    with refused("stock_movement_follows_its_intake"):
        insert_movement(offer, quantity=5, intake=intake)


def test_a_movement_is_at_the_centre_of_its_offer():
    offer = an_offer()
    intake = an_intake_without_movement(offer)

    with refused("stock_movement_follows_its_intake"):
        insert_movement(offer, quantity=4, intake=intake, center=a_center())


def test_an_intake_moves_stock_once():
    offer = an_offer()
    intake = receive(offer, 4)

    with refused("intake_id|stockmovement"):
        insert_movement(offer, quantity=4, intake=intake)

    assert StockMovement.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "to"),
    [
        ("offered", "received"),
        ("routed", "offered"),
        ("partly_received", "refused"),
        ("received", "routed"),
        ("refused", "routed"),
    ],
)
def test_a_state_outside_the_table_is_refused(status, to):
    offer = an_offer_in(status)
    change = StateChange.objects.create(offer=offer, previous=status, status=to, at=AT, by_kind="system")

    with refused("offer_status_follows_table|offer_beyond_offered_has_a_center"):
        write(
            "UPDATE donations_offer SET status = %s, last_change_id = %s WHERE id = %s",
            to,
            change.pk,
            offer.pk,
        )


def test_a_state_does_not_change_without_saying_who_and_when():
    offer = an_offer()

    with refused("offer_status_follows_table"):
        write("UPDATE donations_offer SET status = 'received' WHERE id = %s", offer.pk)


def test_no_offer_is_routed_to_a_centre_that_does_not_work():
    offer = an_offer_in("offered")
    closed = a_center(status="suspended")
    change = StateChange.objects.create(
        offer=offer, previous="offered", status="routed", at=AT, by_kind="system"
    )

    with refused("offer_is_routed_to_an_active_center"):
        write(
            """UPDATE donations_offer SET status = 'routed', center_id = %s, last_change_id = %s,
            rules_id = (SELECT MAX(id) FROM donations_routingrules) WHERE id = %s""",
            closed.pk, change.pk, offer.pk,
        )  # fmt: skip
