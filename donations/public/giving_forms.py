"""The giving form: what a donor may say, and how it is read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.giving.models import MAX_RIAL, GivingSettings, Intent
from donations.public.destinations import Destination
from portal.forms import AmountField, Form, MobileField, PersianCharField
from portal.money import format_rial, format_toman
from portal.public_form import new_form_key

AS_TYPED = "typed"
"""The choice added when a suggested and a typed amount differ: no radio can be unticked without a script."""


class OtherAmountField(AmountField):
    """An amount that may be left empty when a suggested one is chosen; together they are not optional."""

    def validate(self, value: int | None) -> None:
        if value is not None:
            super().validate(value)


class GivingForm(Form):
    """Amount, intent, consent and contact for one destination; cleans ``rial``, the amount."""

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)
    intent = forms.ChoiceField(
        required=False, label=gettext_lazy("کمک برای چه باشد؟"), widget=forms.RadioSelect
    )
    suggested = forms.ChoiceField(required=False, label=gettext_lazy("مبلغ کمک"), widget=forms.RadioSelect)
    amount = OtherAmountField(label=gettext_lazy("مبلغ دلخواه، به ریال"))
    may_go_further = forms.BooleanField(required=False)
    mobile = MobileField(
        required=False,
        label=gettext_lazy("شماره همراه"),
        help_text=gettext_lazy(
            "با چهار رقم آخرش تنها خودتان کمک را پیگیری می‌کنید. "
            "برای آسان شدن پرداخت به درگاه پرداخت هم داده می‌شود."
        ),
    )
    name = PersianCharField(required=False, max_length=80, label=gettext_lazy("نام"))
    may_show_name = forms.BooleanField(required=False, label=gettext_lazy("نامم در فهرست حامیان بیاید"))
    on_behalf_of = PersianCharField(
        required=False, max_length=120, label=gettext_lazy("به نیت یا به نیابت از")
    )

    def __init__(
        self,
        *args: Any,
        destination: Destination,
        settings: GivingSettings,
        intents: Sequence[Intent],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.intents = {intent.code: intent for intent in intents}
        self.fields["intent"].choices = [
            (intent.code, intent.name) for intent in intents if intent.is_offered
        ]
        self.fields["suggested"].choices = [
            (str(rial), f"{format_rial(rial)} ({format_toman(rial)})") for rial in settings.amounts
        ]
        amount = self.fields["amount"]
        amount.min_rial, amount.max_rial = settings.minimum, MAX_RIAL
        amount.suffix, amount.width = _("ریال"), "medium"
        self.fields["mobile"].width = "medium"
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["on_behalf_of"].widget.attrs["autocomplete"] = "off"
        self._offer_consent(destination)
        if not self.is_bound:
            self.initial["form_key"] = new_form_key()

    @property
    def has_intents(self) -> bool:
        return bool(self.fields["intent"].choices)

    @property
    def has_open_details(self) -> bool:
        """Whether the folded fields have something in them or wrong with them, and so must show."""
        return self.is_bound and any(
            self[name].errors or self[name].value() for name in ("name", "may_show_name", "on_behalf_of")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_two_answers()
        chosen, typed = cleaned.get("suggested"), cleaned.get("amount")
        if self.errors.get("amount") or self.errors.get("suggested"):
            return cleaned
        if chosen and chosen != AS_TYPED and typed is not None and int(chosen) != typed:
            self.fields["suggested"].choices += [(AS_TYPED, _("مبلغی که خودم نوشته‌ام"))]
            message = _("هم %(chosen)s را انتخاب کرده‌اید و هم %(typed)s را نوشته‌اید؛ یکی را نگه دارید")
            self.add_error(
                "amount", message % {"chosen": format_rial(int(chosen)), "typed": format_rial(typed)}
            )
        elif typed is None and (not chosen or chosen == AS_TYPED):
            self.add_error("amount", self.fields["amount"].ask())
        else:
            cleaned["rial"] = typed if typed is not None else int(chosen)
        return cleaned

    def clean_intent(self) -> Intent | None:
        """The chosen intent; without one the gift is for the general fund."""
        return self.intents.get(self.cleaned_data["intent"] or "general")

    def _offer_consent(self, destination: Destination) -> None:
        if destination.center:
            self.fields["may_go_further"].label = _(
                "اگر این مرکز نتوانست بپذیرد، به مرکز دیگری در همین شهرستان برسد"
            )
        elif destination.is_province:
            self.fields["may_go_further"].label = _(
                "اگر در این استان مرکزی نبود که بپذیرد، به جایی برسد که نیاز بیشتر است"
            )
        elif destination.place:
            self.fields["may_go_further"].label = _(
                "اگر در این شهرستان مرکزی نبود که بپذیرد، به جایی برسد که نیاز بیشتر است"
            )
        else:
            del self.fields["may_go_further"]
        if self.is_bound and self.data.get("suggested") == AS_TYPED:
            self.fields["suggested"].choices += [(AS_TYPED, _("مبلغی که خودم نوشته‌ام"))]

    def _refuse_two_answers(self) -> None:
        """Two different amounts under one name come from no page of ours; neither is guessed."""
        if len(set(self.data.getlist("amount"))) > 1 or len(set(self.data.getlist("suggested"))) > 1:
            self.add_error("amount", self.fields["amount"].ask())
