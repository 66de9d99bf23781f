"""The base of every public form, and the one place to import form fields from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.form_fields import (
    AmountField,
    CountField,
    JalaliDateField,
    MobileField,
    PersianCharField,
    TrackingCodeField,
    label_of,
)
from portal.text import persian_digits

__all__ = [
    "AmountField",
    "CountField",
    "ErrorLink",
    "Form",
    "JalaliDateField",
    "MobileField",
    "PersianCharField",
    "Renderer",
    "TrackingCodeField",
]


class Renderer(TemplatesSetting):
    """Our own templates for forms and fields, found like any other template."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class ErrorLink(NamedTuple):
    """One line of the error summary: the id of the control to focus, and the message."""

    target: str
    message: str


class Form(forms.Form):
    """Base of every public form.

    What was typed is given back as it was; errors stand in the order of the fields; nothing is
    left to the browser's own checks; a filled `honeypot` refuses the whole form.
    """

    use_required_attribute = False
    novalidate = True

    website = forms.CharField(
        required=False,
        label=gettext_lazy("این خانه را خالی بگذارید"),
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            _leave_checks_to_us(field)
            _speak_plainly(field, fallback=name)

    @property
    def honeypot(self) -> SafeString:
        """The field people never see; templates put it once inside the form."""
        bound = self["website"]
        return format_html('<div class="honeypot" aria-hidden="true">{}{}</div>', bound.label_tag(), bound)

    @property
    def error_links(self) -> list[ErrorLink]:
        """The lines of the error summary, in the order of the fields."""
        return [
            ErrorLink(self._focus_target(name), message)
            for name, messages in self.errors.items()
            for message in messages
        ]

    def __iter__(self) -> Iterator[BoundField]:
        return (bound for bound in super().__iter__() if bound.name != "website")

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        context["fields"] = [pair for pair in context["fields"] if pair[0].name != "website"]
        return context

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        self._sort_errors()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            # No detail: the sender is a program, and learns nothing from it.
            self.add_error(None, _("این فرم فرستاده نشد؛ آن را دوباره پر کنید"))
        return ""

    def _sort_errors(self) -> None:
        order = [NON_FIELD_ERRORS, *self.fields]
        in_order = sorted(self._errors.items(), key=lambda item: order.index(item[0]))
        self._errors.clear()
        self._errors.update(in_order)

    def _focus_target(self, name: str) -> str:
        if name == NON_FIELD_ERRORS:
            return ""
        bound = self[name]
        # Groups of radios and date parts have no single input: their first one takes the focus.
        first = bound.subwidgets[0].data if bound.subwidgets else {}
        if first.get("subwidgets"):
            first = first["subwidgets"][0]
        return bound.id_for_label or first.get("attrs", {}).get("id", "") or bound.auto_id


def _leave_checks_to_us(field: forms.Field) -> None:
    if isinstance(field.widget, forms.NumberInput):
        # Browsers drop Persian digits from `type=number` without a word.
        field.widget = forms.TextInput({**field.widget.attrs, "inputmode": "numeric"})
    for attribute in ("maxlength", "minlength", "required", "placeholder", "pattern", "min", "max", "step"):
        field.widget.attrs.pop(attribute, None)


def _speak_plainly(field: forms.Field, *, fallback: str) -> None:
    """Replace the framework's own wording wherever the form gave none of its own."""
    label = label_of(field, fallback=fallback)
    choose = _("یکی از گزینه‌های «%(label)s» را انتخاب کنید") % {"label": label}
    enter = _("%(label)s را وارد کنید") % {"label": label}
    is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    plain = {
        "required": choose if is_choice else enter,
        "invalid": enter,
        "invalid_choice": choose,
        "invalid_list": choose,
        "invalid_pk_value": choose,
        "null_characters_not_allowed": enter,
    }
    for code, sentence in (
        ("min_length", _("%(label)s باید %(limit)s نویسه یا بیشتر باشد")),
        ("max_length", _("%(label)s باید %(limit)s نویسه یا کمتر باشد")),
        ("min_value", _("%(label)s باید %(limit)s یا بیشتر باشد")),
        ("max_value", _("%(label)s باید %(limit)s یا کمتر باشد")),
    ):
        limit = getattr(field, code, None)
        if limit is not None:
            plain[code] = sentence % {"label": label, "limit": persian_digits(limit)}
    if isinstance(field, forms.EmailField):
        plain["invalid"] = _("رایانامه را کامل وارد کنید، مانند name@example.com")
    if isinstance(field, forms.BooleanField):
        plain["required"] = _("برای ادامه، «%(label)s» را علامت بزنید") % {"label": label}
    for code, message in plain.items():
        if field.error_messages.get(code) is _framework_message(field, code):
            field.error_messages[code] = message


def _framework_message(field: forms.Field, code: str) -> object:
    for base in type(field).__mro__:
        messages = getattr(base, "default_error_messages", {})
        if code in vars(base).get("default_error_messages", {}):
            return messages[code]
    return None
