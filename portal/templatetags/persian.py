"""Persian digits, money and Jalali dates in templates: ``{% load persian %}``."""

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import jalali, money
from portal.identifiers import format_tracking_code
from portal.text import persian_digits, persian_reference

register = template.Library()


@register.filter
def fa_digits(value: object) -> str:
    """``12`` → «۱۲»."""
    return "" if value is None else persian_digits(value)


@register.filter
def fa_reference(value: str | None) -> str:
    """``4021`` → «۴۰۲۱»; ``A0-21`` stays as it is."""
    return persian_reference(value or "")


@register.filter
def fa_number(value: int | None) -> str:
    """``2400`` → «۲٬۴۰۰»."""
    return "" if value in (None, "") else persian_digits(f"{int(value):,}".replace(",", "٬"))


@register.filter
def rial(value: int | None) -> str:
    """``1250000`` → «۱٬۲۵۰٬۰۰۰ ریال»."""
    return "" if value in (None, "") else money.format_rial(int(value))


@register.filter
def toman(value: int | None) -> str:
    """Rial in, toman out: ``1250000`` → «۱۲۵ هزار تومان»."""
    return "" if value in (None, "") else money.format_toman(int(value))


@register.filter
def rial_words(value: int | None) -> str:
    """``1250000`` → «یک میلیون و دویست و پنجاه هزار ریال»."""
    return "" if value in (None, "") else money.amount_words(int(value))


@register.filter
def jdate(value: dt.date | None) -> str:
    """«شنبه ۳۰ آبان ۱۴۰۵»."""
    return jalali.format_date(value) if value else ""


@register.filter
def jdatetime(value: dt.datetime | None) -> str:
    """«شنبه ۳۰ آبان ۱۴۰۵، ساعت ۰۹:۱۲»."""
    return jalali.format_datetime(value) if value else ""


@register.filter
def jtime(value: dt.datetime | dt.time | None) -> str:
    """«۰۹:۱۲»; midnight is a time too."""
    return "" if value in (None, "") else jalali.format_time(value)


@register.filter
def jiso(value: dt.date | None) -> str:
    """The machine form for attributes: ``2026-11-21T09:12:00+03:30``."""
    return jalali.iso(value) if value else ""


@register.filter
def tracking_code(value: str | None) -> str:
    """``123456789012`` → «۱۲۳۴ ۵۶۷۸ ۹۰۱۲»; goes inside ``{% ltr %}``."""
    return format_tracking_code(value) if value else ""


@register.simple_tag
def ltr(value: object) -> SafeString:
    """Keep a phone, code, address or grouped number in its written order inside Persian text."""
    return format_html('<bdi dir="ltr" class="ltr">{}</bdi>', "" if value is None else value)


@register.simple_tag
def jtime_tag(value: dt.date | None) -> SafeString | str:
    """A date or an instant in ``<time>``, readable by people and machines."""
    if not value:
        return ""
    shown = jalali.format_datetime(value) if isinstance(value, dt.datetime) else jalali.format_date(value)
    return format_html('<time datetime="{}">{}</time>', jalali.iso(value), shown)


@register.simple_tag
def jdate_tag(value: dt.date | None) -> SafeString | str:
    """The day alone in ``<time>``, also of an instant."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', jalali.iso(value), jalali.format_date(value))


@register.simple_tag(name="money")
def money_tag(value: int | None) -> SafeString | str:
    """An amount in rial with its toman in brackets, each kept on one line by its class."""
    if value in (None, ""):
        return ""
    return format_html(
        '<span class="money"><span class="money__rial">{}</span> '
        '<span class="money__toman">({})</span></span>',
        money.format_rial(int(value)),
        money.format_toman(int(value)),
    )
