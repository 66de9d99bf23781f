"""The site's URL map: fixed prefixes for each app, Wagtail's pages for the rest."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("donations.urls")),
    path("", include("centers.urls")),
    path("", include("news.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]

if settings.DEMO:
    # The web server's work, where there is one.
    urlpatterns.insert(0, path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}))
