"""Chooses the content security policy: strict for visitors, looser for the admin, a hash for error pages."""

import base64
import hashlib
import re
from functools import cache

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import get_template
from django.urls import reverse

ADMIN_POLICY: dict[str, list[str]] = {
    "default-src": [SELF],
    # Wagtail's screens carry inline scripts and styles; only signed-in staff see them.
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
ERROR_PAGE = "500.html"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware; the policy of ``settings`` holds wherever this names no other."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            if response.status_code in {500, 503}:
                parts.update = {**(parts.update or {}), "style-src": [SELF, *error_page_styles()]}
            elif request.path_info.startswith(reverse("wagtailadmin_home")):
                parts.config = ADMIN_POLICY
        return parts


@cache
def error_page_styles() -> tuple[str, ...]:
    """The hashes of the error page's own styles: it must look right while nothing else can be served."""
    page = get_template(ERROR_PAGE).render()
    styles = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    digests = [hashlib.sha256(style.encode()).digest() for style in styles]
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
