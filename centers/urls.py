"""Addresses of the directory of centres."""

from django.urls import path, re_path

from centers import views

app_name = "centers"
urlpatterns = [
    path("centers/", views.finder, name="finder"),
    re_path(r"^centers/(?P<code>\d{4,12})-(?P<slug>[^/]+)/$", views.center, name="center"),
    re_path(r"^centers/(?P<code>\d{4,12})/$", views.short, name="bare"),
    re_path(r"^c/(?P<code>\d{4,12})/$", views.short, name="short"),
    path("services/", views.services, name="services"),
    path("services/<str:slug>/", views.service, name="service"),
    path("hotlines/", views.hotlines, name="hotlines"),
]
