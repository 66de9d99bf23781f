"""/sitemap.xml: every public page and every centre."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap
from wagtail.contrib.sitemaps.views import sitemap

from centers.models import Center
from portal.cache_policy import cacheable


class CentersSitemap(Sitemap):
    """The centres, without the invented ones."""

    limit = 5000

    def items(self) -> Any:
        return Center.objects.public().filter(is_sample=False)

    def lastmod(self, center: Center) -> datetime:
        return center.last_modified


@cacheable(3600)
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    return sitemap(request, {"pages": PagesSitemap, "centers": CentersSitemap})
