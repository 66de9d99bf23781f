"""The RSS feed of the newest articles."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage
from portal.cache_policy import cacheable
from portal.jalali import TEHRAN

NEWEST = 20


class NewsFeed(Feed):
    title = _("خبرهای مثبت زندگی")
    description = _("تازه‌ترین خبرهای مراکز مثبت زندگی")
    link = "/news/"
    feed_url = "/feed/"
    language = "fa"

    def items(self) -> Any:
        return ArticlePage.objects.for_list()[:NEWEST]

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.lead

    def item_link(self, item: ArticlePage) -> str:
        return item.url

    def item_pubdate(self, item: ArticlePage) -> datetime:
        return item.told_at.astimezone(TEHRAN)

    def item_categories(self, item: ArticlePage) -> list[str]:
        return [item.group.name]


@cacheable(300)
def feed(request: HttpRequest) -> HttpResponse:
    return NewsFeed()(request)
