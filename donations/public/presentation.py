"""What the donor's pages say about a gift: facts as rows, shares with their reasons, and the road ahead."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.giving.models import Designation, Gift, Payment
from donations.giving.states import GiftStatus, PaymentStatus
from donations.public.destinations import Destination
from donations.receipts.models import Receipt
from donations.routing.reasons import sentences
from donations.timeline import Event
from portal.money import amount_words, format_rial, format_toman
from portal.templatetags.persian import jtime_tag, ltr
from portal.text import persian_digits, persian_reference

Row = dict[str, Any]


def destination_of(gift: Gift) -> Destination:
    """Where the donor wanted the gift to go."""
    designation = _first_designation(gift)
    return Destination(center=designation.center, place=designation.place)


def callback_url() -> str:
    """Where the gateway sends the donor back to; from the settings, never from the request."""
    return settings.SITE_URL + reverse("donations:return")


def payment_description(destination: Destination) -> str:
    """The line on the gateway's page; names the destination and nobody."""
    return (_("کمک نقدی، مقصد: %(destination)s") % {"destination": destination.short_name})[:200]


def receipt_url(receipt: Receipt, *, pdf: bool = False) -> str:
    name = "donations:receipt_pdf" if pdf else "donations:receipt"
    return f"{reverse(name, args=[receipt.serial])}?key={receipt.key}"


def gift_rows(gift: Gift) -> list[Row]:
    """Amount, destination and intent."""
    designation = _first_designation(gift)
    return [
        {"term": _("مبلغ"), "value": f"{format_rial(gift.amount)} ({format_toman(gift.amount)})"},
        {"term": _("مبلغ به حروف"), "value": amount_words(gift.amount)},
        {"term": _("مقصد"), "value": destination_of(gift).name},
        {"term": _("کمک برای"), "value": designation.intent.name},
    ]


def payment_rows(payment: Payment) -> list[Row]:
    """When, reference and card of a paid payment."""
    rows: list[Row] = [{"term": _("زمان پرداخت"), "value": jtime_tag(payment.paid_at)}]
    if payment.ref_id:
        rows.append({"term": _("شماره مرجع بانک"), "value": ltr(persian_reference(payment.ref_id))})
    if payment.card_mask:
        rows.append({"term": _("کارت"), "value": ltr(persian_digits(payment.card_mask))})
    return rows


def shares_of(gift: Gift) -> list[dict[str, Any]]:
    """Each centre that received a part, with amount and reasons."""
    return [
        {
            "center": allocation.center,
            "amount": allocation.amount,
            "at": allocation.at,
            "reasons": sentences(allocation.reasons),
        }
        for designation in gift.designations.all()
        for allocation in designation.allocations.all()
    ]


def steps_of(events: list[Event]) -> list[dict[str, Any]]:
    """Events as the process list shows them."""
    return [
        {"title": event.title, "state": "done", "at": event.at, "text": event.text, "by": event.by}
        for event in events
    ]


_AHEAD_OF_PAYMENT = {
    PaymentStatus.CREATED: gettext_lazy("پاسخ درگاه هنوز نرسیده است."),
    PaymentStatus.AWAITING: gettext_lazy("نتیجه از بانک نرسیده است."),
    PaymentStatus.MISMATCH: gettext_lazy("ثبت درگاه با ثبت ما یکی نیست؛ یک نفر آن را بررسی می‌کند."),
    PaymentStatus.NOT_PAID: gettext_lazy("اگر بخواهید می‌توانید دوباره پرداخت کنید."),
    PaymentStatus.REFUSED: gettext_lazy("صفحه پرداخت باز نشد؛ می‌توانید دوباره بکوشید."),
    PaymentStatus.UNREACHED: gettext_lazy("صفحه پرداخت باز نشد؛ می‌توانید دوباره بکوشید."),
}


def steps_ahead(gift: Gift, payment: Payment | None) -> list[dict[str, Any]]:
    """What has not happened yet, without promising a day."""
    spending = {"title": _("صرف کمک در مرکز"), "state": "next"}
    match gift.status:
        case GiftStatus.STARTED:
            words = _AHEAD_OF_PAYMENT.get(payment.status if payment else "", "")
            return [{"title": _("تأیید پرداخت"), "state": "current", "text": words}]
        case GiftStatus.CONFIRMED:
            words = _("مرکزی که با خواست شما بخواند هنوز پیدا نشده است؛ بارها دوباره جست‌وجو می‌شود.")
            return [{"title": _("در انتظار تخصیص"), "state": "current", "text": words}, spending]
        case _:
            return [spending]


def short_link_to(destination: Destination) -> str:
    """The public address worth sharing: the giving page of the destination, never the donor's own page."""
    return settings.SITE_URL + destination.url


def _first_designation(gift: Gift) -> Designation:
    return gift.designations.all()[0]
