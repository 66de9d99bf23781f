"""Form fields that take what people type in Persian.

Reading is done on the server and the text is given back as it was typed: scripts and input types
that "help" while typing break Persian digits in every browser.  Messages name the thing and show
an example; none blames, apologises or says "invalid".
"""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.identifiers import MobileError, TrackingCodeError, parse_mobile, parse_tracking_code
from portal.jalali import DateError, from_jalali, parse_month, to_jalali
from portal.money import MAX_RIAL, AmountError, AmountReason, format_rial, parse_amount
from portal.text import clean, latin_digits, persian_digits

MAX_TYPED = 200
"""Longest row of digits that is turned into a number."""


class PersianCharField(forms.CharField):
    """Text kept by `portal.text.clean`; too long a text is refused with its count, never cut."""

    def __init__(self, *, max_length: int | None = None, multiline: bool = False, **options: Any) -> None:
        if multiline:
            options.setdefault("widget", forms.Textarea)
        super().__init__(**options)
        # Not handed to Django: it would put `maxlength` on the input, which cuts in silence.
        self.limit = max_length
        self.multiline = multiline

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        if self.limit is not None and len(str(value)) > 10 * self.limit + 100:
            # Far beyond the limit: refused before it is read letter by letter.
            raise self._too_long(str(value))
        return clean(str(value), multiline=self.multiline)

    def validate(self, value: str) -> None:
        if self.required and not value:
            raise ValidationError(_required(self), code="required")
        if self.limit is not None and len(value) > self.limit:
            raise self._too_long(value)

    def _too_long(self, value: str) -> ValidationError:
        message = _("%(label)s باید %(limit)s نویسه یا کمتر باشد (اکنون %(count)s)")
        counts = {"limit": persian_digits(self.limit), "count": persian_digits(len(value))}
        return ValidationError(message % {"label": label_of(self), **counts}, code="max_length")


class _TypedField(forms.Field):
    """Base of the fields that read one number out of one line of text."""

    widget = forms.TextInput
    attributes: dict[str, str] = {}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"dir": "ltr", **self.attributes}

    def to_python(self, value: Any) -> Any:
        typed = "" if value is None else str(value)
        if not clean(typed):
            return self.empty()
        return self.read(typed)

    def validate(self, value: Any) -> None:
        if self.required and value in (None, ""):
            raise ValidationError(self.ask(), code="required")

    def empty(self) -> Any:
        return ""

    def read(self, typed: str) -> Any:
        raise NotImplementedError

    def ask(self) -> str:
        raise NotImplementedError


class AmountField(_TypedField):
    """An amount of money as people type it; cleans to whole rial, or ``None`` when left empty."""

    attributes = {"inputmode": "numeric", "autocomplete": "transaction-amount"}

    def __init__(self, *, min_rial: int = 1, max_rial: int = MAX_RIAL, **options: Any) -> None:
        self.min_rial = min_rial
        self.max_rial = max_rial
        options.setdefault("label", gettext_lazy("مبلغ"))
        super().__init__(**options)

    def empty(self) -> None:
        return None

    def read(self, typed: str) -> int:
        try:
            return parse_amount(typed)
        except AmountError as error:
            raise ValidationError(self._explain(error.reason), code=error.reason.name.lower()) from error

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_rial:
            raise ValidationError(self._explain_minimum(), code="too_small")
        if value > self.max_rial:
            raise ValidationError(self._explain_maximum(), code="too_large")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            typed = self.to_python(data)
        except ValidationError:
            return True
        return bool(initial != typed)

    def ask(self) -> str:
        return _("مبلغ کمک را وارد کنید، مانند ۵۰۰٬۰۰۰")

    def _explain(self, reason: AmountReason) -> str:
        match reason:
            case AmountReason.EMPTY:
                return self.ask()
            case AmountReason.NOT_WHOLE:
                return _("مبلغ باید عددی بدون ممیز باشد")
            case AmountReason.AMBIGUOUS:
                return _("این مبلغ را می‌شود چند جور خواند؛ آن را به ریال و با رقم بنویسید، مانند ۵۰۰٬۰۰۰")
            case AmountReason.NEGATIVE:
                return self._explain_minimum()
            case AmountReason.TOO_LARGE:
                return self._explain_maximum()
            case AmountReason.NOT_A_NUMBER:
                return _("مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰")

    def _explain_minimum(self) -> str:
        return _("مبلغ باید %(amount)s یا بیشتر باشد") % {"amount": format_rial(self.min_rial)}

    def _explain_maximum(self) -> str:
        return _("مبلغ باید %(amount)s یا کمتر باشد") % {"amount": format_rial(self.max_rial)}


