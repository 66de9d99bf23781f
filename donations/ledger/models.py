"""The ledger: accounts, and transactions that move an amount from one account to another.

A transaction has one debit account, one credit account and one positive amount, so it balances
by construction; what needs more legs is several transactions.  Nothing here is updated or deleted;
a correction is a new transaction.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.history import ActorKind


class AccountKind(models.TextChoices):
    GATEWAY = "gateway", _("طلب از درگاه")
    """Asset: what a gateway collected and owes us."""
    CLEARING = "clearing", _("کمک‌های تخصیص‌نیافته")
    """Liability: gifts received and not yet allocated."""
    CENTER_FUND = "center_fund", _("سهم مرکز")
    """Liability: what was allocated to one centre for one intent."""
    SURPLUS = "surplus", _("پرداخت‌های اضافی")
    """Liability: second payments of one gift, waiting for a human."""


class Account(models.Model):
    code = models.CharField(_("کد"), max_length=80, unique=True)
    kind = models.CharField(_("نوع"), max_length=20, choices=AccountKind)
    center = models.ForeignKey(
        "centers.Center", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    intent = models.ForeignKey(
        "donations.Intent", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )

    class Meta:
        verbose_name = _("حساب")
        verbose_name_plural = _("حساب‌ها")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="account_one_fund_per_center_and_intent", fields=["center", "intent"]
            ),
            models.CheckConstraint(
                name="account_fund_names_center_and_intent",
                condition=models.Q(kind=AccountKind.CENTER_FUND, center__isnull=False, intent__isnull=False)
                | (
                    ~models.Q(kind=AccountKind.CENTER_FUND)
                    & models.Q(center__isnull=True, intent__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TransactionKind(models.TextChoices):
    PAYMENT = "payment", _("دریافت")
    ALLOCATION = "allocation", _("تخصیص")
    REVERSAL = "reversal", _("برگشت")


class Transaction(models.Model):
    """``amount`` rial move from ``credit`` to ``debit``: append-only, balanced by construction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("نوع"), max_length=20, choices=TransactionKind)
    debit = models.ForeignKey(
        Account, verbose_name=_("بدهکار"), on_delete=models.PROTECT, related_name="debits"
    )
    credit = models.ForeignKey(
        Account, verbose_name=_("بستانکار"), on_delete=models.PROTECT, related_name="credits"
    )
    amount = models.BigIntegerField(_("مبلغ (ریال)"))
    posted_at = models.DateTimeField(_("زمان ثبت"), db_index=True)
    by_kind = models.CharField(_("ثبت‌کننده"), max_length=10, choices=ActorKind)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    memo = models.CharField(_("شرح"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("سند مالی")
        verbose_name_plural = _("دفتر کل")
        ordering = ["-posted_at"]
        constraints = [
            models.CheckConstraint(name="transaction_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="transaction_moves_between_two_accounts",
                condition=~models.Q(debit=models.F("credit")),
            ),
            models.CheckConstraint(
                name="transaction_reversal_names_what_it_reverses",
                condition=models.Q(kind=TransactionKind.REVERSAL, reverses__isnull=False)
                | (~models.Q(kind=TransactionKind.REVERSAL) & models.Q(reverses__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
