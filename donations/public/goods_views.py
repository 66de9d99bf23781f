"""Offering goods without an account: the form, and the page that says what comes next."""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from centers.models import Center
from donations.history import DONOR
from donations.inkind.drop_off import BY_PHONE, next_days
from donations.inkind.models import Offer
from donations.inkind.operations import DestinationClosed, offer_goods
from donations.inkind.states import OfferStatus
from donations.public.destinations import Destination, UnknownDestination, read_destination
from donations.public.goods_forms import Day, GoodsForm
from donations.public.guards import Limit, limited_posts, readable_post
from donations.routing.reasons import sentences
from portal.cache_policy import uncached
from portal.clock import now
from portal.identifiers import format_tracking_code
from portal.public_form import public_form, read_form_key
from portal.text import persian_digits

OFFERS_PER_ADDRESS = Limit("goods", most=30, seconds=3600)
"""Mobile operators put many people behind one address."""


@uncached
@public_form
@limited_posts(OFFERS_PER_ADDRESS)
@readable_post
def give_goods(request: HttpRequest) -> HttpResponse:
    try:
        destination = read_destination(request.GET)
    except UnknownDestination as error:
        return render(request, "donations/goods/unknown.html", {"typed": error.typed}, status=404)
    at = now()
    if request.method != "POST":
        if not destination.is_open:
            return render(request, "donations/goods/closed.html", {"center": destination.center})
        return _form_page(
            request, GoodsForm(destination=destination, days=_days(destination, at)), destination
        )
    form = GoodsForm(request.POST, destination=destination, days=_days(destination, at))
    if form.is_valid():
        try:
            form_key = read_form_key(form.cleaned_data["form_key"])
            offer = offer_goods(order=form.order(), form_key=form_key, by=DONOR, at=at)
            return _see_other(reverse("donations:goods_thanks", kwargs={"token": offer.token}))
        except DestinationClosed as error:
            form, destination = _next_best(request, error.center, at)
    return _form_page(request, form, destination)


@uncached
@require_GET
def goods_thanks(request: HttpRequest, token: str) -> HttpResponse:
    offer = get_object_or_404(
        Offer.objects.select_related("center__county", "center__province").prefetch_related("items"),
        token=token,
    )
    track_path = f"{reverse('donations:track')}?code={offer.tracking_code}"
    context = {
        "offer": offer,
        "code": format_tracking_code(offer.tracking_code),
        "is_waiting": offer.status == OfferStatus.OFFERED,
        "is_by_phone": offer.drop_off == BY_PHONE,
        "reasons": sentences(offer.reasons),
        "rows": _rows(offer),
        "track_path": track_path,
        "qr": segno.make(settings.SITE_URL + track_path, error="m").svg_data_uri(border=2, light="white"),
    }
    return render(request, "donations/goods/thanks.html", context)


def _next_best(request: HttpRequest, closed: Center, at: datetime) -> tuple[GoodsForm, Destination]:
    """The same answers in a form for the nearest centre: what was typed is worth keeping."""
    destination = Destination(place=closed.place)
    form = GoodsForm(request.POST, destination=destination, days=_days(destination, at))
    message = _("«%(center)s» اکنون کالا نمی‌پذیرد. فرم را دوباره بفرستید تا به نزدیک‌ترین مرکز برسد.")
    form.add_error(None, message % {"center": closed.name})
    return form, destination


def _see_other(url: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": url})


def _form_page(request: HttpRequest, form: GoodsForm, destination: Destination) -> HttpResponse:
    context = {"form": form, "destination": destination, "is_demo": settings.DEMO}
    return render(request, "donations/goods/form.html", context, status=422 if form.errors else 200)


def _days(destination: Destination, at: datetime) -> list[Day]:
    center = destination.center
    if center is None:
        return next_days(at)
    return next_days(at, center.opening_hours.all(), center.hours_exceptions.filter(date__gte=at.date()))


def _rows(offer: Offer) -> list[dict[str, Any]]:
    rows = [
        {
            "term": item.get_category_display(),
            "lines": [
                item.description,
                f"{persian_digits(item.pledged)} {item.get_unit_display()}، {item.get_condition_display()}",
            ],
        }
        for item in offer.items.all()
    ]
    if offer.center:
        rows += [
            {"term": _("مرکز"), "value": offer.center.full_name},
            {"term": _("نشانی"), "value": offer.center.address},
        ]
    rows.append({"term": _("روز تحویل"), "value": offer.drop_off})
    rows.append({"term": _("راه خبر دادن"), "value": offer.get_contact_way_display()})
    return rows
