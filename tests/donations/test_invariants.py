"""Each invariant is kept by the database itself: the bad row, written by raw SQL, is refused by name."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from donations.gateway.port import Outcome
from donations.giving.models import Designation, GatewayCall, Gift, Payment
from donations.giving.settlement import check
from donations.history import DONOR, StateChange
from donations.ledger.models import Account, Transaction
from donations.receipts.models import Receipt
from donations.routing.models import Allocation
from tests.builders.centers import a_center
from tests.builders.donations import (
    AT,
    ScriptedGateway,
    a_finished_gift,
    a_gift,
    a_paid_payment,
    an_awaiting_payment,
    answer,
)

pytestmark = pytest.mark.django_db


def write(sql: str, *values: object) -> None:
    """Run raw SQL and let every deferred constraint speak."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        connection.check_constraints() if connection.vendor == "sqlite" else cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


def key(row_id: uuid.UUID) -> object:
    """A UUID as the database at hand stores it."""
    return row_id if connection.vendor == "postgresql" else row_id.hex


def a_finished_payment() -> Payment:
    a_center()
    return a_finished_gift().payments.get()


# --- 1. Every paid payment has exactly one transaction of its amount, and the other way round ---


def test_a_payment_cannot_be_paid_without_a_transaction():
    payment = an_awaiting_payment()
    call = GatewayCall.objects.create(payment=payment, call="verify", outcome="paid", at=AT)
    change = StateChange.objects.create(
        payment=payment, previous="awaiting", status="paid", at=AT, by_kind="system"
    )

    with refused("payment_paid_has_a_transaction"):
        write(
            "UPDATE donations_payment SET status='paid', paid_at=%s, proof_id=%s, last_change_id=%s"
            " WHERE id=%s",
            AT,
            call.pk,
            change.pk,
            payment.pk,
        )


def test_a_payment_cannot_name_a_transaction_that_does_not_exist():
    payment = an_awaiting_payment()
    call = GatewayCall.objects.create(payment=payment, call="verify", outcome="paid", at=AT)
    change = StateChange.objects.create(
        payment=payment, previous="awaiting", status="paid", at=AT, by_kind="system"
    )

    with refused("(?i)foreign key|invalid foreign key"):
        write(
            "UPDATE donations_payment SET status='paid', paid_at=%s, proof_id=%s, last_change_id=%s,"
            " transaction_id=%s WHERE id=%s",
            AT,
            call.pk,
            change.pk,
            key(uuid.uuid4()),
            payment.pk,
        )


def a_raw_transaction(kind: str, amount: int, row_id: uuid.UUID | None = None, **also: object) -> None:
    debit = Account.objects.get_or_create(code="gateway:raw", defaults={"kind": "gateway"})[0]
    credit = (
        also.pop("credit", None)
        or Account.objects.get_or_create(code="clearing", defaults={"kind": "clearing"})[0]
    )
    write(
        "INSERT INTO donations_transaction"
        " (id, kind, debit_id, credit_id, amount, posted_at, by_kind, memo, reverses_id)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'system', '', %s)",
        key(row_id or uuid.uuid4()),
        kind,
        debit.pk,
        credit.pk,
        amount,
        AT,
        also.get("reverses"),
    )


@pytest.mark.parametrize("kind", ["payment", "allocation", "gift"])
def test_a_transaction_needs_something_behind_it(kind):
    with refused("transaction_has_something_behind_it"):
        a_raw_transaction(kind, 500_000)


def test_two_payments_cannot_share_one_transaction():
    paid = a_paid_payment()
    other = a_paid_payment()

    with refused("(?i)unique|payment_facts_never_change"):
        write(
            "UPDATE donations_payment SET transaction_id=%s WHERE id=%s", key(paid.transaction_id), other.pk
        )


# --- 2. The ledger balances and is append-only ---


def test_a_transaction_moves_between_two_different_accounts():
    payment = a_paid_payment()
    account = Account.objects.get(code="clearing")

    with refused("transaction_moves_between_two_accounts|transaction_has_something_behind_it"):
        write(
            "INSERT INTO donations_transaction (id, kind, debit_id, credit_id, amount, posted_at, by_kind,"
            " memo, reverses_id) VALUES (%s, 'reversal', %s, %s, %s, %s, 'system', '', %s)",
            key(uuid.uuid4()),
            account.pk,
            account.pk,
            payment.amount,
            AT,
            key(payment.transaction_id),
        )


