"""The components people fill in, empty and with errors, for the gallery."""

from typing import Any

from django import forms

from portal.forms import (
    AmountField,
    CountField,
    Form,
    JalaliDateField,
    MobileField,
    PersianCharField,
    TrackingCodeField,
)
from portal.gallery_states import State

CITIES = [("sari", "ساری"), ("neka", "نکا"), ("babol", "بابل")]


class SampleForm(Form):
    """One field of every kind."""

    name = PersianCharField(label="نام", max_length=60, widget=forms.TextInput({"autocomplete": "name"}))
    nickname = PersianCharField(label="به نیابت از", max_length=60, required=False)
    mobile = MobileField(help_text="فقط برای رسید و کد پیگیری")
    code = TrackingCodeField(required=False)
    count = CountField(help_text="چند کیسه یا چند عدد")
    city = forms.ChoiceField(label="شهر", choices=[("", "یک شهر را انتخاب کنید"), *CITIES])
    day = forms.ChoiceField(
        label="روز تحویل", choices=CITIES, widget=forms.RadioSelect, help_text="روزهای باز مرکز"
    )
    access = forms.MultipleChoiceField(
        label="دسترسی", choices=CITIES, widget=forms.CheckboxSelectMultiple, required=False
    )
    consent = forms.BooleanField(label="نامم در فهرست حامیان بیاید", help_text="هر وقت بخواهید برداشته می‌شود")
    date = JalaliDateField(label="روز پرداخت")
    text = PersianCharField(label="توضیح", max_length=300, multiline=True, help_text="تا ۳۰۰ نویسه")
    photo = forms.FileField(label="عکس", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["count"].suffix = "عدد"
        self.fields["count"].width = "short"
        self.fields["mobile"].width = "medium"


class SampleAmountForm(Form):
    choice = forms.ChoiceField(
        label="مبلغ کمک",
        choices=[("500000", "۵۰۰٬۰۰۰ ریال"), ("1000000", "۱٬۰۰۰٬۰۰۰ ریال"), ("2000000", "۲٬۰۰۰٬۰۰۰ ریال")],
        widget=forms.RadioSelect,
        required=False,
    )
    amount = AmountField(label="مبلغ دلخواه، به ریال", min_rial=100_000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"].suffix = "ریال"


class SampleGroupForm(Form):
    street = PersianCharField(label="خیابان")
    alley = PersianCharField(label="کوچه", required=False)


def form_states() -> list[State]:
    empty, wrong = SampleForm(prefix="empty"), SampleForm({"wrong-code": "12"}, prefix="wrong")
    amount = SampleAmountForm(prefix="give")
    bad_amount = SampleAmountForm({"few-amount": "۵۰٬۰۰۰"}, prefix="few")
    alone = SampleAmountForm({"lone-amount": "۵۰۰٬۰۰۰"}, prefix="lone")
    group = SampleGroupForm(prefix="group")
    return [
        State("error-summary", "با خطا", {"form": wrong}),
        State("error-summary", "بی خطا، هیچ نشان نمی‌دهد", {"form": empty}),
        *(State("field", f"خالی: {field.name}", {"field": field}) for field in empty),
        *(State("field", f"با خطا: {field.name}", {"field": field}) for field in wrong),
        State(
            "fieldset",
            "دو خانه زیر یک عنوان",
            {"legend": "نشانی", "fields": list(group), "hint": "نشانی محل تحویل", "hint_id": "address-hint"},
        ),
        State("form", "همه خانه‌ها", SampleGroupForm(prefix="whole").get_context()),
        State("amount-choices", "تازه", {"choices": amount["choice"], "other": amount["amount"]}),
        State(
            "amount-choices",
            "کمتر از کمینه",
            {"choices": bad_amount["choice"], "other": bad_amount["amount"]},
        ),
        State(
            "amount-choices",
            "فقط مبلغ دلخواه",
            {
                "other": alone["amount"],
                "legend": "چه مبلغی؟",
                "echo": "معادل ۵۰ هزار تومان – پانصد هزار ریال",
            },
        ),
        State(
            "search-box",
            "تازه",
            {"action": "/centers/", "label": "نام محله، شهر یا مرکز", "landmark_label": "مراکز"},
        ),
        State(
            "search-box",
            "با عبارت و راهنما",
            {
                "action": "/search/",
                "label": "جست‌وجو در همسایه",
                "value": "گهرباران",
                "hint": "نام مرکز، خدمت یا خبر",
                "id": "search-again",
                "button": "بگرد",
                "landmark_label": "همه سایت",
            },
        ),
        State("button", "اصلی", {"text": "ثبت پیشنهاد کالا"}),
        State("button", "کمک", {"text": "ادامه و پرداخت", "kind": "donate", "icon": "lock"}),
        State("button", "دوم", {"text": "دوباره بررسی کن", "kind": "secondary", "plain": True}),
        State(
            "button", "هشدار", {"text": "لغو نوبت", "kind": "warning", "name": "action", "value": "cancel"}
        ),
    ]
