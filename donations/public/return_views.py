"""Where the gateway sends the donor back to, and the pages that tell how it went.

What the address says is a hint to ask the gateway, never a fact.  No session and no cookie is
needed: the way back may happen in another browser.
"""

import logging

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from donations.gateway import get_gateway
from donations.giving.allocation import finish_gift
from donations.giving.models import Gift, Payment
from donations.giving.queries import gifts_with_shares, latest_payment, payment_by_authority
from donations.giving.settlement import check
from donations.giving.states import GiftStatus, PaymentStatus
from donations.history import DONOR
from donations.public.guards import Limit
from donations.public.presentation import (
    destination_of,
    gift_rows,
    payment_rows,
    receipt_url,
    shares_of,
    short_link_to,
)
from donations.public.result_page import result_page
from donations.public.track_forms import TrackingForm
from portal.cache_policy import uncached
from portal.clock import now

logger = logging.getLogger(__name__)

ASK_AGAIN_SECONDS = 10
"""How often at most a donor's "check again" asks the gateway about one payment."""
RETURNS = Limit("return", most=10, seconds=60)
"""How many returns of one payment ask the gateway; the others are led to what is known already."""


@uncached
@require_GET
def gateway_return(request: HttpRequest) -> HttpResponseBase:
    """Ask the gateway about the payment that the address names, and lead on to its page."""
    gateway = get_gateway()
    authority = _authority(request.GET)
    payment = payment_by_authority(gateway=gateway.name, authority=authority) if authority else None
    if payment is None:
        return render(request, "donations/public/unknown_payment.html", {"form": TrackingForm()}, status=404)
    asks = RETURNS.count(str(payment.pk)) <= RETURNS.most
    gift = _settle(payment) if asks else payment.gift
    return redirect(_page_name(gift), token=gift.token)


@uncached
@require_GET
def result(request: HttpRequest, token: str) -> HttpResponseBase:
    """How the last attempt to pay stands; `?again` asks the gateway first."""
    gift = get_object_or_404(gifts_with_shares(), token=token)
    payment = latest_payment(gift)
    if "again" in request.GET and payment and _may_ask(payment):
        gift.status = _settle(payment).status
    if gift.status != GiftStatus.STARTED:
        return redirect("donations:thanks", token=token)
    return result_page(request, gift)


@uncached
@require_GET
def thanks(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page to keep: what was given, where it went and why."""
    gift = get_object_or_404(gifts_with_shares(), token=token)
    if gift.status == GiftStatus.STARTED:
        return redirect("donations:result", token=token)
    paid = list(gift.payments.filter(status=PaymentStatus.PAID))
    settled = next(payment for payment in paid if payment.settles_gift)
    receipt = getattr(gift, "receipt", None)
    destination = destination_of(gift)
    context = {
        "gift": gift,
        "destination": destination,
        "rows": gift_rows(gift) + payment_rows(settled),
        "shares": shares_of(gift),
        "receipt": receipt,
        "receipt_url": receipt_url(receipt) if receipt else "",
        "receipt_pdf_url": receipt_url(receipt, pdf=True) if receipt else "",
        "surplus": [payment for payment in paid if not payment.settles_gift],
        "share_url": short_link_to(destination),
    }
    return render(request, "donations/public/thanks.html", context)


def _authority(query: QueryDict) -> str:
    """The one authority that the address names, or nothing; its letters are kept as they are."""
    named = query.getlist("Authority")
    text = named[0] if len(named) == 1 else ""
    return text if text.isascii() and text.isalnum() and len(text) <= 64 else ""


def _may_ask(payment: Payment) -> bool:
    return cache.add(f"asked-about-payment:{payment.pk}", True, ASK_AGAIN_SECONDS)


def _settle(payment: Payment) -> Gift:
    """Ask about the payment and finish its gift if it is confirmed, by this or another payment."""
    payment = check(payment=payment, gateway=get_gateway(), by=DONOR, at=now())
    gift = Gift.objects.get(pk=payment.gift_id)
    try:
        finish_gift(gift=gift, by=DONOR, at=now())
    except DatabaseError:
        # The money is safely in; what is left is found and finished by the worker.
        logger.exception("gift %s is confirmed and not finished", gift.pk)
    return gift


def _page_name(gift: Gift) -> str:
    return "donations:result" if gift.status == GiftStatus.STARTED else "donations:thanks"
