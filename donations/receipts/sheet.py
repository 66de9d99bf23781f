"""What a receipt says, line by line, the same on the page and on paper; read from the snapshot alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from donations.receipts.models import Receipt
from portal.identifiers import format_tracking_code
from portal.jalali import format_datetime
from portal.money import amount_words, format_rial, format_toman
from portal.text import persian_digits, persian_reference


@dataclass(frozen=True)
class Line:
    """A name and its value; a code or number keeps its written order when ``is_code``."""

    term: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Sheet:
    """A receipt ready to be shown; ``url`` is where anyone holding it can check it."""

    institution: str
    title: str
    state: str
    lines: list[Line]
    url: str
    notice: str


def sheet_of(receipt: Receipt, *, url: str) -> Sheet:
    """The lines of a receipt; an empty value is left out, an unnamed payer is said to be so."""
    content = receipt.content
    lines = [
        Line(_("شماره رسید"), persian_digits(receipt.serial), is_code=True),
        Line(_("کد پیگیری"), format_tracking_code(content["tracking_code"]), is_code=True),
        Line(_("زمان پرداخت"), format_datetime(datetime.fromisoformat(content["paid_at"]))),
        Line(_("مبلغ"), f"{format_rial(content['amount'])} ({format_toman(content['amount'])})"),
        Line(_("مبلغ به حروف"), amount_words(content["amount"])),
        *_designation_lines(content["designations"]),
        Line(_("پرداخت‌کننده"), receipt.payer or _("ناشناس")),
        Line(_("به نیت یا به نیابت از"), receipt.on_behalf_of),
        Line(_("راه پرداخت"), _channel(content["gateway"])),
        Line(_("شماره مرجع بانک"), persian_reference(content["ref_id"]), is_code=True),
        Line(_("کارت"), persian_digits(content["card_mask"]), is_code=True),
        Line(_("زمان صدور رسید"), format_datetime(receipt.issued_at)),
    ]
    return Sheet(
        institution=_("همسایه (نمونه)") if settings.DEMO else _("همسایه، درگاه مراکز مثبت زندگی"),
        title=_("رسید کمک نقدی"),
        state=_("معتبر"),
        lines=[line for line in lines if line.value],
        url=url,
        notice=_("این رسید نمونه است؛ پرداخت شبیه‌سازی شده و پولی جابه‌جا نشده است.") if settings.DEMO else "",
    )


def _designation_lines(designations: list[dict[str, Any]]) -> list[Line]:
    lines = []
    for designation in designations:
        share = "" if len(designations) == 1 else f" – {format_rial(designation['amount'])}"
        lines.append(Line(_("کمک برای"), designation["intent"] + share))
        lines.append(Line(_("مقصد"), designation["destination"] or _("هر جا نیاز بیشتر است")))
    return lines


def _channel(gateway: str) -> str:
    names = {"zarinpal": _("درگاه پرداخت زرین‌پال")}
    return str(names.get(gateway, _("درگاه پرداخت")))
