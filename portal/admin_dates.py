"""Dates in the admin's forms: typed and shown by the Jalali calendar, stored as dates and UTC instants."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.telepath import register as register_telepath
from wagtail.admin.telepath.widgets import WidgetAdapter

from portal.jalali import TEHRAN, DateError, parse_date, to_jalali
from portal.text import clean, latin_digits, persian_digits

FIRST_YEAR, LAST_YEAR = 1300, 1500
"""Jalali years that a form accepts: a Gregorian year typed by habit falls outside and is refused."""

_MAX_TYPED = 100
_MOMENT = re.compile(r"(?P<day>.+?)[\s،,]+(?:ساعت\s*)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")


def day_text(day: dt.date) -> str:
    """«۱۴۰۵/۰۹/۰۱», as forms show and accept it."""
    jalali = to_jalali(day)
    return persian_digits(f"{jalali.year:04d}/{jalali.month:02d}/{jalali.day:02d}")


def moment_text(moment: dt.datetime) -> str:
    """«۱۴۰۵/۰۹/۰۱ ۰۸:۳۰» in Tehran time."""
    return f"{day_text(moment)} {persian_digits(f'{moment.astimezone(TEHRAN):%H:%M}')}"


def read_day(text: str) -> dt.date:
    """The day that was typed.

    :raises DateError: no day of the Jalali calendar, or none of the years that forms accept.
    """
    day = parse_date(text)
    if not FIRST_YEAR <= to_jalali(day).year <= LAST_YEAR:
        raise DateError(text)
    return day


def read_moment(text: str) -> dt.datetime:
    """The day and the time that were typed, in Tehran time.

    :raises DateError: the day or the time is missing or is none.
    """
    found = _MOMENT.fullmatch(latin_digits(clean(text[:_MAX_TYPED])))
    if not found:
        raise DateError(text)
    try:
        time = dt.time(int(found["hour"]), int(found["minute"]))
    except ValueError as error:
        raise DateError(text) from error
    return dt.datetime.combine(read_day(found["day"]), time, tzinfo=TEHRAN)


class JalaliDateInput(forms.TextInput):
    """One line for a day."""

    hint = gettext_lazy("مانند ۱۴۰۵/۰۹/۰۱")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "dir": "ltr", "placeholder": self.hint, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return day_text(value) if isinstance(value, dt.date) else str(value or "")


class JalaliDateTimeInput(JalaliDateInput):
    """One line for a day and a time."""

    hint = gettext_lazy("مانند ۱۴۰۵/۰۹/۰۱ ۰۸:۳۰")

    def format_value(self, value: Any) -> str:
        if isinstance(value, dt.datetime):
            # Forms hand over the local time without its zone.
            return moment_text(value if value.tzinfo else value.replace(tzinfo=TEHRAN))
        return str(value or "")


class _TakesNoOtherWidget:
    """Panels that bring a Gregorian widget along get ours, with what their scripts need."""

    widget: type[JalaliDateInput]

    def __init__(self, *, widget: Any = None, **options: Any) -> None:
        attrs = getattr(widget, "attrs", {})
        data = {name: value for name, value in attrs.items() if name.startswith("data-")}
        super().__init__(widget=self.widget(attrs=data), **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.widget.format_value(initial) if initial else ""
        return str(data or "").strip() != before


class AdminJalaliDateField(_TakesNoOtherWidget, forms.DateField):
    """A date typed by the Jalali calendar; the empty text is no date."""

    widget = JalaliDateInput

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        try:
            return read_day(str(value))
        except DateError as error:
            message = _("تاریخ را با سال، ماه و روز شمسی وارد کنید، مانند ۱۴۰۵/۰۹/۰۱")
            raise ValidationError(message, code="invalid") from error


class AdminJalaliDateTimeField(_TakesNoOtherWidget, forms.DateTimeField):
    """An instant typed by the Jalali calendar and the clock of Tehran."""

    widget = JalaliDateTimeInput

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values or isinstance(value, dt.datetime):
            return value or None
        try:
            return read_moment(str(value))
        except DateError as error:
            message = _("تاریخ شمسی و ساعت را وارد کنید، مانند ۱۴۰۵/۰۹/۰۱ ۰۸:۳۰")
            raise ValidationError(message, code="invalid") from error


class _TextAdapter(WidgetAdapter):
    """In blocks the widget is an ordinary line of text."""

    js_constructor = "wagtail.widgets.Widget"


register_telepath(_TextAdapter(), JalaliDateInput)
