"""What the worker does for donations at every tick; each job is harmless to repeat and to run twice.

A row that fails is logged and stops neither the others nor the next job, and no job runs for long:
what it does not reach waits for the next tick.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from donations.gateway import get_gateway
from donations.giving.allocation import finish_gift
from donations.giving.models import Gift, Payment, Review, ReviewKind
from donations.giving.operations import give_up_attempt, record_call
from donations.giving.settlement import check, take_in_unverified
from donations.giving.states import GiftStatus, PaymentStatus
from donations.history import SYSTEM
from donations.inkind.models import Offer
from donations.inkind.operations import route_offer
from donations.inkind.states import OfferStatus

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

ANSWER_DUE = timedelta(minutes=2)
"""An attempt without a stored answer after this long belonged to a process that died."""
LONGEST_JOB = timedelta(seconds=20)
AFTER_A_FAULT = timedelta(minutes=10)
SWEEP_EVERY_SECONDS = 60
BATCH = 100


def each(rows: Iterable[Any], act: Callable[[Any], bool], *, clock: Clock) -> int:
    """Act on the rows while the job's time lasts; returns for how many ``act`` was true."""
    end = clock() + LONGEST_JOB
    done = 0
    for row in rows:
        if clock() > end:
            break
        try:
            done += act(row)
        except Exception:
            # The border of one row: whatever is wrong with it, the next ones must have their turn.
            logger.exception("%s failed for %s", act.__name__, row)
    return done


def ask_about_awaiting(clock: Clock) -> int:
    """Ask the gateway about payments whose next check is due."""
    gateway = get_gateway()

    def ask_about_payment(payment_id: int) -> bool:
        # Moved on first, so that a payment that fails every time does not stay at the head of the queue.
        Payment.objects.filter(pk=payment_id).update(next_check_at=clock() + AFTER_A_FAULT)
        payment = Payment.objects.get(pk=payment_id)
        return check(payment=payment, gateway=gateway, by=SYSTEM, at=clock()).status == PaymentStatus.PAID

    due = Payment.objects.filter(status=PaymentStatus.AWAITING, next_check_at__lte=clock())
    ids = list(due.order_by("next_check_at").values_list("pk", flat=True)[:BATCH])
    return each(ids, ask_about_payment, clock=clock)


def sweep_unverified(clock: Clock) -> int:
    """Settle what the gateway lists as paid and never verified; one worker asks, once a minute."""
    if not cache.add("sweep-unverified", True, SWEEP_EVERY_SECONDS):
        return 0
    gateway = get_gateway()
    listed = gateway.unverified()
    at = clock()
    record_call(
        payment=None, exchange=listed.exchange, outcome="listed" if listed.is_known else "unknown", at=at
    )
    return take_in_unverified(unverified=listed.payments, gateway=gateway, by=SYSTEM, at=at)


def close_dead_attempts(clock: Clock) -> int:
    """Close attempts whose process died before the gateway's answer was stored."""

    def close_attempt(payment: Payment) -> bool:
        give_up_attempt(payment=payment, at=clock())
        return True

    dead = Payment.objects.filter(status=PaymentStatus.CREATED, created_at__lte=clock() - ANSWER_DUE)
    return each(dead[:BATCH], close_attempt, clock=clock)


def finish_confirmed(clock: Clock) -> int:
    """Allocate and receipt confirmed gifts that nobody finished, and look again for a centre for the rest."""

    def finish(gift_id: int) -> bool:
        finish_gift(gift=Gift.objects.get(pk=gift_id), by=SYSTEM, at=clock())
        return Gift.objects.filter(pk=gift_id, status=GiftStatus.ALLOCATED).exists()

    no_center = Review.objects.filter(kind=ReviewKind.NO_CENTER, designation__gift=OuterRef("pk"))
    unfinished = Gift.objects.filter(
        Q(status=GiftStatus.CONFIRMED) | Q(status=GiftStatus.ALLOCATED, receipt=None)
    ).alias(waits=Exists(no_center))
    fresh = unfinished.filter(Q(waits=False) | Q(receipt=None)).order_by("confirmed_at")
    waiting = unfinished.filter(waits=True).exclude(receipt=None).order_by("pk")
    ids = list(fresh.values_list("pk", flat=True)[:BATCH])
    ids += _this_minute_of(waiting.values_list("pk", flat=True), clock())
    return each(ids, finish, clock=clock)


def route_waiting_offers(clock: Clock) -> int:
    """Look again for a centre for goods that none could take; returns how many found one."""

    def route(offer_id: int) -> bool:
        return route_offer(offer_id=offer_id, by=SYSTEM, at=clock()).status != OfferStatus.OFFERED

    waiting = Offer.objects.filter(status=OfferStatus.OFFERED).order_by("pk").values_list("pk", flat=True)
    return each(_this_minute_of(waiting, clock()), route, clock=clock)


def _this_minute_of(waiting: Iterable[int], at: datetime) -> list[int]:
    """A batch that begins elsewhere each minute: what may wait for months must not starve what can go."""
    ids = list(waiting)
    start = int(at.timestamp()) // 60 * BATCH % max(len(ids), 1)
    return (ids[start:] + ids[:start])[:BATCH]


JOBS = [
    ("close_dead_attempts", close_dead_attempts),
    ("ask_about_awaiting", ask_about_awaiting),
    ("finish_confirmed", finish_confirmed),
    ("sweep_unverified", sweep_unverified),
    ("route_waiting_offers", route_waiting_offers),
]
