"""Public forms: what is typed is read, kept and answered in plain Persian."""

import datetime as dt
import re

import pytest
from django import forms
from django.conf import settings

from portal.forms import (
    AmountField,
    CountField,
    ErrorLink,
    Form,
    JalaliDateField,
    MobileField,
    PersianCharField,
    TrackingCodeField,
)
from portal.identifiers import new_tracking_code

BANNED = ("لطفاً", "لطفا", "متأسف", "نامعتبر", "این فیلد", "الزامی", "معتبر")


class GiftForm(Form):
    amount = AmountField(min_rial=100_000, max_rial=1_000_000_000)
    mobile = MobileField(required=False)
    name = PersianCharField(label="نام", max_length=10, required=False)
    purpose = forms.ChoiceField(
        label="نیت", choices=[("alms", "صدقه")], widget=forms.RadioSelect, required=False
    )


class EveryField(Form):
    amount = AmountField(min_rial=100_000)
    mobile = MobileField()
    code = TrackingCodeField()
    name = PersianCharField(label="نام", max_length=10)
    text = PersianCharField(label="نظر", max_length=500, multiline=True)
    count = CountField(max_value=500)
    day = JalaliDateField(label="تاریخ تولید")
    purpose = forms.ChoiceField(label="نیت", choices=[("alms", "صدقه")], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(label="کالا", choices=[("food", "خوراک")])
    plain = forms.CharField(label="شرح", max_length=5, min_length=2)
    number = forms.IntegerField(label="شمار", min_value=2, max_value=5)
    email = forms.EmailField(label="رایانامه")
    consent = forms.BooleanField(label="می‌پذیرم")
    own = forms.CharField(label="پیام", error_messages={"required": "پیام را بنویسید"})


@pytest.mark.parametrize(
    "typed",
    [
        "۵۰۰۰۰۰",
        "٥٠٠٠٠٠",
        "500000",
        "۵۰۰٬۰۰۰",
        "500,000",
        "۵۰۰،۰۰۰",
        "۵۰۰ ۰۰۰",
        "۵۰۰۰۰۰ ریال",
        "۵۰۰۰۰ تومان",
        "500.000",
    ],
)
def test_an_amount_is_cleaned_to_rial(typed: str) -> None:
    form = GiftForm({"amount": typed})

    assert form.is_valid()
    assert form.cleaned_data["amount"] == 500_000


MINIMUM = "مبلغ باید ۱۰۰٬۰۰۰ ریال یا بیشتر باشد"
MAXIMUM = "مبلغ باید ۱٬۰۰۰٬۰۰۰٬۰۰۰ ریال یا کمتر باشد"
DIGITS = "مبلغ را با رقم بنویسید، مانند ۵۰۰٬۰۰۰"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "مبلغ کمک را وارد کنید، مانند ۵۰۰٬۰۰۰"),
        ("   ", "مبلغ کمک را وارد کنید، مانند ۵۰۰٬۰۰۰"),
        ("0", MINIMUM),
        ("۹۹٬۹۹۹", MINIMUM),
        ("-500000", MINIMUM),
        ("500.00", "مبلغ باید عددی بدون ممیز باشد"),
        ("12abc", DIGITS),
        ("1e9", DIGITS),
        ("²²²", DIGITS),
        ("5\x000", DIGITS),
        ("1000000001", MAXIMUM),
        (str(10**30), MAXIMUM),
        ("50,00", "این مبلغ را می‌شود چند جور خواند؛ آن را به ریال و با رقم بنویسید، مانند ۵۰۰٬۰۰۰"),
    ],
)
def test_a_refused_amount_is_answered_plainly_and_kept_as_typed(typed: str, message: str) -> None:
    form = GiftForm({"amount": typed})

    assert form.errors["amount"] == [message]
    assert form["amount"].value() == typed


