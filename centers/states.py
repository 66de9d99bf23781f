"""The states of a centre and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CenterStatus(TextChoices):
    """Whether a centre works; the stored words are also those of the open data."""

    PLANNED = "planned", _("در دست راه‌اندازی")
    ACTIVE = "active", _("فعال")
    TEMPORARILY_CLOSED = "temporarily_closed", _("موقتاً بسته")
    SUSPENDED = "suspended", _("تعلیق‌شده")
    CLOSED = "closed", _("تعطیل‌شده")


NEXT: dict[CenterStatus, frozenset[CenterStatus]] = {
    CenterStatus.PLANNED: frozenset({CenterStatus.ACTIVE, CenterStatus.CLOSED}),
    CenterStatus.ACTIVE: frozenset(
        {CenterStatus.TEMPORARILY_CLOSED, CenterStatus.SUSPENDED, CenterStatus.CLOSED}
    ),
    CenterStatus.TEMPORARILY_CLOSED: frozenset(
        {CenterStatus.ACTIVE, CenterStatus.SUSPENDED, CenterStatus.CLOSED}
    ),
    CenterStatus.SUSPENDED: frozenset({CenterStatus.ACTIVE, CenterStatus.CLOSED}),
    CenterStatus.CLOSED: frozenset(),
}

MAY_RECEIVE = frozenset({CenterStatus.ACTIVE})
"""States in which money or goods may be routed to a centre."""
