"""What the worker does for donations at every tick; each job is harmless to repeat and to run twice."""

from datetime import datetime, timedelta

from donations.gateway import get_gateway
from donations.giving.allocation import finish_gift
from donations.giving.models import Gift, Payment
from donations.giving.operations import give_up_attempt
from donations.giving.settlement import check, take_in_unverified
from donations.giving.states import GiftStatus, PaymentStatus
from donations.history import SYSTEM
from donations.inkind.models import Offer
from donations.inkind.operations import route_offer
from donations.inkind.states import OfferStatus

ANSWER_DUE = timedelta(minutes=2)
"""An attempt without a stored answer after this long belonged to a process that died."""
BATCH = 100


def ask_about_awaiting(at: datetime) -> int:
    """Ask the gateway about payments whose next check is due."""
    due = Payment.objects.filter(status=PaymentStatus.AWAITING, next_check_at__lte=at)
    gateway = get_gateway()
    settled = 0
    for payment in due.order_by("next_check_at")[:BATCH]:
        settled += check(payment=payment, gateway=gateway, by=SYSTEM, at=at).status == PaymentStatus.PAID
    return settled


def sweep_unverified(at: datetime) -> int:
    """Settle what the gateway lists as paid and never verified."""
    gateway = get_gateway()
    listed = gateway.unverified()
    return take_in_unverified(unverified=listed.payments, gateway=gateway, by=SYSTEM, at=at)


def close_dead_attempts(at: datetime) -> int:
    """Close attempts whose process died before the gateway's answer was stored."""
    dead = Payment.objects.filter(status=PaymentStatus.CREATED, created_at__lte=at - ANSWER_DUE)
    for payment in dead[:BATCH]:
        give_up_attempt(payment=payment, at=at)
    return len(dead)


def finish_confirmed(at: datetime) -> int:
    """Allocate and receipt confirmed gifts that nobody finished."""
    unfinished = Gift.objects.filter(status=GiftStatus.CONFIRMED) | Gift.objects.filter(
        status=GiftStatus.ALLOCATED, receipt=None
    )
    finished = 0
    for gift in unfinished.order_by("confirmed_at")[:BATCH]:
        finish_gift(gift=gift, by=SYSTEM, at=at)
        finished += 1
    return finished


def route_waiting_offers(at: datetime) -> int:
    """Look again for a centre for goods that none could take; returns how many found one."""
    waiting = list(
        Offer.objects.filter(status=OfferStatus.OFFERED).order_by("pk").values_list("pk", flat=True)
    )
    # Offers may wait for months: each round begins where another minute ends, so that none is starved.
    start = int(at.timestamp()) // 60 * BATCH % max(len(waiting), 1)
    batch = (waiting[start:] + waiting[:start])[:BATCH]
    return sum(
        route_offer(offer_id=offer_id, by=SYSTEM, at=at).status != OfferStatus.OFFERED for offer_id in batch
    )


JOBS = [
    ("close_dead_attempts", close_dead_attempts),
    ("sweep_unverified", sweep_unverified),
    ("ask_about_awaiting", ask_about_awaiting),
    ("finish_confirmed", finish_confirmed),
    ("route_waiting_offers", route_waiting_offers),
]
