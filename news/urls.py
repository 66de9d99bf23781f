"""URLs of news that are not Wagtail pages."""

from django.urls import path

from news import feeds, views

app_name = "news"

urlpatterns = [
    path("n/<str:code>/", views.short, name="short"),
    path("feed/", feeds.feed, name="feed"),
]
