"""URLs of the site as a whole that are not Wagtail pages."""

from django.urls import path

from home.sitemaps import sitemap_xml

urlpatterns = [
    path("sitemap.xml", sitemap_xml, name="sitemap"),
]
