"""Starting a gift and opening its payment page: the donor's side of the road."""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from donations.gateway.codes import is_alarming
from donations.gateway.port import (
    Exchange,
    Gateway,
    GatewayBusy,
    GatewayError,
    GatewayRefused,
    OpenRequest,
)
from donations.giving.models import Designation, GatewayCall, Gift, Intent, Payment
from donations.giving.states import PAYMENT_NEXT, GiftStatus, PaymentStatus
from donations.history import DONOR, SYSTEM, Actor, change_state
from donations.routing.models import DestinationClosed, Fallback

logger = logging.getLogger(__name__)

FIRST_CHECK = timedelta(seconds=20)
"""How long after opening the payment page the worker asks the gateway for the first time."""
PAGE_IS_GOOD_FOR = timedelta(hours=1)
"""After this long a donor who comes back gets a new payment page; should both be paid, a human sees it."""


class GiftAlreadyPaid(Exception):
    """No second payment page for a gift that is settled."""

    def __init__(self, gift: Gift) -> None:
        super().__init__(gift.pk)
        self.gift = gift


class PaymentPending(Exception):
    """An earlier attempt has no answer yet or waits for a human; a second page would invite paying twice."""

    def __init__(self, payment: Payment) -> None:
        super().__init__(payment.pk)
        self.payment = payment


@dataclass(frozen=True, kw_only=True)
class GiftOrder:
    """What the donor filled in.  ``amount`` in rial; at most one of ``center`` and ``place``."""

    amount: int
    intent: Intent
    center: Any = None
    place: Any = None
    fallback: str = Fallback.NONE
    donor_name: str = ""
    donor_mobile: str = ""
    on_behalf_of: str = ""
    may_show_name: bool = False

    def fingerprint(self, form_key: str) -> str:
        """The same form sent twice gives the same key; a changed form gives another."""
        parts = [
            form_key,
            self.amount,
            self.intent.pk,
            self.center and self.center.pk,
            self.place and self.place.pk,
            self.fallback,
            self.donor_name,
            self.donor_mobile,
            self.on_behalf_of,
            self.may_show_name,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@transaction.atomic
def start_gift(*, order: GiftOrder, form_key: str, by: Actor, at: datetime) -> Gift:
    """Store the gift and its designation; the same form sent again returns the gift it made.

    :raises DestinationClosed: the chosen centre may not receive.
    """
    key = order.fingerprint(form_key)
    if known := Gift.objects.filter(idempotency_key=key).first():
        return known
    if order.center and not order.center.may_receive:
        raise DestinationClosed(order.center)
    try:
        with transaction.atomic():
            gift = Gift.objects.create(
                idempotency_key=key,
                amount=order.amount,
                donor_name=order.donor_name,
                donor_mobile=order.donor_mobile,
                on_behalf_of=order.on_behalf_of,
                may_show_name=order.may_show_name,
                started_at=at,
            )
    except IntegrityError:
        # The twin of a double click was quicker; anything else is a real fault and shows itself here.
        return Gift.objects.get(idempotency_key=key)
    Designation.objects.create(
        gift=gift,
        amount=order.amount,
        intent=order.intent,
        center=order.center,
        place=order.place,
        fallback=order.fallback,
    )
    return gift


def pay(*, gift: Gift, gateway: Gateway, callback_url: str, description: str, at: datetime) -> Payment:
    """Open a payment page for the gift, or return the one that already stands open.

    The attempt is stored before the gateway is called, and no transaction is open meanwhile.

    :raises GiftAlreadyPaid: the gift is settled.
    :raises PaymentPending: an attempt of a moment ago has no answer yet.
    :raises GatewayError: no page could be opened; the attempt is kept with its reason.
    """
    payment = _start_attempt(gift=gift, gateway=gateway.name, at=at)
    if payment.status == PaymentStatus.AWAITING:
        return payment
    try:
        opened = gateway.open(
            OpenRequest(
                amount=payment.amount,
                description=description,
                callback_url=callback_url,
                order_id=payment.order_id,
                mobile=gift.donor_mobile,
            )
        )
    except GatewayError as error:
        _close_attempt(payment=payment, error=error, at=at)
        raise
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        record_call(payment=payment, exchange=opened.exchange, outcome="opened", at=at)
        change_state(
            payment,
            PaymentStatus.AWAITING,
            next_states=PAYMENT_NEXT,
            by=DONOR,
            at=at,
            authority=opened.authority,
            pay_url=opened.pay_url,
            next_check_at=at + FIRST_CHECK,
        )
    return payment


@transaction.atomic
def _start_attempt(*, gift: Gift, gateway: str, at: datetime) -> Payment:
    gift = Gift.objects.select_for_update().get(pk=gift.pk)
    if gift.status != GiftStatus.STARTED:
        raise GiftAlreadyPaid(gift)
    if undecided := gift.payments.filter(status__in=[PaymentStatus.CREATED, PaymentStatus.MISMATCH]).first():
        raise PaymentPending(undecided)
    open_attempt = gift.payments.filter(
        status=PaymentStatus.AWAITING, created_at__gt=at - PAGE_IS_GOOD_FOR
    ).first()
    return open_attempt or Payment.objects.create(
        gift=gift, gateway=gateway, amount=gift.amount, created_at=at
    )


@transaction.atomic
def _close_attempt(*, payment: Payment, error: GatewayError, at: datetime) -> None:
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    refused = isinstance(error, GatewayRefused | GatewayBusy)
    record_call(payment=payment, exchange=error.exchange, outcome=type(error).__name__, at=at)
    change_state(
        payment,
        PaymentStatus.REFUSED if refused else PaymentStatus.UNREACHED,
        next_states=PAYMENT_NEXT,
        by=DONOR,
        at=at,
    )


@transaction.atomic
def give_up_attempt(*, payment: Payment, at: datetime) -> None:
    """Close an attempt whose process died before the gateway's answer was stored.

    The donor was never sent to a payment page, so nothing can have been paid on it.
    """
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.status == PaymentStatus.CREATED:
        change_state(
            payment,
            PaymentStatus.UNREACHED,
            next_states=PAYMENT_NEXT,
            by=SYSTEM,
            at=at,
            reason="no answer stored",
        )


def record_call(*, payment: Payment | None, exchange: Exchange, outcome: str, at: datetime) -> GatewayCall:
    """Append one call to the gateway and its answer; a fault that is ours to repair is logged as an error."""
    if is_alarming(exchange.code):
        logger.error(
            "gateway call %s answered code %s: check our account and input", exchange.call, exchange.code
        )
    return GatewayCall.objects.create(
        payment=payment,
        call=exchange.call,
        request=exchange.request,
        http_status=exchange.http_status,
        code=exchange.code,
        outcome=outcome,
        answer=exchange.answer,
        error=exchange.error,
        milliseconds=exchange.milliseconds,
        at=at,
    )
