"""The tracking form: a code, and four digits that only the donor knows."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms import Form, TrackingCodeField
from portal.text import clean, latin_digits


class LastDigitsField(forms.CharField):
    """Four digits in any writing; cleans to ASCII digits, or ``""``."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        typed = latin_digits(clean(str(value or "")[:50])).replace(" ", "")
        if typed and not re.fullmatch("[0-9]{4}", typed):
            raise ValidationError(_("چهار رقم آخر شماره همراه را بنویسید، مانند ۴۵۶۷"), code="digits")
        return typed


class TrackingForm(Form):
    """Cleans ``code`` to twelve digits and ``last_digits`` to four or none."""

    code = TrackingCodeField(
        help_text=gettext_lazy("۱۲ رقم که پس از کمک به شما داده شد، مانند ۱۲۳۴ ۵۶۷۸ ۹۰۱۲")
    )
    last_digits = LastDigitsField(
        required=False,
        label=gettext_lazy("چهار رقم آخر شماره همراه"),
        help_text=gettext_lazy("اگر هنگام کمک شماره همراه داده‌اید"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].width = "medium"
        self.fields["last_digits"].width = "short"

    def say_nothing_found(self) -> None:
        """One message, whether the code does not exist or the digits are not its own."""
        self.add_error("code", _("با این کد و این چهار رقم کمکی پیدا نشد؛ هر دو را با رسید خود بسنجید"))
