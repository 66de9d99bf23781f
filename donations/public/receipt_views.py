"""Receipts, for whoever holds the address with its key."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from donations.public.presentation import receipt_url
from donations.public.track_forms import TrackingForm
from donations.receipts.models import Receipt
from donations.receipts.pdf import receipt_pdf
from donations.receipts.sheet import sheet_of
from portal.cache_policy import uncached


@uncached
@require_GET
def receipt(request: HttpRequest, serial: tuple[int, int]) -> HttpResponseBase:
    """The receipt as a page, ready to be printed."""
    found = _receipt(request, *serial)
    if found is None:
        return _not_shown(request)
    context = {
        "sheet": sheet_of(found, url=_public_url(found)),
        "qr": _qr(_public_url(found)),
        "pdf_url": receipt_url(found, pdf=True),
    }
    return render(request, "donations/public/receipt.html", context)


@uncached
@require_GET
def receipt_as_pdf(request: HttpRequest, serial: tuple[int, int]) -> HttpResponseBase:
    """The receipt as a PDF file."""
    found = _receipt(request, *serial)
    if found is None:
        return _not_shown(request)
    response = HttpResponse(
        receipt_pdf(sheet_of(found, url=_public_url(found))), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="receipt-{found.serial}.pdf"'
    return response


def _receipt(request: HttpRequest, jyear: int, number: int) -> Receipt | None:
    found = Receipt.objects.filter(jyear=jyear, number=number).first()
    key = request.GET.get("key", "")
    return found if found and constant_time_compare(found.key, key) else None


def _not_shown(request: HttpRequest) -> HttpResponse:
    """The same page for a wrong key and for a serial that was never given out."""
    return render(request, "donations/public/unknown_receipt.html", {"form": TrackingForm()}, status=404)


def _qr(url: str) -> SafeString:
    """The address as a QR code that takes its size from the stylesheet."""
    drawing = segno.make(url, error="m").svg_inline(
        border=0, omitsize=True, svgclass=None, lineclass=None, title=_("رمزینه نشانی رسید")
    )
    return mark_safe(drawing)  # noqa: S308  (drawn from our own address)


def _public_url(receipt: Receipt) -> str:
    return settings.SITE_URL + receipt_url(receipt)
