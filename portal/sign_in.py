"""Staff sign-in: one Persian page for the admin and the desk, closed to newcomers and slow for guessers."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.account import LogoutView

from centers.permissions import centers_of
from portal.roles import CENTER_STAFF

ADMIN_ACCESS = "wagtailadmin.access_admin"
TOO_MANY = "too_many_login_attempts"


class StaffAdapter(DefaultAccountAdapter):
    """What differs from django-allauth's own ways: nobody registers, and failures tell nothing."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One sentence for an unknown name, a wrong password and a closed account.
        "username_password_mismatch": _("نام کاربری یا گذرواژه درست نیست. هر دو را دوباره وارد کنید."),
        TOO_MANY: _("تعداد تلاش‌ها زیاد است. پنج دقیقه دیگر دوباره وارد شوید."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """People who only work at a centre begin at the desk, all others in the admin."""
        user = request.user
        if not user.has_perm(ADMIN_ACCESS):
            return reverse("donations:desk")
        may_more = user.is_superuser or user.groups.exclude(name=CENTER_STAFF).exists()
        if centers_of(user).exists() and not may_more:
            return reverse("donations:desk")
        return reverse("wagtailadmin_home")

    def add_message(self, *args: Any, **options: Any) -> None:
        """Say nothing on arrival: the page itself shows that one is in."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # With the address: nobody can lock a colleague out by guessing under her name from elsewhere.
        name = str(credentials.get("username", "")).casefold()
        return f"{self.get_client_ip(request)}:{name}"


class SignInView(LoginView):
    """The page at ``LOGIN_URL``."""

    def form_invalid(self, form: Any) -> HttpResponse:
        is_limited = any(error.code == TOO_MANY for error in form.non_field_errors().as_data())
        return self.render_to_response(self.get_context_data(form=form), status=429 if is_limited else 422)

    def get_authenticated_redirect_url(self) -> str:
        url = str(super().get_authenticated_redirect_url())
        if url.startswith(reverse("wagtailadmin_home")) and not self.request.user.has_perm(ADMIN_ACCESS):
            # The admin would send them back here, and round again.
            return reverse("donations:desk")
        return url


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead from Wagtail's own sign-in page to ours, which is the only one."""
    came_for = request.GET.get("next")
    address = reverse("account_login")
    return redirect(f"{address}?{urlencode({'next': came_for})}" if came_for else address)


sign_out = require_POST(LogoutView.as_view())
"""Wagtail's own answers other methods with 405, yet takes the session's cookie away."""
