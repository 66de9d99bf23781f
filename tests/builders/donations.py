"""Gifts, payments and gateway answers, built through the operations with defaults that never matter."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from donations.gateway.port import (
    Call,
    Exchange,
    GatewayError,
    Inquiry,
    Opened,
    OpenRequest,
    Outcome,
    SessionState,
    UnverifiedList,
    UnverifiedPayment,
    Verification,
)
from donations.giving.allocation import finish_gift
from donations.giving.models import Gift, Intent, Payment
from donations.giving.operations import GiftOrder, pay, start_gift
from donations.giving.settlement import check
from donations.history import DONOR

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
_numbers = count(1)


def an_exchange(call: Call = Call.VERIFY, **details: Any) -> Exchange:
    return Exchange(call=call, request={}, http_status=200, **details)


def paid(ref_id: str | None = None) -> Verification:
    return Verification(
        outcome=Outcome.PAID,
        exchange=an_exchange(code=100),
        ref_id=f"{next(_numbers)}" if ref_id is None else ref_id,
        card_mask="603799******1234",
    )


def answer(outcome: Outcome, code: int | None = None) -> Verification:
    return Verification(outcome=outcome, exchange=an_exchange(code=code))


class ScriptedGateway:
    """A gateway that gives the answers it was told; the contract tests verify the real adapter."""

    name = "scripted"

    def __init__(
        self,
        verification: Verification | None = None,
        state: SessionState = SessionState.FAILED,
        refusal: type[GatewayError] | None = None,
        unverified: list[UnverifiedPayment] | None = None,
    ) -> None:
        self.verification = verification or paid()
        self.state = state
        self.refusal = refusal
        self.listed = unverified or []
        self.verified: list[tuple[str, int]] = []
        self.opened: list[OpenRequest] = []

    def open(self, request: OpenRequest) -> Opened:
        self.opened.append(request)
        if self.refusal:
            raise self.refusal(an_exchange(Call.OPEN))
        authority = f"S{next(_numbers):035d}"
        return Opened(
            authority=authority,
            pay_url=f"https://gateway.example/pay/{authority}",
            exchange=an_exchange(Call.OPEN, code=100),
        )

    def verify(self, *, authority: str, amount: int) -> Verification:
        self.verified.append((authority, amount))
        return self.verification

    def inquire(self, *, authority: str) -> Inquiry:
        return Inquiry(state=self.state, exchange=an_exchange(Call.INQUIRE, code=100))

    def unverified(self) -> UnverifiedList:
        return UnverifiedList(payments=self.listed, exchange=an_exchange(Call.UNVERIFIED, code=100))


def a_gift(*, amount: int = 500_000, form_key: str = "", intent: str = "general", **order: Any) -> Gift:
    """A started gift; without a centre or place it goes where it is most needed."""
    return start_gift(
        order=GiftOrder(amount=amount, intent=Intent.objects.get(code=intent), **order),
        form_key=form_key or f"form-{next(_numbers)}",
        by=DONOR,
        at=AT,
    )


def an_awaiting_payment(
    gift: Gift | None = None, gateway: ScriptedGateway | None = None, **order: Any
) -> Payment:
    """A payment whose donor was sent to the gateway."""
    return pay(
        gift=gift or a_gift(**order),
        gateway=gateway or ScriptedGateway(),
        callback_url="https://site.example/give/return/",
        description="gift",
        at=AT,
    )


def a_paid_payment(gift: Gift | None = None, **order: Any) -> Payment:
    return check(payment=an_awaiting_payment(gift, **order), gateway=ScriptedGateway(), by=DONOR, at=AT)


def a_finished_gift(**order: Any) -> Gift:
    """A gift that is paid, allocated and receipted; some active centre must exist."""
    gift = a_paid_payment(**order).gift
    finish_gift(gift=gift, by=DONOR, at=AT)
    gift.refresh_from_db()
    return gift