@pytest.mark.parametrize("typed", ["۰۹۱۲ ۳۴۵ ۶۷۸۹", "+98 912 345 6789", "(0912) 345-6789"])
def test_a_mobile_number_is_cleaned_and_shown_as_typed(typed: str) -> None:
    form = GiftForm({"amount": "500000", "mobile": typed})

    assert form.is_valid()
    assert form.cleaned_data["mobile"] == "09123456789"
    assert form["mobile"].value() == typed


def test_fields_left_empty_are_empty() -> None:
    form = GiftForm({"amount": "500000"})

    assert form.is_valid()
    assert form.cleaned_data == {"amount": 500_000, "mobile": "", "name": "", "purpose": "", "website": ""}


@pytest.mark.parametrize("typed", ["", "123", "123456789012 3", "۱۲۳۴ ۵۶۷۸ ۹۰۱۲", "abc"])
def test_every_wrong_tracking_code_has_the_same_answer(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        TrackingCodeField().clean(typed)

    assert refusal.value.messages == ["کد پیگیری ۱۲ رقم است، مانند ۱۲۳۴ ۵۶۷۸ ۹۰۱۲"]


def test_a_tracking_code_is_cleaned_to_its_digits() -> None:
    code = new_tracking_code()

    assert TrackingCodeField().clean(f" {code[:4]}-{code[4:8]} {code[8:]}") == code


def test_text_is_stored_clean_and_shown_as_typed() -> None:
    typed = "\u202eعلي\x00 كريمي\u200c"
    form = GiftForm({"amount": "500000", "name": typed})

    assert form.is_valid()
    assert form.cleaned_data["name"] == "علی کریمی"
    assert form["name"].value() == typed


def test_too_long_a_text_is_refused_with_its_count() -> None:
    form = EveryField({"text": "ن" * 532})

    assert form.errors["text"] == ["نظر باید ۵۰۰ نویسه یا کمتر باشد (اکنون ۵۳۲)"]


def test_text_of_markup_is_kept_and_escaped_on_the_page() -> None:
    form = GiftForm({"amount": "1", "name": "<script>"})

    assert "&lt;script&gt;" in str(form["name"])


@pytest.mark.parametrize(("typed", "count"), [("۱۲", 12), ("١٢", 12), (" 12 ", 12), ("1", 1), ("500", 500)])
def test_a_count_is_read_in_any_digits(typed: str, count: int) -> None:
    assert CountField(max_value=500).clean(typed) == count


@pytest.mark.parametrize(
    "typed", ["", "0", "501", "-1", "1.5", "500.000", "1,000", "²", "دو", "9" * 5000, "12" + " " * 300 + "x"]
)
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        CountField(max_value=500).clean(typed)


@pytest.mark.parametrize("month", ["8", "۰۸", "آبان", "ابان"])
def test_a_date_is_typed_as_day_month_and_year(month: str) -> None:
    assert JalaliDateField().clean(["۳۰", month, "1405"]) == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed", [["", "", ""], ["30", "12", "1405"], ["1", "", "1405"], ["1", "1", "05"], ["²", "1", "1405"]]
)
def test_what_is_no_date_is_refused_in_one_sentence(typed: list[str]) -> None:
    with pytest.raises(forms.ValidationError) as refusal:
        JalaliDateField(label="تاریخ تولید").clean(typed)

    assert refusal.value.messages == ["تاریخ تولید را با روز، ماه و سال وارد کنید، مانند ۳۰ آبان ۱۴۰۵"]


def test_the_parts_of_a_date_keep_their_text_and_have_labels() -> None:
    form = EveryField({"day_day": "۳۱", "day_month": "ابان", "day_year": "۱۴۰۵"})

    shown = str(form["day"])

    assert [value in shown for value in ('value="۳۱"', 'value="ابان"', 'value="۱۴۰۵"')] == [True] * 3
    assert re.findall(r'<label[^>]*for="id_day_(\d)">([^<]+)<', shown) == [
        ("0", "روز"),
        ("1", "ماه"),
        ("2", "سال"),
    ]