@pytest.mark.parametrize("amount", [0, -500_000])
def test_a_transaction_amount_is_positive(amount):
    with refused("transaction_amount_is_positive|transaction_has_something_behind_it"):
        a_raw_transaction("reversal", amount)


def test_a_reversal_mirrors_what_it_reverses():
    payment = a_paid_payment()

    with refused("transaction_has_something_behind_it"):
        a_raw_transaction("reversal", payment.amount - 1, reverses=key(payment.transaction_id))


@pytest.mark.parametrize("noun", ["transaction", "gatewaycall", "statechange", "allocation", "receipt"])
@pytest.mark.parametrize("verb", ["UPDATE donations_{0} SET id = id", "DELETE FROM donations_{0}"])
def test_what_was_written_is_never_changed_or_deleted(noun, verb):
    a_finished_payment()

    with refused(f"{noun}_is_never_"):
        write(verb.format(noun))


@pytest.mark.parametrize("noun", ["gift", "payment", "designation"])
def test_gifts_payments_and_designations_are_never_deleted(noun):
    a_finished_payment()

    with refused(f"{noun}_is_never_deleted"):
        write(f"DELETE FROM donations_{noun}")


# --- 3. Authority, reference and settlement are unique ---


def test_an_authority_is_unique_at_its_gateway():
    first = an_awaiting_payment()
    second = Payment.objects.create(gift=a_gift(), gateway="scripted", amount=500_000, created_at=AT)
    change = StateChange.objects.create(
        payment=second, previous="created", status="awaiting", at=AT, by_kind="donor"
    )

    with refused("(?i)unique"):
        write(
            "UPDATE donations_payment SET status='awaiting', last_change_id=%s, authority=%s WHERE id=%s",
            change.pk,
            first.authority,
            second.pk,
        )


def test_a_reference_is_unique_at_its_gateway():
    first = a_paid_payment()
    second = a_paid_payment()

    with refused("(?i)unique"):
        write("UPDATE donations_payment SET ref_id=%s WHERE id=%s", first.ref_id, second.pk)


def test_a_gift_has_one_settled_payment():
    gift = a_gift()
    first = an_awaiting_payment(gift)
    check(payment=first, gateway=ScriptedGateway(answer(Outcome.NOT_PAID)), by=DONOR, at=AT)
    a_paid_payment(gift)
    call = GatewayCall.objects.create(payment=first, call="verify", outcome="paid", at=AT)
    change = StateChange.objects.create(
        payment=first, previous="not_paid", status="paid", at=AT, by_kind="system"
    )

    with refused("(?i)gift_has_one_settled_payment|unique"):
        write(
            "UPDATE donations_payment SET status='paid', paid_at=%s, proof_id=%s, last_change_id=%s,"
            " transaction_id=%s, settles_gift=%s WHERE id=%s",
            AT,
            call.pk,
            change.pk,
            key(uuid.uuid4()),
            True,
            first.pk,
        )


def test_only_a_paid_payment_settles_a_gift():
    payment = an_awaiting_payment()

    with refused("payment_settles_only_when_paid"):
        write("UPDATE donations_payment SET settles_gift=%s WHERE id=%s", True, payment.pk)


# --- 4. Sums to the rial ---


@pytest.mark.parametrize("amount", [0, -1, 1_000_000_001])
def test_a_gift_amount_is_positive_and_payable(amount):
    with refused("gift_amount"):
        write("UPDATE donations_gift SET amount=%s WHERE id=%s", amount, a_gift().pk)


def test_a_gift_amount_never_changes():
    gift = a_gift()

    with refused("gift_amount_never_changes"):
        write("UPDATE donations_gift SET amount=amount + 1 WHERE id=%s", gift.pk)


def test_a_payment_needs_designations_that_add_up_to_the_gift():
    gift = a_gift()
    Designation.objects.create(gift=gift, amount=1, intent=gift.designations.get().intent, fallback="none")

    with refused("payment_is_for_the_whole_gift"):
        Payment.objects.create(gift=gift, gateway="x", amount=gift.amount, created_at=AT)


