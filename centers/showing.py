"""Turns centres, hours and hotlines into the words and rows that the templates show."""

import json
from datetime import datetime
from typing import Any

from django.utils.html import format_html, mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from centers.models import Center, CenterKind, Hotline, OpeningHours, Weekday
from centers.opening import TEHRAN, Opening, OpenState, iranian_weekday, opening_at
from centers.states import CenterStatus
from portal.jalali import format_date, format_time
from portal.text import persian_digits

_SCHEMA_DAYS = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def opening_of(center: Center, at: datetime) -> Opening:
    """The answer for a centre whose hours were fetched along; no query."""
    return opening_at(at, center.opening_hours.all(), center.hours_exceptions.all())


def status_chip(center: Center, opening: Opening) -> dict[str, str]:
    """Text and kind of the chip: the centre's own state first, then open, closed or unknown."""
    if center.status != CenterStatus.ACTIVE:
        return {"text": str(CenterStatus(center.status).label), "kind": "warn"}
    if opening.state == OpenState.OPEN:
        return {"text": _("باز است"), "kind": "open"}
    if opening.state == OpenState.CLOSED:
        return {"text": _("بسته است"), "kind": "closed"}
    return {"text": _("ساعت کار ثبت نشده"), "kind": "info"}


def opening_sentence(center: Center, opening: Opening, at: datetime) -> str:
    """«تا ساعت ۱۴:۰۰» or when it opens again; empty for a centre that is not working."""
    if center.status != CenterStatus.ACTIVE:
        return ""
    if opening.state == OpenState.OPEN and opening.until:
        return _("تا ساعت %(time)s") % {"time": format_time(opening.until)}
    if opening.state == OpenState.CLOSED and opening.next_date and opening.next_time:
        hour = format_time(opening.next_time)
        if opening.next_date == at.astimezone(TEHRAN).date():
            return _("امروز ساعت %(time)s باز می‌شود") % {"time": hour}
        day = Weekday(iranian_weekday(opening.next_date)).label
        return _("%(day)s ساعت %(time)s باز می‌شود") % {"day": day, "time": hour}
    return ""


def state_notice(center: Center) -> str:
    """What a visitor must know about a centre that is not active; empty for one that is."""
    return {
        CenterStatus.PLANNED: _("این مرکز هنوز راه‌اندازی نشده است. تاریخ گشایش آن ثبت نشده است."),
        CenterStatus.TEMPORARILY_CLOSED: _("این مرکز موقتاً بسته است."),
        CenterStatus.SUSPENDED: _("فعالیت این مرکز تعلیق شده است."),
        CenterStatus.CLOSED: _("این مرکز برای همیشه تعطیل شده است."),
    }.get(CenterStatus(center.status), "")


def hours_rows(center: Center) -> list[list[str]]:
    """Seven rows from Saturday; empty if no hours are recorded."""
    shifts = list(center.opening_hours.all())
    if not shifts:
        return []
    return [[str(day.label), _day_text([s for s in shifts if s.weekday == day])] for day in Weekday]


def exception_lines(center: Center) -> list[str]:
    """The coming days on which the weekly hours do not hold."""
    lines = []
    for exception in center.hours_exceptions.all():
        hours = _hours_text(exception.opens_at, exception.closes_at) if exception.opens_at else _("بسته")
        reason = f" ({exception.reason})" if exception.reason else ""
        lines.append(f"{format_date(exception.date)}: {hours}{reason}")
    return lines


def place_line(center: Center) -> str:
    """Where it stands, down to what is recorded."""
    address = center.address.replace("\n", "، ") or _("نشانی ثبت نشده است")
    return f"{center.place.full_name}؛ {address}"


def operator_line(center: Center) -> str:
    """Who runs the centre, or the honest sentence that it is not recorded."""
    if center.operator:
        licence = center.operator.licence_number
        number = _("، پروانه %(number)s") % {"number": persian_digits(licence)} if licence else ""
        return f"{center.operator.name}{number}"
    if center.kind == CenterKind.POSITIVE_LIFE:
        return _("گرداننده غیردولتی؛ نامش ثبت نشده است")
    return ""


def accessibility_sentence(center: Center) -> str:
    """What is known of access, in sentences; never hidden when nothing is."""
    parts = []
    if center.has_wheelchair_access is not None:
        parts.append(_("با ویلچر می‌شود وارد شد.") if center.has_wheelchair_access else _("راه ویلچر ندارد."))
    if center.has_sign_language is not None:
        parts.append(
            _("کسی هست که زبان اشاره بداند.") if center.has_sign_language else _("زبان اشاره ندارد.")
        )
    if center.accessibility:
        parts.append(center.accessibility)
    return " ".join(parts) or _(
        "درباره راه ویلچر و زبان اشاره در این مرکز چیزی ثبت نشده است؛ پیش از آمدن بپرسید."
    )


