"""The hotlines for the header of every page, kept in this process's memory for a minute."""

import logging
import time

from django.db import DatabaseError

from centers.models import Hotline
from centers.showing import hotline_hours
from portal.text import persian_digits

KEEP_SECONDS = 60
logger = logging.getLogger(__name__)
_kept: tuple[float, list[dict[str, str]]] | None = None


def strip_hotlines() -> list[dict[str, str]]:
    """Name, number and hours of each hotline; empty if the database does not answer."""
    global _kept
    now = time.monotonic()
    if _kept is None or now > _kept[0]:
        try:
            lines = [_line(hotline) for hotline in Hotline.objects.all()]
        except DatabaseError:
            # The strip has fixed numbers to fall back on; a page must not fail for it.
            logger.exception("the hotlines could not be read")
            return []
        _kept = (now + KEEP_SECONDS, lines)
    return _kept[1]


def forget() -> None:
    """Read the hotlines again at the next page."""
    global _kept
    _kept = None


def _line(hotline: Hotline) -> dict[str, str]:
    return {
        "name": hotline.name,
        "number": hotline.number,
        "number_text": persian_digits(hotline.number),
        "hours": hotline_hours(hotline),
    }
