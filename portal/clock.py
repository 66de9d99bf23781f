"""The one place where the time of day is read; operations are told it as ``at=``."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The current instant, aware; for views and commands only."""
    return timezone.now()