def test_a_payment_is_for_the_amount_of_the_gift():
    gift = a_gift(amount=500_000)

    with refused("payment_is_for_the_whole_gift"):
        Payment.objects.create(gift=gift, gateway="x", amount=50_000, created_at=AT)


def test_a_designation_cannot_be_added_after_the_payment_was_started():
    gift = an_awaiting_payment().gift

    with refused("designation_comes_before_payment"):
        Designation.objects.create(
            gift=gift, amount=1, intent=gift.designations.get().intent, fallback="none"
        )


def test_a_designation_amount_never_changes():
    designation = a_gift().designations.get()

    with refused("designation_never_changes"):
        write("UPDATE donations_designation SET amount=1 WHERE id=%s", designation.pk)


def test_a_designation_is_not_allocated_before_its_shares_add_up():
    designation = a_paid_payment().gift.designations.get()

    with refused("designation_is_allocated_to_the_rial"):
        write("UPDATE donations_designation SET allocated_at=%s WHERE id=%s", AT, designation.pk)


def a_raw_allocation(designation: Designation, center: object, amount: int) -> None:
    write(
        "INSERT INTO donations_allocation (designation_id, center_id, amount, rules_id, step, reasons,"
        " transaction_id, at) VALUES (%s, %s, %s, (SELECT MIN(id) FROM donations_routingrules), 'chosen',"
        " '[]', %s, %s)",
        designation.pk,
        center.pk,
        amount,
        key(uuid.uuid4()),
        AT,
    )


@pytest.mark.parametrize("amount", [0, -1])
def test_an_allocation_is_positive(amount):
    center = a_center()
    designation = a_paid_payment().gift.designations.get()

    with refused("allocation_amount_is_positive"):
        a_raw_allocation(designation, center, amount)


def test_an_allocation_stays_within_its_designation():
    center = a_center()
    designation = a_paid_payment(amount=500_000).gift.designations.get()

    with refused("allocation_stays_within_the_designation"):
        a_raw_allocation(designation, center, 500_001)


def test_an_allocation_needs_its_transaction():
    center = a_center()
    designation = a_paid_payment(amount=500_000).gift.designations.get()

    with refused("(?i)foreign key"):
        a_raw_allocation(designation, center, 500_000)


def test_nothing_is_allocated_before_the_gift_is_confirmed():
    center = a_center()

    with refused("allocation_needs_a_confirmed_gift"):
        a_raw_allocation(a_gift().designations.get(), center, 500_000)


@pytest.mark.parametrize("status", ["planned", "temporarily_closed", "suspended", "closed"])
def test_nothing_is_allocated_to_a_center_that_may_not_receive(status):
    center = a_center(status=status)
    designation = a_paid_payment().gift.designations.get()

    with refused("allocation_goes_to_an_active_center"):
        a_raw_allocation(designation, center, 500_000)


# --- 5. Nothing is decided without the gateway's proof ---


@pytest.mark.parametrize("status", ["not_paid", "mismatch"])
def test_a_verdict_needs_a_proof(status):
    payment = an_awaiting_payment()
    change = StateChange.objects.create(
        payment=payment, previous="awaiting", status=status, at=AT, by_kind="system"
    )

    with refused("payment_proof_proves_it|payment_verdict_has_a_proof"):
        write(
            "UPDATE donations_payment SET status=%s, last_change_id=%s WHERE id=%s",
            status,
            change.pk,
            payment.pk,
        )


def test_an_unknown_answer_proves_nothing():
    payment = an_awaiting_payment()
    call = GatewayCall.objects.create(payment=payment, call="verify", outcome="unknown", at=AT)
    change = StateChange.objects.create(
        payment=payment, previous="awaiting", status="not_paid", at=AT, by_kind="system"
    )

    with refused("payment_proof_proves_it"):
        write(
            "UPDATE donations_payment SET status='not_paid', last_change_id=%s, proof_id=%s WHERE id=%s",
            change.pk,
            call.pk,
            payment.pk,
        )


def test_an_attempt_without_an_authority_cannot_be_awaited():
    payment = Payment.objects.create(gift=a_gift(), gateway="x", amount=500_000, created_at=AT)
    change = StateChange.objects.create(
        payment=payment, previous="created", status="awaiting", at=AT, by_kind="donor"
    )

    with refused("payment_with_the_gateway_has_an_authority"):
        write(
            "UPDATE donations_payment SET status='awaiting', last_change_id=%s WHERE id=%s",
            change.pk,
            payment.pk,
        )


