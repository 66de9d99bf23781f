"""The invariants of money and goods as questions to the live database; every answer should be empty.

The constraints and triggers refuse bad rows when they are written; these questions find what got in
all the same: by hand, by a restored backup, by a lost trigger.  The numbers are those of the design.
"""

from dataclasses import dataclass
from importlib import import_module

from django.db import connection


@dataclass(frozen=True)
class Invariant:
    """``sql`` selects one column: a name for each thing that breaks the sentence."""

    number: int
    name: str
    sentence: str
    sql: str


@dataclass(frozen=True)
class Finding:
    """What one thing breaks."""

    invariant: Invariant
    subject: str


def _status_is_told(noun: str, first: str) -> Invariant:
    return Invariant(
        9,
        f"{noun}_status_is_told",
        f"The status of a {noun} is that of its last change, and of no change it is the first.",
        f"""SELECT subject.id FROM donations_{noun} subject
        LEFT JOIN donations_statechange change ON change.id = subject.last_change_id
        WHERE (subject.last_change_id IS NULL AND subject.status <> '{first}')
        OR (subject.last_change_id IS NOT NULL
            AND (change.{noun}_id IS NULL OR change.{noun}_id <> subject.id
                OR change.status <> subject.status))""",  # noqa: S608  (both words are ours)
    )