class MobileField(_TypedField):
    """An Iranian mobile number; cleans to ``09`` and nine digits, or ``""``."""

    widget = forms.TelInput
    attributes = {"inputmode": "tel", "autocomplete": "tel"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("شماره همراه"))
        super().__init__(**options)

    def read(self, typed: str) -> str:
        try:
            return parse_mobile(typed)
        except MobileError as error:
            raise ValidationError(self.ask(), code="mobile") from error

    def ask(self) -> str:
        return _("شماره همراه را وارد کنید، مانند ۰۹۱۲ ۱۲۳ ۴۵۶۷")


class TrackingCodeField(_TypedField):
    """A tracking code; cleans to twelve ASCII digits.

    One message for every mistake, so that it tells nobody which codes exist.
    """

    attributes = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("کد پیگیری"))
        super().__init__(**options)

    def read(self, typed: str) -> str:
        try:
            return parse_tracking_code(typed)
        except TrackingCodeError as error:
            raise ValidationError(self.ask(), code="tracking_code") from error

    def ask(self) -> str:
        return _("کد پیگیری ۱۲ رقم است، مانند ۱۲۳۴ ۵۶۷۸ ۹۰۱۲")


class CountField(_TypedField):
    """A whole number of things, in any digit system; a point or comma is refused, not guessed."""

    attributes = {"inputmode": "numeric", "autocomplete": "off"}

    def __init__(self, *, min_value: int = 1, max_value: int = 1_000_000, **options: Any) -> None:
        self.min_value = min_value
        self.max_value = max_value
        options.setdefault("label", gettext_lazy("تعداد"))
        super().__init__(**options)

    def empty(self) -> None:
        return None

    def read(self, typed: str) -> int:
        digits = latin_digits(clean(typed))
        if len(digits) > MAX_TYPED or not (digits.isascii() and digits.isdecimal()):
            raise ValidationError(self.ask(), code="not_a_number")
        return int(digits)

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and not self.min_value <= value <= self.max_value:
            limits = {"least": persian_digits(self.min_value), "most": persian_digits(self.max_value)}
            message = _("%(label)s باید از %(least)s تا %(most)s باشد") % {"label": label_of(self), **limits}
            raise ValidationError(message, code="out_of_range")

    def ask(self) -> str:
        return _("%(label)s را با رقم وارد کنید، مانند ۱۲") % {"label": label_of(self)}


class JalaliDateWidget(forms.MultiWidget):
    """Three text inputs, day, month and year, each with its own label."""

    template_name = "portal/jalali_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        part = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
        month = {"autocomplete": "off"}  # months are often typed by name
        super().__init__(
            {"day": forms.TextInput(part), "month": forms.TextInput(month), "year": forms.TextInput(part)},
            attrs,
        )

    def decompress(self, value: dt.date | None) -> list[str]:
        if not value:
            return ["", "", ""]
        jalali = to_jalali(value)
        return [persian_digits(part) for part in (jalali.day, jalali.month, jalali.year)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = zip(context["widget"]["subwidgets"], (_("روز"), _("ماه"), _("سال")), strict=True)
        for part, label in parts:
            part["label"] = label
        return context


class JalaliDateField(forms.MultiValueField):
    """A Jalali day typed as day, month (number or name) and year; cleans to a Gregorian date."""

    widget = JalaliDateWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("تاریخ"))
        parts = (forms.CharField(), forms.CharField(), forms.CharField())
        super().__init__(parts, **options)

    def clean(self, value: Any) -> dt.date | None:
        typed = [latin_digits(clean(str(part or ""))) for part in (value or ["", "", ""])]
        if not any(typed):
            if self.required:
                raise ValidationError(self._ask(), code="required")
            return None
        day, month, year = typed
        try:
            if not (day.isdecimal() and year.isdecimal() and len(day) <= 2 and len(year) == 4):
                raise DateError(typed)
            found = from_jalali(int(year), parse_month(month), int(day))
        except DateError as error:
            raise ValidationError(self._ask(), code="date") from error
        self.run_validators(found)
        return found

    def compress(self, data_list: list[str]) -> None:
        raise NotImplementedError("`clean` reads the parts itself")

    def _ask(self) -> str:
        return _("%(label)s را با روز، ماه و سال وارد کنید، مانند ۳۰ آبان ۱۴۰۵") % {"label": label_of(self)}


def label_of(field: forms.Field, *, fallback: str = "") -> str:
    """The field's name as messages use it."""
    return str(field.label or fallback or _("این متن"))


def _required(field: forms.Field) -> str:
    return _("%(label)s را وارد کنید") % {"label": label_of(field)}
