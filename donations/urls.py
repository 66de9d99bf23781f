"""The addresses of giving, tracking, receipts and the centre's desk."""

from django.urls import URLPattern

app_name = "donations"

urlpatterns: list[URLPattern] = []
