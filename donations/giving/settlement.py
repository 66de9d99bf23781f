"""Taking in what the gateway answers: paid once, never twice, never guessed.

One question to the gateway (:func:`check`) serves the donor's return, the donor's "check again" and
the worker.  No transaction is open while the gateway is asked; its answer is stored and acted on in
one transaction that holds the gift's and the payment's rows.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from donations.gateway.port import Gateway, Inquiry, Outcome, SessionState, UnverifiedPayment, Verification
from donations.giving.models import GatewayCall, Gift, Payment, Review, ReviewKind
from donations.giving.operations import record_call
from donations.giving.states import GIFT_NEXT, PAYMENT_NEXT, GiftStatus, PaymentStatus
from donations.history import Actor, change_state
from donations.ledger.models import TransactionKind
from donations.ledger.posting import clearing_account, gateway_account, post, surplus_account

BUSY = -12
"""The gateway's code for too many attempts."""
WHEN_BUSY = timedelta(minutes=10)
STUCK_AFTER = timedelta(days=3)
"""A payment without an answer for this long is put before a human, who can ask the gateway's staff."""
FINAL_STATES = frozenset({SessionState.FAILED, SessionState.REVERSED})
"""Only after these does "no paid session" (-51) prove that nothing was paid."""


def check(*, payment: Payment, gateway: Gateway, by: Actor, at: datetime) -> Payment:
    """Ask the gateway about one payment and act on the answer; harmless to repeat.

    A payment that is paid, or that the gateway never knew, is returned unasked.
    """
    if payment.status not in (PaymentStatus.AWAITING, PaymentStatus.NOT_PAID):
        return payment
    verification = gateway.verify(authority=payment.authority, amount=payment.amount)
    inquiry = None
    if verification.outcome == Outcome.NOT_PAID:
        inquiry = gateway.inquire(authority=payment.authority)
    return _take_in(payment_id=payment.pk, verification=verification, inquiry=inquiry, by=by, at=at)


@transaction.atomic
def _take_in(
    *, payment_id: int, verification: Verification, inquiry: Inquiry | None, by: Actor, at: datetime
) -> Payment:
    payment = lock_payment(payment_id)
    proof = record_call(payment=payment, exchange=verification.exchange, outcome=verification.outcome, at=at)
    if inquiry:
        record_call(payment=payment, exchange=inquiry.exchange, outcome=inquiry.state, at=at)
    if payment.status not in (PaymentStatus.AWAITING, PaymentStatus.NOT_PAID):
        return payment
    match verification.outcome:
        case Outcome.PAID:
            _credit(payment=payment, verification=verification, proof=proof, by=by, at=at)
        case Outcome.MISMATCH:
            _put_before_human(payment=payment, proof=proof, by=by, at=at)
        case Outcome.NOT_PAID if inquiry and inquiry.state in FINAL_STATES:
            if payment.status == PaymentStatus.AWAITING:
                change_state(
                    payment,
                    PaymentStatus.NOT_PAID,
                    next_states=PAYMENT_NEXT,
                    by=by,
                    at=at,
                    proof=proof,
                    next_check_at=None,
                )
        case _:
            payment.checks += 1
            pause = pause_before_next_check(age=at - payment.created_at)
            payment.next_check_at = at + (max(pause, WHEN_BUSY) if proof.code == BUSY else pause)
            _tell_of_stuck(payment, at=at)
            payment.save(update_fields=["checks", "next_check_at"])
    return payment


def _tell_of_stuck(payment: Payment, *, at: datetime) -> None:
    if at - payment.created_at > STUCK_AFTER:
        open_review(kind=ReviewKind.STUCK, matter=f"payment:{payment.pk}", payment=payment, at=at)


def lock_payment(payment_id: int) -> Payment:
    """Lock the payment's gift and then the payment, always in this order, and read them afresh."""
    gift_id = Payment.objects.values_list("gift_id", flat=True).get(pk=payment_id)
    # What is encrypted stays unread: crediting money must not depend on a key.
    gift = Gift.objects.defer(*Gift.PRIVATE).select_for_update().get(pk=gift_id)
    payment = Payment.objects.select_for_update().get(pk=payment_id)
    payment.gift = gift
    return payment


