"""The addresses under /news/: all, a group, a month, the archive, and an article by its code."""

import re
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from portal.jalali import MONTHS, DateError
from portal.pages import breadcrumb_list, json_ld
from portal.text import latin_digits, persian_digits

PER_PAGE = 12
# Nine digits stay inside the column; longer numbers name no article.
_CODE = re.compile(r"(?:.*-)?([0-9]{1,9})", re.DOTALL)


def read_code(text: str) -> int:
    """Return the code at the end of «slug-code» or of a bare code, in any of the three digit systems.

    Raises `Http404` where there is none.
    """
    found = _CODE.fullmatch(latin_digits(text))
    if not found:
        raise Http404("no news code")
    return int(found[1])


def _read_number(text: str) -> int:
    digits = latin_digits(text)
    if not re.fullmatch("[0-9]{1,4}", digits):
        raise Http404("no number")
    return int(digits)


class NewsIndexRoutes(RoutablePageMixin):
    """The routes of `NewsIndexPage`; it reads articles through its subclass' models only."""

    @cached_property
    def _articles(self) -> Any:
        return self._meta.apps.get_model("news", "ArticlePage").objects

    @cached_property
    def _groups(self) -> Any:
        return self._meta.apps.get_model("news", "NewsGroup").objects

    @path("")
    def all_news(self, request: HttpRequest) -> HttpResponse:
        return self._render_list(request, self._articles.for_list(), heading=self.title)

    @path("archive/")
    def archive(self, request: HttpRequest) -> HttpResponse:
        crumbs = self._crumbs(_("بایگانی"))
        years: dict[int, list[dict[str, Any]]] = {}
        for year, month, count in self._articles.months():
            years.setdefault(year, []).append({"number": month, "name": MONTHS[month - 1], "count": count})
        return self.render(
            request,
            template="news/archive.html",
            context_overrides={
                "heading": _("بایگانی خبرها"),
                "years": list(years.items()),
                "breadcrumbs": crumbs,
                "structured_data": json_ld(breadcrumb_list(request, crumbs)),
            },
        )

    @path("archive/<str:year>/<str:month>/")
    def month(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        year_number, month_number = _read_number(year), _read_number(month)
        canonical = f"{self.get_url(request)}archive/{year_number}/{month_number}/"
        if request.path != canonical:
            return HttpResponsePermanentRedirect(canonical)
        try:
            articles = self._articles.for_list().in_month(year_number, month_number)
        except DateError as error:
            raise Http404("no such month") from error
        name = f"{MONTHS[month_number - 1]} {persian_digits(year_number)}"
        return self._render_list(
            request, articles, heading=_("خبرهای %(month)s") % {"month": name}, crumb=name
        )

    @path("<str:year>/<str:month>/<str:slug_and_code>/")
    def article(self, request: HttpRequest, year: str, month: str, slug_and_code: str) -> HttpResponse:
        return self._article_by(request, code=read_code(slug_and_code))

    @path("<str:slug>/")
    def group(self, request: HttpRequest, slug: str) -> HttpResponse:
        group = self._groups.filter(slug=slug).first()
        if group is None:
            # Wagtail's own address of an article; old links and the admin know it.
            return self._article_by(request, slug=slug)
        articles = self._articles.for_list().filter(group=group)
        return self._render_list(request, articles, heading=group.name, crumb=group.name, group=group)

    def _article_by(self, request: HttpRequest, **lookup: Any) -> HttpResponse:
        article = get_object_or_404(self._articles.live().select_related("group", "place"), **lookup)
        return article.serve(request)

    def _render_list(
        self, request: HttpRequest, articles: Any, *, heading: str, crumb: str = "", group: Any = None
    ) -> HttpResponse:
        paginator = Paginator(articles, PER_PAGE)
        try:
            page = paginator.page(latin_digits(request.GET.get("page", "1")))
        except (EmptyPage, PageNotAnInteger):
            return HttpResponseRedirect(request.path)
        crumbs = self._crumbs(crumb)
        return self.render(
            request,
            context_overrides={
                "heading": heading,
                "articles": page,
                "groups": self._groups.all(),
                "group": group,
                "breadcrumbs": crumbs,
                "structured_data": json_ld(
                    _item_list(request, heading, page), breadcrumb_list(request, crumbs)
                ),
            },
        )

    def _crumbs(self, last: str) -> list[dict[str, str]]:
        if not last:
            return self.get_breadcrumbs(None)
        return [{"title": self.title, "url": "/news/"}, {"title": last, "url": ""}]


def _item_list(request: HttpRequest, heading: str, page: Any) -> dict[str, Any]:
    return {
        "@type": "CollectionPage",
        "name": heading,
        "inLanguage": "fa-IR",
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "url": request.build_absolute_uri(article.get_url(request)),
                    "name": article.title,
                }
                for position, article in enumerate(page, start=page.start_index())
            ],
        },
    }
