"""What the portal adds to Wagtail's admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from portal.gallery import gallery


@hooks.register("register_admin_urls")
def gallery_url() -> list[URLPattern]:
    return [path("gallery/", gallery, name="gallery")]