def pause_before_next_check(*, age: timedelta) -> timedelta:
    """How long to wait: half a minute while the donor may be paying, then longer, never for ever."""
    if age < timedelta(minutes=30):
        return timedelta(seconds=30)
    if age < timedelta(hours=6):
        return timedelta(minutes=10)
    if age < timedelta(days=7):
        return timedelta(hours=3)
    return timedelta(days=1)


def _credit(
    *, payment: Payment, verification: Verification, proof: GatewayCall, by: Actor, at: datetime
) -> None:
    """Mark paid, post to the ledger, confirm the gift: all or nothing."""
    gift = payment.gift
    settles = gift.status == GiftStatus.STARTED
    ref_id = verification.ref_id or None
    if ref_id and Payment.objects.filter(gateway=payment.gateway, ref_id=ref_id).exists():
        _put_before_human(payment=payment, proof=proof, by=by, at=at, ref_id_known=ref_id)
        return
    transaction_id = uuid.uuid4()
    change_state(
        payment,
        PaymentStatus.PAID,
        next_states=PAYMENT_NEXT,
        by=by,
        at=at,
        proof=proof,
        transaction_id=transaction_id,
        settles_gift=settles,
        ref_id=ref_id,
        card_mask=verification.card_mask,
        paid_at=at,
        next_check_at=None,
    )
    post(
        id=transaction_id,
        kind=TransactionKind.PAYMENT,
        debit=gateway_account(payment.gateway),
        credit=clearing_account() if settles else surplus_account(),
        amount=payment.amount,
        by=by,
        at=at,
    )
    if settles:
        change_state(gift, GiftStatus.CONFIRMED, next_states=GIFT_NEXT, by=by, at=at, confirmed_at=at)
    else:
        open_review(kind=ReviewKind.SURPLUS_PAYMENT, matter=f"payment:{payment.pk}", payment=payment, at=at)


def _put_before_human(
    *, payment: Payment, proof: GatewayCall, by: Actor, at: datetime, **details: str
) -> None:
    change_state(
        payment,
        PaymentStatus.MISMATCH,
        next_states=PAYMENT_NEXT,
        by=by,
        at=at,
        proof=proof,
        next_check_at=None,
    )
    open_review(
        kind=ReviewKind.MISMATCH,
        matter=f"payment:{payment.pk}",
        payment=payment,
        at=at,
        details={"code": proof.code, **details},
    )


def open_review(*, kind: ReviewKind, matter: str, at: datetime, **also: object) -> Review:
    """Put ``matter`` before a human, once."""
    return Review.objects.get_or_create(kind=kind, matter=matter, defaults={"opened_at": at, **also})[0]


def take_in_unverified(
    *, unverified: list[UnverifiedPayment], gateway: Gateway, by: Actor, at: datetime
) -> int:
    """Settle what the gateway lists as paid and never verified.  Returns how many were settled.

    An authority that we never stored is money without a gift: a human is asked, once.
    """
    authorities = [listed.authority for listed in unverified]
    known = {
        payment.authority: payment
        for payment in Payment.objects.filter(gateway=gateway.name, authority__in=authorities)
    }
    settled = 0
    for listed in unverified:
        payment = known.get(listed.authority)
        if payment is None:
            open_review(
                kind=ReviewKind.UNKNOWN_AUTHORITY,
                matter=f"{gateway.name}:{listed.authority}",
                at=at,
                details={"amount": listed.amount},
            )
        elif listed.amount != payment.amount:
            open_review(
                kind=ReviewKind.MISMATCH,
                matter=f"payment:{payment.pk}",
                payment=payment,
                at=at,
                details={"listed_amount": listed.amount},
            )
        else:
            settled += check(payment=payment, gateway=gateway, by=by, at=at).status == PaymentStatus.PAID
    return settled
