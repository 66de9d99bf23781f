"""Cash gifts: the donor's act, its parts, the payment attempts, and what waits for a human."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from donations.gateway.port import Call
from donations.giving.states import PROVED, WITH_AUTHORITY, GiftStatus, PaymentStatus
from donations.routing.models import Fallback
from donations.tokens import new_token
from portal.encryption import EncryptedTextField
from portal.identifiers import new_tracking_code

MAX_RIAL = 1_000_000_000
"""The gateway's highest amount of one payment (code -41 above it)."""


class Intent(models.Model):
    """What a gift is for: a restricted pot; ``general`` is free within the mission."""

    code = models.SlugField(_("کد"), unique=True)
    name = models.CharField(_("نام"), max_length=60)
    order = models.PositiveSmallIntegerField(_("ترتیب"), default=0)
    is_offered = models.BooleanField(_("در فرم کمک نشان داده شود"), default=True)

    class Meta:
        verbose_name = _("نیت")
        verbose_name_plural = _("نیت‌ها")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


@register_setting(icon="cog")
class GivingSettings(BaseGenericSetting):
    """What the communications staff set for the giving form.  Amounts in rial."""

    minimum = models.BigIntegerField(_("کمترین مبلغ کمک (ریال)"), default=100_000)
    first_amount = models.BigIntegerField(_("مبلغ پیشنهادی نخست (ریال)"), default=500_000)
    second_amount = models.BigIntegerField(_("مبلغ پیشنهادی دوم (ریال)"), default=2_000_000)
    third_amount = models.BigIntegerField(_("مبلغ پیشنهادی سوم (ریال)"), default=5_000_000)

    class Meta:
        verbose_name = _("تنظیم‌های فرم کمک")
        constraints = [
            models.CheckConstraint(
                name="giving_settings_amounts_are_payable",
                condition=models.Q(minimum__gte=10_000)
                & models.Q(first_amount__gte=models.F("minimum"), first_amount__lte=MAX_RIAL)
                & models.Q(second_amount__gte=models.F("minimum"), second_amount__lte=MAX_RIAL)
                & models.Q(third_amount__gte=models.F("minimum"), third_amount__lte=MAX_RIAL),
            )
        ]

    @property
    def amounts(self) -> list[int]:
        """The suggested amounts, in rial, as the form shows them."""
        return [self.first_amount, self.second_amount, self.third_amount]


