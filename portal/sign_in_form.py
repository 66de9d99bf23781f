"""The form of the sign-in page, in the site's own design and words."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _

from portal.forms import Form


class _LabelledLoginForm(LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("نام کاربری")
        self.fields["password"].label = _("گذرواژه")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs |= {"dir": "ltr", "autocapitalize": "off", "spellcheck": "false"}


class SignInForm(Form, _LabelledLoginForm):
    """Name and password; which of the two is wrong is never told."""
