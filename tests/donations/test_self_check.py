"""`self_check` finds every kind of damage when it is planted behind the constraints' back."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from donations.invariants import INVARIANTS, findings
from tests.builders.centers import a_center
from tests.builders.donations import a_finished_gift, an_awaiting_payment
from tests.builders.inkind import an_offer_in

pytestmark = pytest.mark.django_db

STRANGER = uuid.UUID(int=7)


@contextmanager
def without_guards(*nouns: str) -> Iterator[None]:
    """Replace the tables by bare copies for the length of the block; everything is rolled back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                # Renaming would otherwise check triggers that speak of the missing table.
                cursor.execute("PRAGMA legacy_alter_table=ON")
            else:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for noun in nouns:
                table = f"donations_{noun}"
                cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {table}")
                cursor.execute(f"DROP TABLE {table}" + (" CASCADE" if connection.vendor != "sqlite" else ""))
                cursor.execute(f"ALTER TABLE bare RENAME TO {table}")
        yield
        transaction.set_rollback(True)


def found() -> set[str]:
    return {finding.invariant.name for finding in findings()} - {"guards_stand"}


def damage(sql: str) -> None:
    stranger = str(STRANGER) if connection.vendor == "postgresql" else STRANGER.hex
    true = "TRUE" if connection.vendor == "postgresql" else "1"
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{stranger}", f"'{stranger}'").replace("{true}", true))


DAMAGE = [
    ("paid_payment_has_its_transaction", ["payment"], "UPDATE donations_payment SET transaction_id = NULL"),
    ("paid_payment_has_its_transaction", ["transaction"], "UPDATE donations_transaction SET amount = 1"),
    ("transaction_has_its_payment", ["payment"], "UPDATE donations_payment SET transaction_id = {stranger}"),
    ("transaction_balances", ["transaction"], "UPDATE donations_transaction SET amount = 0"),
    ("transaction_balances", ["transaction"], "UPDATE donations_transaction SET debit_id = credit_id"),
    (
        "clearing_is_not_overdrawn",
        ["transaction"],
        "UPDATE donations_transaction SET amount = amount * 2 WHERE kind = 'allocation'",
    ),
    (
        "authority_is_unique",
        ["payment"],
        "UPDATE donations_payment SET authority = 'same', gateway = 'same'",
    ),
    ("reference_is_unique", ["payment"], "UPDATE donations_payment SET ref_id = '1', gateway = 'same'"),
    (
        "gift_has_one_settled_payment",
        ["payment"],
        "UPDATE donations_payment SET gift_id = (SELECT MIN(gift_id) FROM donations_payment"
        " WHERE settles_gift)",
    ),
    (
        "gift_has_one_settled_payment",
        ["payment"],
        "UPDATE donations_payment SET settles_gift = (1 = 0)",
    ),
    ("odd_payment_is_before_a_human", ["payment"], "UPDATE donations_payment SET settles_gift = (1 = 0)"),
    ("designations_add_up_to_the_gift", ["gift"], "UPDATE donations_gift SET amount = amount + 1"),
    ("designations_add_up_to_the_gift", ["payment"], "UPDATE donations_payment SET amount = amount + 1"),
    ("designations_add_up_to_the_gift", ["designation"], "UPDATE donations_designation SET amount = 1"),
    ("allocations_add_up_to_the_designation", ["allocation"], "UPDATE donations_allocation SET amount = 1"),
    (
        "allocations_add_up_to_the_designation",
        ["designation"],
        "UPDATE donations_designation SET allocated_at = NULL",
    ),
    ("amounts_are_positive", ["gift"], "UPDATE donations_gift SET amount = -1"),
    ("verdict_has_its_proof", ["payment"], "UPDATE donations_payment SET proof_id = NULL"),
    ("verdict_has_its_proof", ["gatewaycall"], "UPDATE donations_gatewaycall SET outcome = 'unknown'"),
    ("awaited_payment_is_asked_about", ["payment"], "UPDATE donations_payment SET next_check_at = NULL"),
    (
        "allocation_stays_in_its_pot",
        ["designation"],
        "UPDATE donations_designation SET intent_id = (SELECT MAX(id) FROM donations_intent)",
    ),
    (
        "allocation_transaction_has_its_allocation",
        ["allocation"],
        "UPDATE donations_allocation SET transaction_id = {stranger}",
    ),
    ("receipts_are_gapless", ["receipt"], "UPDATE donations_receipt SET number = number + 1"),
    ("receipts_are_gapless", ["receiptyear"], "UPDATE donations_receiptyear SET last_number = 9"),
    ("receipts_are_gapless", ["receipt"], "DELETE FROM donations_receipt"),
    ("odd_payment_is_before_a_human", ["payment"], "UPDATE donations_payment SET status = 'mismatch'"),
    ("receipt_tells_the_gift", ["gift"], "UPDATE donations_gift SET tracking_code = '000000000000'"),
    ("receipt_tells_the_gift", ["gift"], "UPDATE donations_gift SET status = 'started'"),
    ("gift_status_is_told", ["gift"], "UPDATE donations_gift SET last_change_id = NULL"),
    ("payment_status_is_told", ["payment"], "UPDATE donations_payment SET status = 'mismatch'"),
    ("intake_adds_up", ["intake"], "UPDATE donations_intake SET received = received + 1"),
    ("intake_adds_up", ["stockmovement"], "DELETE FROM donations_stockmovement"),
    ("stock_is_never_negative", ["stockmovement"], "UPDATE donations_stockmovement SET quantity = -1"),
    ("offer_status_is_told", ["offer"], "UPDATE donations_offer SET status = 'refused'"),
]


@pytest.mark.parametrize(("name", "nouns", "sql"), DAMAGE)
def test_planted_damage_is_found(name, nouns, sql):
    a_center()
    a_finished_gift()
    a_finished_gift()
    an_awaiting_payment()
    an_offer_in("received")
    before = found()

    with without_guards(*nouns):
        damage(sql)
        after = found()

    assert before == set()
    assert name in after


def test_every_invariant_is_planted():
    planted = {name for name, _, _ in DAMAGE}

    assert {invariant.name for invariant in INVARIANTS} == planted


def test_a_missing_guard_is_found():
    trigger = "DROP TRIGGER gift_is_never_deleted"

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(trigger + (" ON donations_gift" if connection.vendor == "postgresql" else ""))
        subjects = [finding.subject for finding in findings()]
        transaction.set_rollback(True)

    assert subjects == ["gift_is_never_deleted"]


def test_a_hollow_guard_is_found():
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION gift_is_never_deleted() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN OLD; END $$"
            )
        else:
            cursor.execute("DROP TRIGGER gift_is_never_deleted")
            cursor.execute(
                "CREATE TRIGGER gift_is_never_deleted BEFORE DELETE ON donations_gift"
                " WHEN (1 = 2) BEGIN SELECT RAISE(ABORT, 'gift_is_never_deleted'); END"
            )
        subjects = [finding.subject for finding in findings()]
        transaction.set_rollback(True)

    assert subjects == ["gift_is_never_deleted"]


def test_the_command_says_what_it_checked():
    out = StringIO()

    call_command("self_check", stdout=out)

    assert "0 findings" in out.getvalue()


def test_the_command_fails_when_something_is_wrong():
    a_center()
    a_finished_gift()

    with without_guards("gift"):
        damage("UPDATE donations_gift SET amount = -1")
        with pytest.raises(SystemExit) as stop:
            call_command("self_check", stdout=StringIO())

    assert stop.value.code == 1