def directions(center: Center) -> list[dict[str, str]]:
    """Links to map services for a centre with a point; a device opens the first in its own map."""
    if not center.has_point:
        return []
    latitude, longitude = center.latitude, center.longitude
    return [
        {"title": _("نقشه دستگاه خودم"), "url": f"geo:{latitude},{longitude}"},
        {"title": _("بلد"), "url": f"https://balad.ir/location?latitude={latitude}&longitude={longitude}"},
        {"title": _("نشان"), "url": f"https://nshn.ir/?lat={latitude}&lng={longitude}"},
    ]


def result_row(center: Center, at: datetime) -> dict[str, Any]:
    """Variables of `components/result-row.html` for one found centre."""
    opening = opening_of(center, at)
    chip = status_chip(center, opening)
    services = [link.service.name for link in center.center_services.all()[:3]]
    lines = [place_line(center), today_line(center, at)]
    links = [{"title": _("ساعت کار و خدمات"), "url": center.get_absolute_url()}]
    if center.may_receive:
        links.append({"title": _("کمک به این مرکز"), "url": f"/give/?center={center.code}"})
    return {
        "title": center.name,
        "url": center.get_absolute_url(),
        "chip": chip["text"],
        "chip_kind": chip["kind"],
        "lines": [line for line in lines if line],
        "meta": _("خدمات: %(names)s") % {"names": "، ".join(services)} if services else "",
        "links": links,
    }


def today_line(center: Center, at: datetime) -> str:
    """Today's weekly hours of an active centre, or nothing if no hours are recorded."""
    shifts = list(center.opening_hours.all())
    if center.status != CenterStatus.ACTIVE or not shifts:
        return ""
    today = at.astimezone(TEHRAN).date()
    for exception in center.hours_exceptions.all():
        if exception.date == today:
            hours = _hours_text(exception.opens_at, exception.closes_at) if exception.opens_at else _("بسته")
            return _("امروز: %(hours)s") % {"hours": hours}
    hours = _day_text([shift for shift in shifts if shift.weekday == iranian_weekday(today)])
    return _("امروز: %(hours)s") % {"hours": hours}


def hotline_hours(hotline: Hotline) -> str:
    """«شبانه‌روزی» or «۸ تا ۲۰»."""
    if hotline.is_always_open or hotline.opens_at is None or hotline.closes_at is None:
        return _("شبانه‌روزی")
    return _("%(opens)s تا %(closes)s") % {
        "opens": _hour(hotline.opens_at),
        "closes": _hour(hotline.closes_at),
    }


def structured_data(center: Center, url: str, give_url: str) -> SafeString:
    """JSON-LD of a centre page: data in a script element, which no browser executes."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": url,
        "url": url,
        "name": center.name,
        "identifier": center.code,
        "inLanguage": "fa-IR",
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "IR",
            "addressRegion": center.province.name,
            **({"addressLocality": center.county.name} if center.county else {}),
            **({"streetAddress": center.address} if center.address else {}),
        },
        "description": accessibility_sentence(center),
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": center.county_office.name if center.county_office else _("سازمان بهزیستی کشور"),
        },
    }
    phones = [phone.number for phone in center.phones.all()]
    if phones:
        data["telephone"] = phones
    if center.has_point:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": str(center.latitude),
            "longitude": str(center.longitude),
        }
    hours = [_schema_hours(shift) for shift in center.opening_hours.all() if shift.opens_at]
    if hours:
        data["openingHoursSpecification"] = hours
    if center.may_receive:
        data["potentialAction"] = {"@type": "DonateAction", "target": give_url}
    return json_script(data)


def json_script(data: dict[str, Any]) -> SafeString:
    """A JSON-LD element in which no value can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(character, escape)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def _schema_hours(shift: OpeningHours) -> dict[str, str]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{_SCHEMA_DAYS[shift.weekday]}",
        "opens": f"{shift.opens_at:%H:%M}",
        "closes": f"{shift.closes_at:%H:%M}",
    }


def _day_text(shifts: list[OpeningHours]) -> str:
    texts = []
    for shift in shifts:
        hours = _hours_text(shift.opens_at, shift.closes_at) if shift.opens_at else ""
        texts.append(f"{hours} ({shift.note})" if hours and shift.note else hours or shift.note)
    return _(" و ").join(texts) or _("بسته")


def _hours_text(opens_at: Any, closes_at: Any) -> str:
    return _("%(opens)s تا %(closes)s") % {"opens": format_time(opens_at), "closes": format_time(closes_at)}


def _hour(value: Any) -> str:
    return persian_digits(value.hour) if value.minute == 0 else format_time(value)
