"""The forms of the desk: what was taken in, and why an offer is declined."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms import CountField, Form, PersianCharField, TrackingCodeField
from portal.public_form import new_form_key

MOST_AT_ONCE = 100_000


class FindForm(Form):
    """Which offer stands at the desk."""

    code = TrackingCodeField()


class ReceiveForm(Form):
    """What came of one item: a 0 where all is turned away, or where nothing more will come."""

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)
    accepted = CountField(min_value=0, max_value=MOST_AT_ONCE, label=gettext_lazy("تعداد پذیرفته"))
    rejected = CountField(
        required=False, min_value=0, max_value=MOST_AT_ONCE, label=gettext_lazy("تعداد نپذیرفته")
    )
    rejection_reason = PersianCharField(
        required=False, max_length=300, label=gettext_lazy("دلیل نپذیرفتن"),
        help_text=gettext_lazy("اگر چیزی را برمی‌گردانید؛ کمک‌کننده آن را می‌خواند."),
    )  # fmt: skip
    is_last = forms.BooleanField(required=False, label=gettext_lazy("همه‌اش همین بود"))

    def __init__(self, *args: Any, unit: str, may_close: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_close = may_close
        for name in ("accepted", "rejected"):
            self.fields[name].suffix = unit
            self.fields[name].width = "short"
        if not self.is_bound:
            self.initial["form_key"] = new_form_key()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted: the form only says that no more will come."""
        return not (self.cleaned_data["accepted"] or self.cleaned_data["rejected"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "accepted" not in cleaned or "rejected" not in cleaned:
            return cleaned
        if self.is_empty and not (cleaned.get("is_last") and self.may_close):
            self.add_error("accepted", _("دست‌کم یکی از دو تعداد باید ۱ یا بیشتر باشد"))
        if cleaned["rejected"] and not cleaned.get("rejection_reason") and "rejection_reason" in cleaned:
            self.add_error("rejection_reason", _("دلیل نپذیرفتن را بنویسید، مانند «تاریخ‌گذشته»"))
        return cleaned


class RefuseForm(Form):
    """Why the centre declines an offer before anything is brought."""

    reason = PersianCharField(
        max_length=300,
        label=gettext_lazy("دلیل رد"),
        help_text=gettext_lazy("کمک‌کننده آن را می‌خواند، مانند «انبار پوشاک پر است»."),
    )
