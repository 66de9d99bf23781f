"""Forms for people without a session.

A donor signs in nowhere: there is no session for a forged request to ride on, and a token cookie
would make every page with a form personal, so that no shared cache could keep it.  What is left
to prevent is another site posting in a visitor's name; browsers say where a post comes from, and
only our own pages are accepted.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.http import is_same_domain
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

View = Callable[..., HttpResponseBase]

_PLAIN_REFUSAL = (
    '<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>این درخواست پذیرفته نشد</title>'
    "<h1>این درخواست پذیرفته نشد</h1><p>فرم را از خود این سایت باز کنید و دوباره بفرستید.</p></html>"
)


def public_post(view: View) -> View:
    """Accept POST only, and only from our own pages; no cookie is asked for or set.

    Pages hold the form key of `new_form_key`, so a post sent twice is known by its key.
    """
    return csrf_exempt(require_POST(_own_pages_only(view)))


def public_form(view: View) -> View:
    """As `public_post`, for a view that also shows its form to GET."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(_own_pages_only(view)))


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the request comes from a page of this site.

    Clients that say nothing at all (old browsers, scripts) are believed: they carry nobody's
    rights.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    if origin := request.headers.get("Origin"):
        return _is_own_origin(request, origin)
    if referer := request.headers.get("Referer"):
        try:
            address = urlsplit(referer)
        except ValueError:
            return False
        return _is_own_origin(request, f"{address.scheme}://{address.netloc}")
    return True


def new_form_key() -> str:
    """A fresh key for the hidden field of a form: 32 hexadecimal digits."""
    return uuid.uuid4().hex


def read_form_key(text: str | None) -> str:
    """Return the key a form sent back; a missing or mangled one is replaced by a fresh one.

    The key only tells a repeated post from a new one, so a mangled key makes the post a new one.
    """
    try:
        key = uuid.UUID(hex=text or "")
    except ValueError:
        return new_form_key()
    return key.hex


def _own_pages_only(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_from_own_page(request):
            return _refusal(request)
        return view(request, *args, **kwargs)

    return wrapped


def _is_own_origin(request: HttpRequest, origin: str) -> bool:
    if origin == f"{request.scheme}://{request.get_host()}":
        return True
    try:
        asking = urlsplit(origin)
    except ValueError:
        return False
    for trusted in map(urlsplit, settings.CSRF_TRUSTED_ORIGINS):
        # A listed "https://*.example.ir" stands for all its subdomains, as in Django's own check.
        if asking.scheme == trusted.scheme and is_same_domain(asking.netloc, trusted.netloc.lstrip("*")):
            return True
    return False


def _refusal(request: HttpRequest) -> HttpResponse:
    try:
        page = render_to_string("403.html", request=request)
    except TemplateDoesNotExist:
        page = _PLAIN_REFUSAL
    return HttpResponse(page, status=403, headers={"Cache-Control": "private, no-cache"})
