"""The page of a gift whose payment is not confirmed: what is known, and what can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from donations.giving.models import Gift
from donations.giving.queries import latest_payment
from donations.giving.states import PaymentStatus
from donations.public.presentation import destination_of, gift_rows

OPENING = "opening"
AWAITING = "awaiting"
NOT_PAID = "not_paid"
UNOPENED = "unopened"
MISMATCH = "mismatch"

_STATES = {
    PaymentStatus.CREATED: OPENING,
    PaymentStatus.AWAITING: AWAITING,
    PaymentStatus.NOT_PAID: NOT_PAID,
    PaymentStatus.REFUSED: UNOPENED,
    PaymentStatus.UNREACHED: UNOPENED,
    PaymentStatus.MISMATCH: MISMATCH,
}


def result_page(request: HttpRequest, gift: Gift, *, trouble: str = "", status: int = 200) -> HttpResponse:
    """Show a gift from `gifts_with_shares` that is not confirmed."""
    payment = latest_payment(gift)
    state = _STATES.get(payment.status, UNOPENED) if payment else UNOPENED
    context = {
        "gift": gift,
        "payment": payment,
        "state": state,
        "is_open": state in (OPENING, AWAITING),
        "may_pay_again": state in (NOT_PAID, UNOPENED),
        "rows": gift_rows(gift),
        "destination": destination_of(gift),
        "trouble": trouble,
    }
    return render(request, "donations/public/result.html", context, status=status)
