"""Receipts: numbered, gapless within a Jalali year, and never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.tokens import new_token
from portal.encryption import EncryptedTextField


class ReceiptYear(models.Model):
    """The last number given out in a Jalali year; its row is the lock that keeps numbers gapless."""

    jyear = models.PositiveSmallIntegerField(_("سال"), primary_key=True)
    last_number = models.PositiveIntegerField(_("آخرین شماره"), default=0)

    def __str__(self) -> str:
        return str(self.jyear)


class Receipt(models.Model):
    """A snapshot of one confirmed gift as it stood when the receipt was issued."""

    gift = models.OneToOneField("donations.Gift", on_delete=models.PROTECT, related_name="receipt")
    jyear = models.PositiveSmallIntegerField(_("سال"))
    number = models.PositiveIntegerField(_("شماره"))
    key = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    content = models.JSONField(_("محتوا"))
    payer = EncryptedTextField(_("پرداخت‌کننده"), blank=True)
    on_behalf_of = EncryptedTextField(_("به نیت"), blank=True)
    issued_at = models.DateTimeField(_("زمان صدور"))

    class Meta:
        verbose_name = _("رسید")
        verbose_name_plural = _("رسیدها")
        ordering = ["-jyear", "-number"]
        constraints = [
            models.UniqueConstraint(name="receipt_serial_is_unique", fields=["jyear", "number"]),
            models.CheckConstraint(name="receipt_number_is_positive", condition=models.Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def serial(self) -> str:
        """``1405-000123``: year and number."""
        return f"{self.jyear}-{self.number:06d}"
