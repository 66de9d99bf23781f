"""Tracking: the dated steps of a gift or an offer, for whoever knows its code."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from donations.giving.models import Gift
from donations.giving.queries import gifts_with_shares, latest_payment, timeline_of_gift
from donations.giving.states import GiftStatus
from donations.inkind.models import Offer
from donations.inkind.queries import timeline_of_offer
from donations.public.guards import Limit, client_address, readable_post, too_many
from donations.public.presentation import gift_rows, receipt_url, steps_ahead, steps_of
from donations.public.track_forms import TrackingForm
from portal.cache_policy import cacheable, uncached
from portal.public_form import public_form

WRONG_FOR_CODE = Limit("track-code", most=10, seconds=3600)
WRONG_FROM_ADDRESS = Limit("track-address", most=60, seconds=3600)


@public_form
@readable_post
def track(request: HttpRequest) -> HttpResponseBase:
    """The form (a code in the address only fills the box), or what is known under a posted code.

    The plain form is the same for everyone; with a code in it, no shared cache and no index keeps it.
    """
    if "code" not in request.GET:
        return cacheable(300)(_track)(request)
    response = uncached(_track)(request)
    response["X-Robots-Tag"] = "noindex"
    return response


def _track(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        typed = request.GET.get("code", "")[:30]
        return _form_page(request, TrackingForm(initial={"code": typed}))
    form = TrackingForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    code, address = form.cleaned_data["code"], client_address(request)
    # A locked code stays shut to the right digits too: an answer would tell a guesser which they are.
    for limit, key in ((WRONG_FOR_CODE, code), (WRONG_FROM_ADDRESS, address)):
        if limit.is_used_up(key):
            return too_many(request, limit)
    found = _found(code, form.cleaned_data["last_digits"])
    if found is None:
        WRONG_FOR_CODE.count(code)
        WRONG_FROM_ADDRESS.count(address)
        form.say_nothing_found()
        return _form_page(request, form, status=422)
    if isinstance(found, Gift):
        return render(request, "donations/public/track_gift.html", _gift_context(found))
    context = {"offer": found, "steps": steps_of(timeline_of_offer(found))}
    return render(request, "donations/public/track_offer.html", context)


def _found(code: str, last_digits: str) -> Gift | Offer | None:
    """The gift or offer with this code, if the digits are those of its mobile (or it has none)."""
    found = gifts_with_shares().filter(tracking_code=code).first() or (
        Offer.objects.select_related("center", "chosen_center", "place").filter(tracking_code=code).first()
    )
    if found and found.donor_mobile and not constant_time_compare(found.donor_mobile[-4:], last_digits):
        return None
    return found


def _gift_context(gift: Gift) -> dict[str, Any]:
    receipt = getattr(gift, "receipt", None)
    unpaid = latest_payment(gift) if gift.status == GiftStatus.STARTED else None
    return {
        "gift": gift,
        "rows": gift_rows(gift),
        "steps": steps_of(timeline_of_gift(gift)) + steps_ahead(gift, unpaid),
        "receipt": receipt,
        "receipt_url": receipt_url(receipt) if receipt else "",
        "receipt_pdf_url": receipt_url(receipt, pdf=True) if receipt else "",
        "result_url": (
            reverse("donations:result", args=[gift.token]) if gift.status == GiftStatus.STARTED else ""
        ),
    }


def _form_page(request: HttpRequest, form: TrackingForm, *, status: int = 200) -> HttpResponseBase:
    return render(request, "donations/public/track.html", {"form": form}, status=status)
