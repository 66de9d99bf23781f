"""The finder's form: forgiving, for its values come from shared and mistyped addresses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.finder import Criteria
from portal.forms import Renderer
from portal.text import clean, latin_digits

LONGEST_QUERY = 100


class FinderForm(forms.Form):
    """Reads a query string; what it does not know it leaves out, and says so in ``ignored``."""

    default_renderer = Renderer()
    use_required_attribute = False

    q = forms.CharField(
        label=_("نام محله، شهر یا مرکز"),
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    province = forms.ChoiceField(label=_("استان"), required=False)
    service = forms.ChoiceField(label=_("کدام خدمت؟"), required=False)
    open = forms.BooleanField(label=_("امروز باز است"), required=False)
    goods = forms.BooleanField(label=_("کالا می‌پذیرد"), required=False)

    def __init__(self, data, *, provinces: list[tuple[str, str]], services: list[tuple[str, str]]) -> None:
        self.ignored: list[str] = []
        self.is_cut = len(data.get("q", "")) > LONGEST_QUERY
        super().__init__(self._known(data, dict(provinces), dict(services)), label_suffix="")
        self.fields["province"].choices = [("", _("همه استان‌ها")), *provinces]
        self.fields["service"].choices = [("", _("همه خدمات")), *services]

    def _known(self, data, provinces: dict[str, str], services: dict[str, str]) -> dict[str, str]:
        known = {"q": clean(data.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]}
        province = latin_digits(clean(data.get("province", "")[:10]))
        service = clean(data.get("service", "")[:100])
        for name, value, choices in (("province", province, provinces), ("service", service, services)):
            if value in choices:
                known[name] = value
            elif value:
                self.ignored.append(str(self.base_fields[name].label))
        known.update({name: "1" for name in ("open", "goods") if latin_digits(data.get(name, "")[:5]) == "1"})
        return known

    def criteria(self) -> Criteria:
        """The criteria of a cleaned form."""
        values = self.cleaned_data if self.is_valid() else {}
        return Criteria(
            text=values.get("q", ""),
            province_code=values.get("province", ""),
            service_slug=values.get("service", ""),
            is_open_today=values.get("open", False),
            takes_goods=values.get("goods", False),
        )
