"""The states of gifts and payments, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GiftStatus(models.TextChoices):
    STARTED = "started", _("شروع شده")
    CONFIRMED = "confirmed", _("پرداخت تأیید شده")
    ALLOCATED = "allocated", _("تخصیص یافته")


GIFT_NEXT: dict[str, frozenset[str]] = {
    GiftStatus.STARTED: frozenset({GiftStatus.CONFIRMED}),
    GiftStatus.CONFIRMED: frozenset({GiftStatus.ALLOCATED}),
    GiftStatus.ALLOCATED: frozenset(),
}


class PaymentStatus(models.TextChoices):
    CREATED = "created", _("ساخته شده")
    """Stored before the gateway is called."""
    UNREACHED = "unreached", _("بی‌پاسخ از درگاه")
    """The gateway gave no usable answer: no payment page is known, the donor was sent nowhere."""
    REFUSED = "refused", _("باز نشد")
    """The gateway answered that it opens no payment page."""
    AWAITING = "awaiting", _("در انتظار")
    """The donor was sent to the gateway; whether they paid is not known."""
    PAID = "paid", _("پرداخت شده")
    NOT_PAID = "not_paid", _("پرداخت نشده")
    """Proved by the gateway; money that turns up later is still taken in."""
    MISMATCH = "mismatch", _("مغایرت")
    """The gateway's record differs from ours; a human decides."""


PAYMENT_NEXT: dict[str, frozenset[str]] = {
    PaymentStatus.CREATED: frozenset(
        {PaymentStatus.AWAITING, PaymentStatus.REFUSED, PaymentStatus.UNREACHED}
    ),
    PaymentStatus.UNREACHED: frozenset(),
    PaymentStatus.REFUSED: frozenset(),
    PaymentStatus.AWAITING: frozenset({PaymentStatus.PAID, PaymentStatus.NOT_PAID, PaymentStatus.MISMATCH}),
    PaymentStatus.NOT_PAID: frozenset({PaymentStatus.PAID, PaymentStatus.MISMATCH}),
    PaymentStatus.MISMATCH: frozenset({PaymentStatus.PAID, PaymentStatus.NOT_PAID}),
    PaymentStatus.PAID: frozenset(),
}

PROVED = frozenset({PaymentStatus.PAID, PaymentStatus.NOT_PAID, PaymentStatus.MISMATCH})
"""States that need an answer of the gateway as their proof."""

WITH_AUTHORITY = PROVED | {PaymentStatus.AWAITING}
"""States in which the gateway knows the payment by its authority."""
