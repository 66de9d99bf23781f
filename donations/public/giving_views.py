"""The giving page: from a destination and an amount to the gateway."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from donations.gateway import get_gateway
from donations.gateway.port import GatewayBusy, GatewayError
from donations.giving.models import Gift
from donations.giving.operations import (
    DestinationClosed,
    GiftAlreadyPaid,
    GiftOrder,
    PaymentPending,
    pay,
    start_gift,
)
from donations.giving.queries import form_intents, gifts_with_shares, giving_settings
from donations.history import DONOR
from donations.public.destinations import Destination, UnknownDestination, read_destination
from donations.public.giving_forms import GivingForm
from donations.public.guards import Limit, limited_posts, readable_post
from donations.public.presentation import callback_url, destination_of, payment_description
from donations.public.result_page import result_page
from donations.routing.models import Fallback
from portal.cache_policy import uncached
from portal.clock import now
from portal.money import amount_words, format_toman
from portal.public_form import public_form, public_post, read_form_key

GIVING_LIMIT = Limit("give", most=60, seconds=600)


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, the next page is fetched with GET."""

    status_code = 303


@uncached
@public_form
@readable_post
@limited_posts(GIVING_LIMIT)
def give(request: HttpRequest) -> HttpResponseBase:
    """Show the form for one destination, or take it in and go to the gateway."""
    try:
        destination = read_destination(request.GET)
    except UnknownDestination:
        return render(request, "donations/public/unknown_destination.html", status=404)
    if not destination.is_open:
        return closed_page(request, destination, status=409 if request.method == "POST" else 200)
    form = GivingForm(
        request.POST if request.method == "POST" else None,
        destination=destination,
        settings=giving_settings(),
        intents=form_intents(),
    )
    if request.method != "POST":
        return _form_page(request, form, destination)
    if not form.is_valid():
        return _form_page(request, form, destination, status=422)
    return _take(request, form, destination)


@uncached
@public_post
@readable_post
@limited_posts(GIVING_LIMIT)
def pay_again(request: HttpRequest, token: str) -> HttpResponseBase:
    """Open a new payment page for a gift whose last attempt brought nothing."""
    gift = get_object_or_404(gifts_with_shares(), token=token)
    destination = destination_of(gift)
    if not destination.is_open and gift.designations.all()[0].fallback == Fallback.NONE:
        return closed_page(request, destination, status=409)
    try:
        return _to_gateway(gift, destination)
    except GatewayError as error:
        return result_page(request, gift, trouble=_trouble(error), status=503)


def _take(request: HttpRequest, form: GivingForm, destination: Destination) -> HttpResponseBase:
    said = form.cleaned_data
    order = GiftOrder(
        amount=said["rial"],
        intent=said["intent"],
        center=destination.center,
        place=destination.place,
        fallback=destination.fallback(may_go_further=said.get("may_go_further", False)),
        donor_name=said["name"],
        donor_mobile=said["mobile"],
        on_behalf_of=said["on_behalf_of"],
        may_show_name=said["may_show_name"] and bool(said["name"]),
    )
    try:
        gift = start_gift(order=order, form_key=read_form_key(said["form_key"]), by=DONOR, at=now())
        return _to_gateway(gift, destination)
    except DestinationClosed:
        return closed_page(request, destination, status=409)
    except GatewayError as error:
        return _form_page(request, form, destination, trouble=_trouble(error), status=503)


def _to_gateway(gift: Gift, destination: Destination) -> HttpResponseBase:
    try:
        payment = pay(
            gift=gift,
            gateway=get_gateway(),
            callback_url=callback_url(),
            description=payment_description(destination),
            at=now(),
        )
    except GiftAlreadyPaid:
        return SeeOther(reverse("donations:thanks", args=[gift.token]))
    except PaymentPending:
        return SeeOther(reverse("donations:result", args=[gift.token]))
    return SeeOther(payment.pay_url)


def _trouble(error: GatewayError) -> str:
    if isinstance(error, GatewayBusy):
        return _(
            "درگاه پرداخت فعلاً پرداخت تازه‌ای باز نمی‌کند؛ ده دقیقه صبر کنید. چیزی از حسابتان برداشته نشده است."
        )
    return _(
        "به درگاه پرداخت وصل نشدیم؛ چیزی از حسابتان برداشته نشده است. کمی بعد با همین دکمه باز امتحان کنید."
    )


def _form_page(
    request: HttpRequest, form: GivingForm, destination: Destination, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "destination": destination,
        "trouble": trouble,
        "echo": _echo(form),
    }
    return render(request, "donations/public/give.html", context, status=status)


def _echo(form: GivingForm) -> str:
    """The amount that was read from a form that comes back, as the script would show it."""
    rial = form.cleaned_data.get("amount") if form.is_bound else None
    return f"{format_toman(rial)} – {amount_words(rial)}" if rial else ""


def closed_page(request: HttpRequest, destination: Destination, *, status: int) -> HttpResponse:
    """The centre takes nothing now; others do."""
    county = destination.center.county if destination.center else None
    context = {
        "destination": destination,
        "county": county,
        "county_url": Destination(place=county).url if county else "",
    }
    return render(request, "donations/public/closed.html", context, status=status)
