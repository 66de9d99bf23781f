"""The form of an offer of goods: what, how much, where, when, and how to reach the donor."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.goods import GoodsCategory
from donations.inkind.drop_off import BY_PHONE, as_text
from donations.inkind.models import Condition, ContactWay, Unit
from donations.inkind.operations import OfferOrder
from donations.public.destinations import Destination
from donations.public.place_lookup import MOST, find_places, is_name_of
from portal.forms import CountField, Form, MobileField, PersianCharField
from portal.jalali import format_date, format_time
from portal.public_form import new_form_key

MOST_OF_A_KIND = 100_000
PHONE = "phone"
Day = tuple[date, list[tuple[time, time]]]
"""A day to come, with the centre's opening times as far as they are known."""


class GoodsForm(Form):
    """An offer for one destination, or for a place that the donor names; cleans to an `OfferOrder`."""

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=gettext_lazy("چه می‌آورید؟"),
        choices=GoodsCategory.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("یکی از گروه‌های کالا را انتخاب کنید")},
    )
    description = PersianCharField(
        label=gettext_lazy("شرح کالا"),
        max_length=300,
        help_text=gettext_lazy("کوتاه بنویسید چیست، مانند «پتوی دونفره، شسته». تا ۳۰۰ نویسه."),
        widget=forms.Textarea({"rows": 3}),
    )
    quantity = CountField(label=gettext_lazy("مقدار"), max_value=MOST_OF_A_KIND)
    unit = forms.ChoiceField(label=gettext_lazy("واحد"), choices=Unit.choices)
    condition = forms.ChoiceField(
        label=gettext_lazy("حال کالا"), choices=Condition.choices, widget=forms.RadioSelect
    )
    place_name = PersianCharField(
        label=gettext_lazy("شهر یا روستای شما"),
        max_length=100,
        help_text=gettext_lazy("نزدیک‌ترین مرکزی را که این کالا را می‌پذیرد پیدا می‌کنیم."),
    )
    place_choice = forms.ChoiceField(
        label=gettext_lazy("کدام یک؟"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("چند جا این نام را دارند."),
    )
    drop_off = forms.ChoiceField(
        label=gettext_lazy("چه روزی می‌آورید؟"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("روز تحویل را انتخاب کنید"),
            "invalid_choice": gettext_lazy("روز تحویل را از روزهای این فهرست انتخاب کنید"),
        },
    )
    may_go_further = forms.BooleanField(required=False)
    mobile = MobileField(
        label=gettext_lazy("شماره همراه"),
        help_text=gettext_lazy("تا مرکز بتواند خبر بدهد؛ جز کارکنان همان مرکز کسی آن را نمی‌بیند."),
    )
    name = PersianCharField(required=False, max_length=80, label=gettext_lazy("نام"))
    contact_way = forms.ChoiceField(
        label=gettext_lazy("چگونه خبر بدهیم؟"), choices=ContactWay.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, destination: Destination, days: list[Day], **options: Any) -> None:
        super().__init__(*args, **options)
        self.destination = destination
        self.fields["drop_off"].choices = [*map(_day_choice, days), (PHONE, BY_PHONE)]
        self.fields["quantity"].width = "short"
        self.fields["unit"].width = "medium"
        self.fields["mobile"].width = "medium"
        self.fields["mobile"].widget.attrs["autocomplete"] = "tel"
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self._ask_for_place()
        self._ask_for_consent()
        if not self.is_bound:
            self.initial["form_key"] = new_form_key()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "place_name" in self.fields and cleaned.get("place_name"):
            self._settle_place(cleaned["place_name"], cleaned.get("place_choice", ""))
        self._check_that_center_accepts(cleaned.get("category"), cleaned.get("may_go_further", False))
        return cleaned

    def order(self) -> OfferOrder:
        """What a form without errors asks for."""
        cleaned = self.cleaned_data
        day = cleaned["drop_off"]
        return OfferOrder(
            category=cleaned["category"],
            description=cleaned["description"],
            condition=cleaned["condition"],
            unit=cleaned["unit"],
            quantity=cleaned["quantity"],
            center=self.destination.center,
            place=self.destination.place,
            fallback=self.destination.fallback(may_go_further=cleaned["may_go_further"]),
            drop_off=BY_PHONE if day == PHONE else as_text(date.fromisoformat(day)),
            donor_name=cleaned["name"],
            donor_mobile=cleaned["mobile"],
            contact_way=cleaned["contact_way"],
        )

    def _ask_for_place(self) -> None:
        """Without a destination a place is typed; a name of several places brings them to choose from."""
        self.places = []
        if self.destination.center or self.destination.place:
            del self.fields["place_name"], self.fields["place_choice"]
            return
        self.fields["place_name"].widget.attrs["autocomplete"] = "address-level2"
        typed = self.fields["place_name"].to_python(self.data.get("place_name")) if self.is_bound else ""
        self.places = find_places(typed)
        if self._is_settled_by_name(typed) or not 0 < len(self.places) <= MOST:
            del self.fields["place_choice"]
        else:
            self.fields["place_choice"].choices = [(str(place.pk), place.full_name) for place in self.places]

    def _is_settled_by_name(self, typed: str) -> bool:
        return len(self.places) == 1 and is_name_of(typed, self.places[0])

    def _settle_place(self, typed: str, chosen: str) -> None:
        if self._is_settled_by_name(typed):
            self.destination = Destination(place=self.places[0])
        elif not self.places:
            message = _("جایی به نام «%(name)s» پیدا نشد؛ نام شهر، بخش یا شهرستان را بنویسید")
            self.add_error("place_name", message % {"name": typed})
        elif len(self.places) > MOST:
            message = _("«%(name)s» نام جاهای بسیاری است؛ شهرستان را هم بنویسید، مانند «%(name)s، ساری»")
            self.add_error("place_name", message % {"name": typed})
        elif chosen:
            self.destination = Destination(
                place=next(place for place in self.places if str(place.pk) == chosen)
            )
        elif "place_choice" not in self.errors:
            message = _("یکی از جاهایی را که «%(name)s» نام دارند انتخاب کنید")
            self.add_error("place_choice", message % {"name": typed})

    def _ask_for_consent(self) -> None:
        consent = self.fields["may_go_further"]
        if self.destination.center:
            consent.label = _("اگر این مرکز نتوانست بپذیرد، به مرکز دیگری در همین شهرستان می‌برم")
        else:
            consent.label = _("اگر در این شهرستان مرکزی نبود که بپذیرد، به مرکزی دورتر می‌برم")

    def _check_that_center_accepts(self, category: str | None, may_go_further: bool) -> None:
        center = self.destination.center
        if not (center and category and center.accepts_goods) or may_go_further:
            return
        if category not in center.accepts_goods:
            message = _(
                "این مرکز «%(category)s» نمی‌پذیرد؛ گروه دیگری را انتخاب کنید یا پایین صفحه مرکز دیگری "
                "در همین شهرستان را هم بپذیرید"
            )
            self.add_error("category", message % {"category": GoodsCategory(category).label})


def _day_choice(day: Day) -> tuple[str, str]:
    when, shifts = day
    hours = [
        _("%(opens)s تا %(closes)s") % {"opens": format_time(opens), "closes": format_time(closes)}
        for opens, closes in shifts
    ]
    return when.isoformat(), "، ".join([format_date(when), *hours])