@pytest.mark.parametrize(
    "column", ["amount = 1", "gift_id = gift_id + 1", "gateway = 'other'", "order_id = 'other'"]
)
def test_the_facts_of_an_attempt_never_change(column):
    payment = an_awaiting_payment()

    with refused("payment_facts_never_change"):
        write(f"UPDATE donations_payment SET {column} WHERE id=%s", payment.pk)


# --- 8. Receipts ---


def a_raw_receipt(gift: Gift, jyear: int, number: int) -> None:
    write(
        "INSERT INTO donations_receipt (gift_id, jyear, number, key, content, payer, on_behalf_of, issued_at)"
        " VALUES (%s, %s, %s, %s, '{}', '', '', %s)",
        gift.pk,
        jyear,
        number,
        uuid.uuid4().hex,
        AT,
    )


@pytest.mark.parametrize("number", [0, 1, 3, 900])
def test_a_receipt_number_neither_repeats_nor_skips(number):
    first = a_finished_payment().gift.receipt
    gift = a_paid_payment().gift

    with refused("receipt_number"):
        a_raw_receipt(gift, first.jyear, number)


def test_numbers_begin_again_with_the_year():
    first = a_finished_payment().gift.receipt

    a_raw_receipt(a_paid_payment().gift, first.jyear + 1, 1)

    assert Receipt.objects.filter(number=1).count() == 2


def test_an_unpaid_gift_gets_no_receipt():
    with refused("receipt_is_for_a_confirmed_gift"):
        a_raw_receipt(a_gift(), 1405, 1)


# --- 9. States follow the table, and who and when are recorded ---


@pytest.mark.parametrize(
    ("noun", "previous", "status"),
    [("gift", "started", "lost"), ("payment", "awaiting", "created"), ("payment", "awaiting", "refused")],
)
def test_a_move_outside_the_table_is_refused(noun, previous, status):
    payment = an_awaiting_payment()
    row_id = payment.pk if noun == "payment" else payment.gift_id
    change = StateChange.objects.create(
        previous=previous, status=status, at=AT, by_kind="system", **{f"{noun}_id": row_id}
    )

    with refused(f"{noun}_status_follows_table"):
        write(
            f"UPDATE donations_{noun} SET status=%s, last_change_id=%s WHERE id=%s", status, change.pk, row_id
        )


def test_a_move_without_who_and_when_is_refused():
    payment = Payment.objects.create(gift=a_gift(), gateway="x", amount=500_000, created_at=AT)

    with refused("payment_status_follows_table"):
        write("UPDATE donations_payment SET status='refused' WHERE id=%s", payment.pk)


def test_a_move_cannot_borrow_the_record_of_another():
    payment = Payment.objects.create(gift=a_gift(), gateway="x", amount=500_000, created_at=AT)
    other = Payment.objects.create(gift=a_gift(), gateway="x", amount=500_000, created_at=AT)
    change = StateChange.objects.create(
        payment=other, previous="created", status="refused", at=AT, by_kind="system"
    )

    with refused("payment_status_follows_table"):
        write(
            "UPDATE donations_payment SET status='refused', last_change_id=%s WHERE id=%s",
            change.pk,
            payment.pk,
        )


def test_a_gift_is_not_confirmed_without_a_settled_payment():
    gift = an_awaiting_payment().gift
    change = StateChange.objects.create(
        gift=gift, previous="started", status="confirmed", at=AT, by_kind="system"
    )

    with refused("gift_confirmed_has_a_settled_payment"):
        write(
            "UPDATE donations_gift SET status='confirmed', confirmed_at=%s, last_change_id=%s WHERE id=%s",
            AT,
            change.pk,
            gift.pk,
        )


def test_a_finished_gift_leaves_every_sum_in_order():
    payment = a_finished_payment()

    assert sum(Allocation.objects.values_list("amount", flat=True)) == payment.amount
    assert sorted(Transaction.objects.values_list("kind", flat=True)) == ["allocation", "payment"]
    assert Receipt.objects.get().number == 1
