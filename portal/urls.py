"""The site's URL map: fixed prefixes for each app, Wagtail's pages for the rest."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.health import healthz
from portal.sign_in import SignInView, sign_out, to_sign_in

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/login/", to_sign_in),
    path("admin/logout/", sign_out),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
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