def test_a_stored_date_is_shown_in_the_jalali_calendar() -> None:
    form = EveryField(initial={"day": dt.date(2026, 11, 21)})

    assert re.findall('value="([^"]+)"', str(form["day"])) == ["۳۰", "۸", "۱۴۰۵"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        dict.fromkeys(EveryField.base_fields, "x") | {"website": "", "text": "ن" * 501, "plain": "بلند است"},
        {"number": "1", "email": "a@", "plain": "x", "kinds": ["bad"], "purpose": "bad"},
        {"number": "9", "plain": "\x00\x00\x00", "kinds": "food", "amount": "5", "count": "0"},
    ],
)
def test_no_message_blames_begs_or_comes_from_the_framework(data: dict[str, object]) -> None:
    form = EveryField(data)

    messages = [link.message for link in form.error_links]

    assert messages
    for message in messages:
        assert not any(word in message for word in BANNED), message
        assert not re.search("[A-Za-z]", message.replace("name@example.com", "")), message
        assert not re.search("[0-9]", message), message


def test_a_form_keeps_its_own_words() -> None:
    assert EveryField({}).errors["own"] == ["پیام را بنویسید"]


def test_errors_stand_in_the_order_of_the_fields() -> None:
    form = GiftForm({"amount": "5", "mobile": "1", "name": "نامی بسیار بلند"})
    form.add_error("amount", "دوم")
    form.add_error(None, "کل فرم")

    assert [link.target for link in form.error_links] == [
        "",
        "id_amount",
        "id_amount",
        "id_mobile",
        "id_name",
    ]


def test_error_links_lead_to_a_control_that_can_take_the_focus() -> None:
    form = EveryField({})
    page = "".join(str(bound) for bound in form)

    for link in form.error_links:
        assert re.search(rf'<(?:input|textarea|select)[^>]* id="{link.target}"', page), link


def test_a_filled_trap_refuses_the_form_without_a_reason() -> None:
    form = GiftForm({"amount": "500000", "website": "https://example.com"})

    assert form.error_links == [ErrorLink("", "این فرم فرستاده نشد؛ آن را دوباره پر کنید")]


def test_the_trap_is_shown_only_on_request() -> None:
    form = GiftForm()

    assert "website" not in [bound.name for bound in form]
    assert "website" not in [pair[0].name for pair in form.get_context()["fields"]]
    assert re.search(
        '<div class="honeypot" aria-hidden="true">.*name="website".*tabindex="-1"', form.honeypot
    )


def test_nothing_is_left_to_the_browsers_own_checks() -> None:
    page = "".join(str(bound) for bound in EveryField())

    assert not re.search(
        r'\s(required|maxlength|minlength|pattern|placeholder|min|max|step)\b|type="number"', page
    )
    assert Form.novalidate
    assert EveryField()["own"].label_tag() == '<label for="id_own">پیام</label>'


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("amount", ['type="text"', 'inputmode="numeric"', 'autocomplete="transaction-amount"', 'dir="ltr"']),
        ("mobile", ['type="tel"', 'autocomplete="tel"', 'dir="ltr"']),
        ("code", ['type="text"', 'inputmode="numeric"', 'spellcheck="false"', 'dir="ltr"']),
        ("number", ['type="text"', 'inputmode="numeric"']),
    ],
)
def test_inputs_bring_up_the_right_keyboard(name: str, attributes: list[str]) -> None:
    shown = str(EveryField()[name])

    assert [attribute for attribute in attributes if attribute not in shown] == []


def test_forms_are_drawn_with_our_own_templates() -> None:
    assert settings.FORM_RENDERER == "portal.forms.Renderer"
    assert GiftForm().renderer.field_template_name == "components/field.html"
    assert "(اختیاری)" in GiftForm()["mobile"].as_field_group()
    assert "(اختیاری)" not in GiftForm()["amount"].as_field_group()
