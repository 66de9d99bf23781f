"""Invariants that a CHECK constraint cannot express, as named triggers on SQLite and PostgreSQL.

Each guard is one condition over OLD and NEW that must never hold; both databases read the same SQL.
Altering a guarded table on SQLite rebuilds it and drops its triggers: such a migration must put them
back (`manage.py self_check` and the tests notice a missing guard).
"""

from typing import NamedTuple

from django.db import migrations


class Guard(NamedTuple):
    name: str
    event: str
    table: str
    violated: str


GIFT = {"started": ["confirmed"], "confirmed": ["allocated"]}
PAYMENT = {
    "created": ["awaiting", "refused", "unreached"],
    "awaiting": ["paid", "not_paid", "mismatch"],
    "not_paid": ["paid", "mismatch"],
    "mismatch": ["paid", "not_paid"],
}
OFFER = {
    "offered": ["routed"],
    "routed": ["partly_received", "received", "refused"],
    "partly_received": ["partly_received", "received"],
}


def moves(table: dict[str, list[str]]) -> str:
    return ", ".join(f"'{old}>{new}'" for old, news in table.items() for new in news)


def status_guards(noun: str, table: dict[str, list[str]], first: str) -> list[Guard]:
    """A row begins in its first state; each move is in the table and names its own fresh change."""
    return [
        Guard(
            f"{noun}_begins_{first}",
            "INSERT",
            f"donations_{noun}",
            f"NEW.status <> '{first}' OR NEW.last_change_id IS NOT NULL",
        ),
        Guard(
            f"{noun}_status_follows_table",
            "UPDATE",
            f"donations_{noun}",
            f"""(NEW.status <> OLD.status OR COALESCE(NEW.last_change_id, 0) <> COALESCE(OLD.last_change_id, 0))
            AND (OLD.status || '>' || NEW.status NOT IN ({moves(table)})
                OR COALESCE(NEW.last_change_id, 0) = COALESCE(OLD.last_change_id, 0)
                OR NOT EXISTS (SELECT 1 FROM donations_statechange change
                    WHERE change.id = NEW.last_change_id AND change.{noun}_id = NEW.id
                    AND change.previous = OLD.status AND change.status = NEW.status))""",
        ),
        Guard(f"{noun}_is_never_deleted", "DELETE", f"donations_{noun}", "1 = 1"),
    ]


def append_only(noun: str) -> list[Guard]:
    return [
        Guard(f"{noun}_is_never_updated", "UPDATE", f"donations_{noun}", "1 = 1"),
        Guard(f"{noun}_is_never_deleted", "DELETE", f"donations_{noun}", "1 = 1"),
    ]


