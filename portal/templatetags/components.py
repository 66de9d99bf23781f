"""What the component templates need beyond plain text: ``{% load components %}``."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from portal.text import latin_digits

register = template.Library()

GROUPED_DIGITS = re.compile(r"[0-9۰-۹]+(?:[ -][0-9۰-۹]+)+")
NEWS_PATH = re.compile(r"/news/(?P<code>\d{1,9})/?$", re.ASCII)


@register.filter
def isolate_groups(text: object) -> SafeString:
    """Keep the groups of a phone number or code inside a sentence in their written order, on one line."""
    escaped = conditional_escape(text)
    # Safe: the text is escaped above, and digits, spaces and hyphens need no escaping.
    return mark_safe(GROUPED_DIGITS.sub(r'<bdi dir="ltr">\g<0></bdi>', escaped))  # noqa: S308


@register.filter
def news_code(path: object) -> str:
    """The code in an address that looks like one of a news item, or ``""``: ``/news/5610`` → ``5610``.

    The short address ``/n/5610/`` is none: where that was not found, it leads nowhere else.
    """
    found = NEWS_PATH.match(latin_digits(str(path or "")))
    return found["code"] if found else ""