INVARIANTS = [
    Invariant(
        1,
        "paid_payment_has_its_transaction",
        "A paid payment has one transaction of its amount, from its gateway.",
        """SELECT payment.id FROM donations_payment payment
        LEFT JOIN donations_transaction entry ON entry.id = payment.transaction_id
        LEFT JOIN donations_account debit ON debit.id = entry.debit_id
        LEFT JOIN donations_account credit ON credit.id = entry.credit_id
        WHERE payment.status = 'paid' AND (entry.id IS NULL OR entry.kind <> 'payment'
            OR entry.amount <> payment.amount OR debit.code <> 'gateway:' || payment.gateway
            OR credit.code <> CASE WHEN payment.settles_gift THEN 'clearing' ELSE 'surplus' END)""",
    ),
    Invariant(
        1,
        "transaction_has_its_payment",
        "A transaction of a payment has exactly one payment, proved paid.",
        """SELECT entry.id FROM donations_transaction entry
        WHERE entry.kind = 'payment' AND 1 <> (SELECT COUNT(*) FROM donations_payment payment
            WHERE payment.transaction_id = entry.id AND payment.status = 'paid')""",
    ),
    Invariant(
        2,
        "transaction_balances",
        "A transaction moves a positive amount between two accounts.",
        "SELECT id FROM donations_transaction WHERE amount <= 0 OR debit_id = credit_id",
    ),
    Invariant(
        2,
        "clearing_is_not_overdrawn",
        "No more was allocated than was received.",
        """SELECT account.code FROM donations_account account
        WHERE account.kind = 'clearing' AND 0 > (
            SELECT COALESCE(SUM(CASE WHEN entry.credit_id = account.id THEN entry.amount
                                     ELSE -entry.amount END), 0)
            FROM donations_transaction entry
            WHERE entry.credit_id = account.id OR entry.debit_id = account.id)""",
    ),
    Invariant(
        3,
        "authority_is_unique",
        "A gateway's authority stands on one payment.",
        """SELECT authority FROM donations_payment WHERE authority IS NOT NULL
        GROUP BY gateway, authority HAVING COUNT(*) > 1""",
    ),
    Invariant(
        3,
        "reference_is_unique",
        "A gateway's reference stands on one payment.",
        """SELECT ref_id FROM donations_payment WHERE ref_id IS NOT NULL
        GROUP BY gateway, ref_id HAVING COUNT(*) > 1""",
    ),
    Invariant(
        3,
        "gift_has_one_settled_payment",
        "A started gift has no settling payment and every other gift has exactly one, paid.",
        """SELECT gift.id FROM donations_gift gift
        WHERE (SELECT COUNT(*) FROM donations_payment payment
            WHERE payment.gift_id = gift.id AND payment.settles_gift AND payment.status = 'paid')
            <> CASE WHEN gift.status = 'started' THEN 0 ELSE 1 END""",
    ),
    Invariant(
        3,
        "odd_payment_is_before_a_human",
        "A mismatch, and a paid payment that does not settle its gift, has a review.",
        """SELECT payment.id FROM donations_payment payment
        WHERE (payment.status = 'mismatch' OR (payment.status = 'paid' AND NOT payment.settles_gift))
        AND NOT EXISTS (
            SELECT 1 FROM donations_review review WHERE review.payment_id = payment.id)""",
    ),
    Invariant(
        4,
        "designations_add_up_to_the_gift",
        "The designations of a gift add up to it, and each payment is for all of it.",
        """SELECT gift.id FROM donations_gift gift
        WHERE gift.amount <> (SELECT COALESCE(SUM(designation.amount), 0)
            FROM donations_designation designation WHERE designation.gift_id = gift.id)
        OR EXISTS (SELECT 1 FROM donations_payment payment
            WHERE payment.gift_id = gift.id AND payment.amount <> gift.amount)""",
    ),
    Invariant(
        4,
        "allocations_add_up_to_the_designation",
        "Allocations add up to an allocated designation, and an open one has none.",
        """SELECT designation.id FROM donations_designation designation
        WHERE (SELECT COALESCE(SUM(allocation.amount), 0) FROM donations_allocation allocation
            WHERE allocation.designation_id = designation.id)
            <> CASE WHEN designation.allocated_at IS NULL THEN 0 ELSE designation.amount END""",
    ),
    Invariant(
        4,
        "amounts_are_positive",
        "Gifts, designations, payments and allocations are of one rial or more.",
        """SELECT 'gift ' || id FROM donations_gift WHERE amount <= 0
        UNION ALL SELECT 'designation ' || id FROM donations_designation WHERE amount <= 0
        UNION ALL SELECT 'payment ' || id FROM donations_payment WHERE amount <= 0
        UNION ALL SELECT 'allocation ' || id FROM donations_allocation WHERE amount <= 0""",
    ),
    Invariant(
        5,
        "verdict_has_its_proof",
        "Paid, not paid and mismatch rest on an answer of the gateway about this payment.",
        """SELECT payment.id FROM donations_payment payment
        LEFT JOIN donations_gatewaycall call ON call.id = payment.proof_id
        WHERE payment.status IN ('paid', 'not_paid', 'mismatch')
        AND (call.id IS NULL OR call.payment_id <> payment.id
            OR (call.outcome <> payment.status
                AND NOT (payment.status = 'mismatch' AND call.outcome = 'paid')))""",
    ),
    Invariant(
        5,
        "awaited_payment_is_asked_about",
        "An awaited payment has an authority and a time at which the gateway is asked.",
        """SELECT id FROM donations_payment WHERE status = 'awaiting'
        AND (authority IS NULL OR next_check_at IS NULL)""",
    ),
    Invariant(
        6,
        "allocation_stays_in_its_pot",
        "An allocation has a transaction of its amount to its centre's fund for its intent.",
        """SELECT allocation.id FROM donations_allocation allocation
        JOIN donations_designation designation ON designation.id = allocation.designation_id
        LEFT JOIN donations_transaction entry ON entry.id = allocation.transaction_id
        LEFT JOIN donations_account debit ON debit.id = entry.debit_id
        LEFT JOIN donations_account credit ON credit.id = entry.credit_id
        WHERE entry.id IS NULL OR entry.kind <> 'allocation' OR entry.amount <> allocation.amount
        OR debit.code <> 'clearing'
        OR credit.center_id IS NULL OR credit.center_id <> allocation.center_id
        OR credit.intent_id <> designation.intent_id""",
    ),
    Invariant(
        6,
        "allocation_transaction_has_its_allocation",
        "A transaction of an allocation has exactly one allocation.",
        """SELECT entry.id FROM donations_transaction entry
        WHERE entry.kind = 'allocation' AND 1 <> (SELECT COUNT(*) FROM donations_allocation allocation
            WHERE allocation.transaction_id = entry.id)""",
    ),
    Invariant(
        7,
        "intake_adds_up",
        "Received is accepted plus rejected, and what was accepted is on the shelf.",
        """SELECT intake.id FROM donations_intake intake
        LEFT JOIN donations_stockmovement movement ON movement.intake_id = intake.id
        WHERE intake.received <> intake.accepted + intake.rejected
        OR intake.accepted <> COALESCE(movement.quantity, 0)""",
    ),
    Invariant(
        7,
        "stock_is_never_negative",
        "No centre holds less than nothing of an item.",
        """SELECT item_id FROM donations_stockmovement
        GROUP BY center_id, item_id HAVING SUM(quantity) < 0""",
    ),
    Invariant(
        8,
        "receipts_are_gapless",
        "Receipt numbers of a year run from one without a gap, and the counter stands at the last.",
        """SELECT receipt.jyear FROM donations_receipt receipt
        LEFT JOIN donations_receiptyear counter ON counter.jyear = receipt.jyear
        GROUP BY receipt.jyear
        HAVING COUNT(DISTINCT receipt.number) <> COUNT(*) OR MIN(receipt.number) <> 1
        OR MAX(receipt.number) <> COUNT(*) OR COALESCE(MAX(counter.last_number), 0) <> COUNT(*)
        UNION ALL SELECT counter.jyear FROM donations_receiptyear counter
        WHERE counter.last_number > 0 AND NOT EXISTS (
            SELECT 1 FROM donations_receipt receipt WHERE receipt.jyear = counter.jyear)""",
    ),
    Invariant(
        8,
        "receipt_tells_the_gift",
        "A receipt is for a confirmed gift and tells its amount and code.",
        """SELECT receipt.id FROM donations_receipt receipt
        JOIN donations_gift gift ON gift.id = receipt.gift_id WHERE gift.status = 'started'
        OR CAST(receipt.content ->> 'amount' AS BIGINT) <> gift.amount
        OR receipt.content ->> 'tracking_code' <> gift.tracking_code""",
    ),
    _status_is_told("gift", "started"),
    _status_is_told("payment", "created"),
    _status_is_told("offer", "offered"),
]

GUARDS_STAND = Invariant(
    2, "guards_stand", "Every trigger that guards the tables is in the database, word for word.", ""
)


def findings() -> list[Finding]:
    """Everything in the database that breaks an invariant."""
    found = [Finding(GUARDS_STAND, name) for name in _missing_guards()]
    with connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(invariant.sql)
            found += [Finding(invariant, str(subject)) for (subject,) in cursor.fetchall()]
    return found


def _missing_guards() -> list[str]:
    """Guards that are not there, are switched off, or say something else than the migration."""
    guards = import_module("donations.migrations.0002_guards")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
                " WHERE NOT tgisinternal AND tgenabled <> 'D'"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        standing = dict(cursor.fetchall())
    return sorted(guard.name for guard in guards.GUARDS if guard.violated not in standing.get(guard.name, ""))
