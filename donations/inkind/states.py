"""The states of an offer of goods, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferStatus(models.TextChoices):
    OFFERED = "offered", _("پیشنهاد شده")
    """Stored; no centre that may take it was found, a human looks for one."""
    ROUTED = "routed", _("به مرکز رسیده")
    PARTLY_RECEIVED = "partly_received", _("بخشی تحویل گرفته شده")
    RECEIVED = "received", _("تحویل گرفته شده")
    REFUSED = "refused", _("پذیرفته نشده")


OFFER_NEXT: dict[str, frozenset[str]] = {
    OfferStatus.OFFERED: frozenset({OfferStatus.ROUTED}),
    OfferStatus.ROUTED: frozenset({OfferStatus.PARTLY_RECEIVED, OfferStatus.RECEIVED, OfferStatus.REFUSED}),
    OfferStatus.PARTLY_RECEIVED: frozenset({OfferStatus.PARTLY_RECEIVED, OfferStatus.RECEIVED}),
    OfferStatus.RECEIVED: frozenset(),
    OfferStatus.REFUSED: frozenset(),
}

OPEN_AT_DESK = frozenset({OfferStatus.ROUTED, OfferStatus.PARTLY_RECEIVED})
"""What the centre still has to answer."""