class Gift(models.Model):
    """One act of a donor, known to the public by its tracking code only."""

    PRIVATE = ("donor_name", "donor_mobile", "on_behalf_of")
    """Encrypted fields."""

    tracking_code = models.CharField(_("کد پیگیری"), max_length=12, unique=True, default=new_tracking_code)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    idempotency_key = models.CharField(max_length=64, unique=True, editable=False)
    amount = models.BigIntegerField(_("مبلغ (ریال)"))
    status = models.CharField(_("وضعیت"), max_length=20, choices=GiftStatus, default=GiftStatus.STARTED)
    last_change = models.OneToOneField(
        "donations.StateChange", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    donor_name = EncryptedTextField(_("نام کمک‌کننده"), blank=True)
    donor_mobile = EncryptedTextField(_("شماره همراه"), blank=True)
    on_behalf_of = EncryptedTextField(_("به نیت"), blank=True)
    may_show_name = models.BooleanField(_("نام در فهرست حامیان بیاید"), default=False)
    started_at = models.DateTimeField(_("زمان شروع"), db_index=True)
    confirmed_at = models.DateTimeField(_("زمان تأیید پرداخت"), null=True, blank=True)

    class Meta:
        verbose_name = _("کمک نقدی")
        verbose_name_plural = _("کمک‌های نقدی")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                name="gift_amount_is_payable", condition=models.Q(amount__gt=0, amount__lte=MAX_RIAL)
            ),
            models.CheckConstraint(
                name="gift_is_confirmed_with_its_time",
                condition=models.Q(status=GiftStatus.STARTED, confirmed_at__isnull=True)
                | (~models.Q(status=GiftStatus.STARTED) & models.Q(confirmed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.tracking_code


class Designation(models.Model):
    """A part of a gift with its destination: a centre, a place, or where it is most needed."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="designations")
    amount = models.BigIntegerField(_("مبلغ (ریال)"))
    intent = models.ForeignKey(Intent, verbose_name=_("نیت"), on_delete=models.PROTECT, related_name="+")
    center = models.ForeignKey(
        "centers.Center", null=True, blank=True, on_delete=models.PROTECT, related_name="designations"
    )
    place = models.ForeignKey(
        "centers.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="designations"
    )
    fallback = models.CharField(_("اگر نشد"), max_length=10, choices=Fallback)
    allocated_at = models.DateTimeField(_("زمان تخصیص"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("سهم")
        verbose_name_plural = _("سهم‌ها")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="designation_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="designation_has_one_destination_at_most",
                condition=models.Q(center__isnull=True) | models.Q(place__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} → {self.center or self.place or Fallback.ANYWHERE}"


class Payment(models.Model):
    """One attempt to pay a gift through one gateway."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="payments")
    gateway = models.CharField(_("درگاه"), max_length=20)
    order_id = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    amount = models.BigIntegerField(_("مبلغ (ریال)"))
    status = models.CharField(_("وضعیت"), max_length=20, choices=PaymentStatus, default=PaymentStatus.CREATED)
    last_change = models.OneToOneField(
        "donations.StateChange", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    authority = models.CharField(max_length=64, null=True, blank=True)
    pay_url = models.URLField(blank=True)
    ref_id = models.CharField(_("شماره مرجع"), max_length=40, null=True, blank=True)
    card_mask = models.CharField(_("کارت"), max_length=20, blank=True)
    settles_gift = models.BooleanField(_("گیرنده کمک"), default=False)
    proof = models.ForeignKey(
        "donations.GatewayCall", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    transaction = models.OneToOneField(
        "donations.Transaction", null=True, blank=True, on_delete=models.PROTECT, related_name="payment"
    )
    created_at = models.DateTimeField(_("زمان"), db_index=True)
    paid_at = models.DateTimeField(_("زمان تأیید"), null=True, blank=True)
    checks = models.PositiveIntegerField(default=0)
    next_check_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("پرداخت")
        verbose_name_plural = _("پرداخت‌ها")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                name="payment_to_check",
                fields=["next_check_at"],
                condition=models.Q(status=PaymentStatus.AWAITING),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="payment_amount_is_payable", condition=models.Q(amount__gt=0, amount__lte=MAX_RIAL)
            ),
            models.UniqueConstraint(name="payment_authority_is_unique", fields=["gateway", "authority"]),
            models.UniqueConstraint(name="payment_ref_id_is_unique", fields=["gateway", "ref_id"]),
            models.UniqueConstraint(
                name="gift_has_one_settled_payment",
                fields=["gift"],
                condition=models.Q(settles_gift=True),
            ),
            models.CheckConstraint(
                name="payment_settles_only_when_paid",
                condition=models.Q(settles_gift=False) | models.Q(status=PaymentStatus.PAID),
            ),
            models.CheckConstraint(
                name="payment_paid_has_a_transaction",
                condition=models.Q(
                    status=PaymentStatus.PAID, transaction__isnull=False, paid_at__isnull=False
                )
                | (
                    ~models.Q(status=PaymentStatus.PAID)
                    & models.Q(transaction__isnull=True, paid_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="payment_verdict_has_a_proof",
                condition=~models.Q(status__in=sorted(PROVED)) | models.Q(proof__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_with_the_gateway_has_an_authority",
                condition=models.Q(status__in=sorted(WITH_AUTHORITY), authority__isnull=False)
                | (~models.Q(status__in=sorted(WITH_AUTHORITY)) & models.Q(authority__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.order_id}"


class GatewayCall(models.Model):
    """One call to the gateway and its answer; append-only, without secrets or card numbers."""

    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="gateway_calls"
    )
    call = models.CharField(_("درخواست"), max_length=20, choices=[(call, call) for call in Call])
    request = models.JSONField(default=dict)
    http_status = models.IntegerField(null=True, blank=True)
    code = models.IntegerField(null=True, blank=True)
    outcome = models.CharField(_("نتیجه"), max_length=20, blank=True)
    answer = models.TextField(blank=True)
    error = models.CharField(max_length=100, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(_("زمان"))

    class Meta:
        verbose_name = _("تماس با درگاه")
        verbose_name_plural = _("تماس‌ها با درگاه")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.call} {self.code}"


class ReviewKind(models.TextChoices):
    SURPLUS_PAYMENT = "surplus_payment", _("پرداخت دوباره یک کمک")
    MISMATCH = "mismatch", _("مغایرت با درگاه")
    UNKNOWN_AUTHORITY = "unknown_authority", _("پرداختی که نزد ما ثبت نیست")
    NO_CENTER = "no_center", _("مرکزی برای تخصیص پیدا نشد")
    STUCK = "stuck", _("پرداخت بی‌پاسخ")


class Review(models.Model):
    """Something that only a human may decide; opened once per matter, never dropped."""

    kind = models.CharField(_("موضوع"), max_length=20, choices=ReviewKind)
    matter = models.CharField(_("شناسه"), max_length=80)
    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    designation = models.ForeignKey(
        Designation, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    details = models.JSONField(_("جزئیات"), default=dict)
    opened_at = models.DateTimeField(_("باز شده در"))
    closed_at = models.DateTimeField(_("بسته شده در"), null=True, blank=True)

    class Meta:
        verbose_name = _("مورد بررسی")
        verbose_name_plural = _("موردهای بررسی")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(name="review_is_opened_once_per_matter", fields=["kind", "matter"])
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.matter}"
