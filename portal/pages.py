"""What every public Wagtail page shares: it is cacheable whole, never private, and says where it stands."""

import json
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from portal.cache_policy import cacheable

# What could end the script element early, or be read as markup, is written as a JSON escape.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(*items: dict[str, Any]) -> SafeString:
    """Return one `<script type="application/ld+json">` per item; no text in it can close the element.

    Browsers never run this type, therefore the content policy lets it stand without a nonce.
    """
    scripts = []
    for item in items:
        text = json.dumps({"@context": "https://schema.org", **item}, ensure_ascii=False)
        scripts.append(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')
    return mark_safe("\n".join(scripts))  # noqa: S308 - escaped above


def breadcrumb_list(request: HttpRequest, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """Return home and then the crumbs as a schema.org `BreadcrumbList`; the last one may lack an address."""
    items = []
    for position, crumb in enumerate([{"title": _("خانه"), "url": "/"}, *crumbs], start=1):
        item = {"@type": "ListItem", "position": position, "name": crumb["title"]}
        if crumb.get("url"):
            item["item"] = request.build_absolute_uri(crumb["url"])
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


class PublicPageMixin:
    """Put before `Page` in the bases of a page type that anyone may read.

    Such a page is cached whole, so it cannot be made private: that would show it to whoever comes second.
    """

    private_page_options: ClassVar[list[str]] = []
    cache_seconds: ClassVar[int] = 60

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """None ever, without asking: there is no way to make such a page private."""
        return PageViewRestriction.objects.none()

    def get_breadcrumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        """Return `title` and `url` of each page between home and this one, then this page without a `url`."""
        return [{"title": self.title, "url": ""}]

    def get_structured_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the schema.org objects of this page, without `@context`."""
        return [breadcrumb_list(request, self.get_breadcrumbs(request))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = self.get_breadcrumbs(request)
        context["structured_data"] = json_ld(*self.get_structured_data(request))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)
        return cacheable(self.cache_seconds)(super().serve)(request, *args, **kwargs)
