"""The desk of a centre: what is expected, what is on the shelves, and taking goods in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from centers.models import Center
from centers.permissions import centers_of
from donations.history import WrongState
from donations.inkind.models import Offer, OfferItem
from donations.inkind.operations import IntakeAlreadyRecorded, close_offer, receive_item, refuse_offer
from donations.inkind.queries import by_day, offer_at_desk, stock_items_of, stock_of, waiting_at
from donations.inkind.states import OPEN_AT_DESK, OfferStatus
from donations.staff.access import desk_page, own_center
from donations.staff.desk_forms import FindForm, ReceiveForm, RefuseForm
from portal.clock import now
from portal.jalali import format_datetime
from portal.public_form import read_form_key
from portal.text import persian_digits

ROWS_PER_PAGE = 24


@desk_page
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    centers = list(centers_of(request.user).select_related("county", "province"))
    if len(centers) == 1:
        return redirect("donations:desk_center", center_code=centers[0].code)
    return render(request, "donations/desk/centers.html", {"centers": centers})


@desk_page
@require_GET
def desk_center(request: HttpRequest, center_code: str) -> HttpResponse:
    center = own_center(request, center_code)
    form = FindForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = form.cleaned_data["code"]
        if Offer.objects.filter(center=center, tracking_code=code).exists():
            return redirect("donations:desk_offer", center_code=center.code, tracking_code=code)
        form.add_error("code", _("پیشنهادی با این کد به این مرکز نرسیده است"))
    waiting = Paginator(waiting_at(center), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"center": center, "form": form, "waiting": waiting, "days": by_day(waiting)}
    return render(request, "donations/desk/center.html", context, status=422 if form.errors else 200)


@desk_page
@require_GET
def desk_stock(request: HttpRequest, center_code: str) -> HttpResponse:
    center = own_center(request, center_code)
    rows = [
        [stock.category_name, f"{persian_digits(stock.quantity)} {stock.unit_name}"]
        for stock in stock_of(center)
    ]
    items = Paginator(stock_items_of(center), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "donations/desk/stock.html",
        {"center": center, "rows": rows, "head": [_("گروه"), _("موجودی")], "items": items},
    )


@desk_page
@require_GET
def desk_offer(request: HttpRequest, center_code: str, tracking_code: str) -> HttpResponse:
    center, offer = _own_offer(request, center_code, tracking_code)
    return _offer_page(request, center, offer)


@desk_page
@require_POST
def desk_receive(request: HttpRequest, center_code: str, tracking_code: str, item_id: int) -> HttpResponse:
    center, offer = _own_offer(request, center_code, tracking_code)
    item = next((item for item in offer.items.all() if item.pk == item_id), None)
    if item is None:
        raise Http404
    form = _receive_form(offer, item, request.POST)
    if not form.is_valid():
        return _offer_page(request, center, offer, forms={item.pk: form})
    try:
        _take_in(request, offer, item, form)
    except (WrongState, IntakeAlreadyRecorded) as error:
        return _too_late(request, center, offer, error)
    return _saved(center, offer)


@desk_page
@require_POST
def desk_refuse(request: HttpRequest, center_code: str, tracking_code: str) -> HttpResponse:
    center, offer = _own_offer(request, center_code, tracking_code)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _offer_page(request, center, offer, refuse_form=form)
    try:
        refuse_offer(offer=offer, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except WrongState as error:
        return _too_late(request, center, offer, error)
    return _saved(center, offer)


def _own_offer(request: HttpRequest, center_code: str, tracking_code: str) -> tuple[Center, Offer]:
    center = own_center(request, center_code)
    offer = offer_at_desk(center, tracking_code)
    if offer is None:
        raise Http404
    return center, offer


def _take_in(request: HttpRequest, offer: Offer, item: OfferItem, form: ReceiveForm) -> None:
    if form.is_empty:
        close_offer(offer=offer, by=request.user, at=now())
        return
    receive_item(
        item=item,
        accepted=form.cleaned_data["accepted"],
        rejected=form.cleaned_data["rejected"] or 0,
        rejection_reason=form.cleaned_data["rejection_reason"] if form.cleaned_data["rejected"] else "",
        is_last=form.cleaned_data["is_last"],
        form_key=read_form_key(form.cleaned_data["form_key"]),
        by=request.user,
        at=now(),
    )


def _receive_form(offer: Offer, item: OfferItem, data: Any = None) -> ReceiveForm:
    may_close = offer.status == OfferStatus.PARTLY_RECEIVED
    # Ids differ between the items of one page, names do not.
    return ReceiveForm(data, unit=item.get_unit_display(), may_close=may_close, auto_id=f"item{item.pk}_%s")


def _offer_page(
    request: HttpRequest,
    center: Center,
    offer: Offer,
    *,
    forms: dict[int, ReceiveForm] | None = None,
    refuse_form: RefuseForm | None = None,
    too_late: str = "",
    status: int = 200,
) -> HttpResponse:
    forms = forms or {}
    wrong = next(iter(forms.values()), None) or refuse_form
    context = {
        "center": center,
        "offer": offer,
        "items": [(item, forms.get(item.pk) or _receive_form(offer, item)) for item in offer.items.all()],
        "refuse_form": refuse_form or RefuseForm(auto_id="refuse_%s"),
        "form": wrong,
        "is_open": offer.status in OPEN_AT_DESK,
        "may_refuse": offer.status == OfferStatus.ROUTED,
        "is_saved": "saved" in request.GET,
        "too_late": too_late,
    }
    return render(request, "donations/desk/offer.html", context, status=422 if wrong else status)


def _too_late(
    request: HttpRequest, center: Center, offer: Offer, error: WrongState | IntakeAlreadyRecorded
) -> HttpResponse:
    """Somebody was first, maybe an earlier press of the button: say who and when, show the offer as it is."""
    offer = offer_at_desk(center, offer.tracking_code) or offer
    if isinstance(error, IntakeAlreadyRecorded):
        user, at = error.intake.by_user, error.intake.at
    else:
        user, at = offer.last_change.by_user, offer.last_change.at
    words = {
        "who": (user and (user.get_full_name() or user.get_username())) or _("سامانه"),
        "when": format_datetime(at),
        "status": offer.get_status_display(),
    }
    message = _("ثبت نشد؛ «%(who)s» پیش از شما %(when)s این پیشنهاد را به «%(status)s» رسانده است.")
    return _offer_page(request, center, offer, too_late=message % words, status=409)


def _saved(center: Center, offer: Offer) -> HttpResponse:
    names = {"center_code": center.code, "tracking_code": offer.tracking_code}
    return HttpResponse(
        status=303, headers={"Location": reverse("donations:desk_offer", kwargs=names) + "?saved="}
    )
