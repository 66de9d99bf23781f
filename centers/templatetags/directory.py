"""Template tags of the directory of centres: ``{% load directory %}``."""

from typing import Any

from django import template

from centers.hotlines import strip_hotlines

register = template.Library()


@register.inclusion_tag("components/hotline-strip.html")
def hotline_strip() -> dict[str, Any]:
    """The strip with the numbers to call; costs at most one query a minute and process."""
    return {"hotlines": strip_hotlines()}
