"""Where gifts went, by which rules, and why."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fallback(models.TextChoices):
    """Where the donor lets a gift go when its destination cannot take it."""

    NONE = "none", _("فقط همین مقصد")
    COUNTY = "county", _("مرکز دیگری در همان شهرستان")
    ANYWHERE = "anywhere", _("هر جا نیاز بیشتر است")


class DestinationClosed(Exception):
    """The chosen centre may not receive now."""

    def __init__(self, center: Any) -> None:
        super().__init__(center.code)
        self.center = center


class RoutingRules(models.Model):
    """The parameters of routing from a date on; a change is a new row, so a decision can be replayed."""

    valid_from = models.DateTimeField(_("از تاریخ"), unique=True)
    default_households = models.PositiveIntegerField(
        _("خانوار فرضی مرکزی که شمار خانوارش ثبت نشده"),
        default=450,
        help_text=_("یک مرکز برای هر ۴۵۰ خانوار تحت پوشش (بهزیستی قم، ۱۳۹۹)"),
    )
    max_centers = models.PositiveSmallIntegerField(_("بیشترین شمار مرکزهای یک کمک"), default=5)
    min_share = models.BigIntegerField(_("کمترین سهم هر مرکز (ریال)"), default=10_000_000)

    class Meta:
        verbose_name = _("قاعده تخصیص")
        verbose_name_plural = _("قاعده‌های تخصیص")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="routing_rules_are_positive",
                condition=models.Q(default_households__gt=0, max_centers__gt=0, min_share__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class Allocation(models.Model):
    """A part of a designation that one centre received, with the reasons; append-only."""

    designation = models.ForeignKey(
        "donations.Designation", on_delete=models.PROTECT, related_name="allocations"
    )
    center = models.ForeignKey("centers.Center", on_delete=models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField(_("مبلغ (ریال)"))
    rules = models.ForeignKey(RoutingRules, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(_("پله"), max_length=20)
    reasons = models.JSONField(_("دلیل‌ها"))
    transaction = models.OneToOneField(
        "donations.Transaction", on_delete=models.PROTECT, related_name="allocation"
    )
    at = models.DateTimeField(_("زمان"), db_index=True)

    class Meta:
        verbose_name = _("تخصیص")
        verbose_name_plural = _("تخصیص‌ها")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="allocation_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.UniqueConstraint(name="allocation_is_one_per_center", fields=["designation", "center"]),
        ]

    def __str__(self) -> str:
        return f"{self.amount} → {self.center}"
