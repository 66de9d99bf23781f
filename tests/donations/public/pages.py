"""What tests look for in a page: its text as read, its form fields, its links."""

import re
from html import unescape

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """The visible words of the page on one line."""
    page = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def main_of(response: HttpResponse) -> str:
    """The source of the main part."""
    found = re.search(r"<main.*?</main>", response.content.decode(), flags=re.S)
    assert found
    return found.group()


def form_key_of(response: HttpResponse) -> str:
    found = re.search(r'name="form_key" value="([0-9a-f]{32})"', response.content.decode())
    assert found
    return found[1]


def checked_in(response: HttpResponse) -> list[str]:
    """The ``value`` (or name) of everything ticked or chosen."""
    tags = re.findall(r"<input[^>]*\bchecked\b[^>]*>", response.content.decode())
    return [
        (re.search(r'value="([^"]*)"', tag) or re.search(r'name="([^"]*)"', tag)).group(1)  # type: ignore[union-attr]
        for tag in tags
    ]