GUARDS = [
    *status_guards("gift", GIFT, "started"),
    *status_guards("payment", PAYMENT, "created"),
    *status_guards("offer", OFFER, "offered"),
    *append_only("statechange"),
    *append_only("transaction"),
    *append_only("gatewaycall"),
    *append_only("allocation"),
    *append_only("receipt"),
    *append_only("intake"),
    *append_only("stockmovement"),
    Guard("gift_amount_never_changes", "UPDATE", "donations_gift", "NEW.amount <> OLD.amount"),
    Guard(
        "gift_confirmed_has_a_settled_payment",
        "UPDATE",
        "donations_gift",
        """NEW.status <> OLD.status AND NEW.status = 'confirmed' AND NOT EXISTS (
            SELECT 1 FROM donations_payment payment
            WHERE payment.gift_id = NEW.id AND payment.settles_gift AND payment.status = 'paid')""",
    ),
    Guard(
        "gift_allocated_has_no_open_designation",
        "UPDATE",
        "donations_gift",
        """NEW.status <> OLD.status AND NEW.status = 'allocated' AND EXISTS (
            SELECT 1 FROM donations_designation designation
            WHERE designation.gift_id = NEW.id AND designation.allocated_at IS NULL)""",
    ),
    Guard(
        "designation_comes_before_payment",
        "INSERT",
        "donations_designation",
        "EXISTS (SELECT 1 FROM donations_payment payment WHERE payment.gift_id = NEW.gift_id)",
    ),
    Guard(
        "designation_never_changes",
        "UPDATE",
        "donations_designation",
        """NEW.amount <> OLD.amount OR NEW.gift_id <> OLD.gift_id OR NEW.intent_id <> OLD.intent_id
            OR COALESCE(NEW.center_id, 0) <> COALESCE(OLD.center_id, 0)
            OR COALESCE(NEW.place_id, 0) <> COALESCE(OLD.place_id, 0)
            OR NEW.fallback <> OLD.fallback OR OLD.allocated_at IS NOT NULL""",
    ),
    Guard("designation_is_never_deleted", "DELETE", "donations_designation", "1 = 1"),
    Guard(
        "designation_is_allocated_to_the_rial",
        "UPDATE",
        "donations_designation",
        """NEW.allocated_at IS NOT NULL AND NEW.amount <> (
            SELECT COALESCE(SUM(allocation.amount), 0) FROM donations_allocation allocation
            WHERE allocation.designation_id = NEW.id)""",
    ),
    Guard(
        "payment_is_for_the_whole_gift",
        "INSERT",
        "donations_payment",
        """NEW.amount <> (SELECT gift.amount FROM donations_gift gift WHERE gift.id = NEW.gift_id)
            OR NEW.amount <> (SELECT COALESCE(SUM(designation.amount), 0)
                FROM donations_designation designation WHERE designation.gift_id = NEW.gift_id)""",
    ),
    Guard(
        "payment_facts_never_change",
        "UPDATE",
        "donations_payment",
        """NEW.amount <> OLD.amount OR NEW.gift_id <> OLD.gift_id OR NEW.gateway <> OLD.gateway
            OR NEW.order_id <> OLD.order_id
            OR (OLD.authority IS NOT NULL AND (NEW.authority IS NULL OR NEW.authority <> OLD.authority))
            OR (OLD.status = 'paid' AND (NEW.status <> 'paid' OR NEW.transaction_id <> OLD.transaction_id
                OR NEW.settles_gift <> OLD.settles_gift OR NEW.proof_id <> OLD.proof_id))""",
    ),
    Guard(
        "payment_proof_proves_it",
        "UPDATE",
        "donations_payment",
        """NEW.status <> OLD.status AND NEW.status IN ('paid', 'not_paid', 'mismatch') AND NOT EXISTS (
            SELECT 1 FROM donations_gatewaycall call
            WHERE call.id = NEW.proof_id AND call.payment_id = NEW.id AND (call.outcome = NEW.status
                OR (NEW.status = 'mismatch' AND call.outcome = 'paid')))""",
    ),
    Guard(
        "allocation_needs_a_confirmed_gift",
        "INSERT",
        "donations_allocation",
        """NOT EXISTS (SELECT 1 FROM donations_designation designation
            JOIN donations_gift gift ON gift.id = designation.gift_id
            WHERE designation.id = NEW.designation_id AND gift.status = 'confirmed'
            AND designation.allocated_at IS NULL)""",
    ),
    Guard(
        "allocation_stays_within_the_designation",
        "INSERT",
        "donations_allocation",
        """NEW.amount + (SELECT COALESCE(SUM(allocation.amount), 0) FROM donations_allocation allocation
                WHERE allocation.designation_id = NEW.designation_id)
            > (SELECT designation.amount FROM donations_designation designation
                WHERE designation.id = NEW.designation_id)""",
    ),
    Guard(
        "allocation_goes_to_an_active_center",
        "INSERT",
        "donations_allocation",
        """NOT EXISTS (SELECT 1 FROM centers_center center
            WHERE center.id = NEW.center_id AND center.status = 'active')""",
    ),
    Guard(
        "transaction_has_something_behind_it",
        "INSERT",
        "donations_transaction",
        """(NEW.kind = 'payment' AND NOT EXISTS (SELECT 1 FROM donations_payment payment
                WHERE payment.transaction_id = NEW.id AND payment.status = 'paid'
                AND payment.amount = NEW.amount))
            OR (NEW.kind = 'allocation' AND NOT EXISTS (SELECT 1 FROM donations_allocation allocation
                WHERE allocation.transaction_id = NEW.id AND allocation.amount = NEW.amount))
            OR (NEW.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM donations_transaction reversed
                WHERE reversed.id = NEW.reverses_id AND reversed.amount = NEW.amount
                AND reversed.debit_id = NEW.credit_id AND reversed.credit_id = NEW.debit_id))
            OR NEW.kind NOT IN ('payment', 'allocation', 'reversal')""",
    ),
    Guard(
        "receipt_number_follows_the_last",
        "INSERT",
        "donations_receipt",
        """NEW.number <> 1 + (SELECT COALESCE(MAX(receipt.number), 0) FROM donations_receipt receipt
            WHERE receipt.jyear = NEW.jyear)""",
    ),
    Guard(
        "receipt_is_for_a_confirmed_gift",
        "INSERT",
        "donations_receipt",
        """NOT EXISTS (SELECT 1 FROM donations_gift gift
            WHERE gift.id = NEW.gift_id AND gift.status IN ('confirmed', 'allocated'))""",
    ),
    Guard(
        "offer_is_routed_to_an_active_center",
        "UPDATE",
        "donations_offer",
        """NEW.status <> OLD.status AND NEW.status = 'routed' AND NOT EXISTS (
            SELECT 1 FROM centers_center center
            WHERE center.id = NEW.center_id AND center.status = 'active')""",
    ),
    Guard(
        "stock_is_never_negative",
        "INSERT",
        "donations_stockmovement",
        """NEW.quantity + (SELECT COALESCE(SUM(movement.quantity), 0)
            FROM donations_stockmovement movement
            WHERE movement.center_id = NEW.center_id AND movement.item_id = NEW.item_id) < 0""",
    ),
    Guard(
        "stock_movement_follows_its_intake",
        "INSERT",
        "donations_stockmovement",
        """NEW.kind = 'accepted' AND NOT EXISTS (SELECT 1 FROM donations_intake intake
            JOIN donations_offeritem item ON item.id = intake.item_id
            JOIN donations_offer offer ON offer.id = item.offer_id
            WHERE intake.id = NEW.intake_id AND intake.item_id = NEW.item_id
            AND intake.accepted = NEW.quantity AND offer.center_id = NEW.center_id)""",
    ),
]

SQLITE = """CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN ({violated})
BEGIN SELECT RAISE(ABORT, '{name}'); END"""

POSTGRESQL = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN
IF ({violated}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END IF;
RETURN {row}; END $guard$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"""


def put_guards(apps, schema_editor) -> None:
    sql = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for guard in GUARDS:
        row = "OLD" if guard.event == "DELETE" else "NEW"
        schema_editor.execute(sql.format(**guard._asdict(), row=row), params=None)


def take_guards_away(apps, schema_editor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for guard in GUARDS:
        on_table = f" ON {guard.table}" if postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {guard.name}{on_table}")
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION {guard.name}()")


class Migration(migrations.Migration):
    dependencies = [("donations", "0001_initial")]

    operations = [migrations.RunPython(put_guards, take_guards_away)]
