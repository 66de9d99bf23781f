"""The site's addresses and the reference page: a single indexed lookup through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from centers.models import Center
from portal.urls import urlpatterns as site_urlpatterns


def reference(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(Center.objects.only("name").get(code=code).name)


urlpatterns = [path("reference/<slug:code>/", reference), *site_urlpatterns]
