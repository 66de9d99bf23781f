"""Goods: what donors offer, what the desk takes in, and what the shelves hold."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.goods import GoodsCategory
from donations.inkind.states import OfferStatus
from donations.routing.models import Fallback
from donations.tokens import new_token
from portal.encryption import EncryptedTextField
from portal.identifiers import new_tracking_code


class Unit(models.TextChoices):
    """What is counted; quantities are whole numbers of the unit."""

    PIECE = "piece", _("عدد")
    PACKAGE = "package", _("بسته")
    KILOGRAM = "kilogram", _("کیلوگرم")
    SACK = "sack", _("کیسه")
    CARTON = "carton", _("کارتن")
    SET = "set", _("دست")
    DEVICE = "device", _("دستگاه")
    VOLUME = "volume", _("جلد")


class Condition(models.TextChoices):
    NEW = "new", _("نو")
    GOOD = "good", _("تمیز و سالم")


class ContactWay(models.TextChoices):
    MESSAGE = "message", _("پیامک")
    CALL = "call", _("تماس")


class Offer(models.Model):
    """Goods that a donor offers, known to the public by its tracking code only."""

    tracking_code = models.CharField(_("کد پیگیری"), max_length=12, unique=True, default=new_tracking_code)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    idempotency_key = models.CharField(max_length=64, unique=True, editable=False)
    status = models.CharField(_("وضعیت"), max_length=20, choices=OfferStatus, default=OfferStatus.OFFERED)
    last_change = models.OneToOneField(
        "donations.StateChange", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    chosen_center = models.ForeignKey(
        "centers.Center", null=True, blank=True, on_delete=models.PROTECT, related_name="chosen_offers"
    )
    place = models.ForeignKey(
        "centers.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="offers"
    )
    fallback = models.CharField(_("اگر نشد"), max_length=10, choices=Fallback)
    center = models.ForeignKey(
        "centers.Center",
        verbose_name=_("مرکز گیرنده"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offers",
    )
    rules = models.ForeignKey(
        "donations.RoutingRules", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.JSONField(_("دلیل‌های مقصد"), default=list)
    drop_off = models.CharField(_("زمان آوردن"), max_length=100)
    donor_name = EncryptedTextField(_("نام کمک‌کننده"), blank=True)
    donor_mobile = EncryptedTextField(_("شماره همراه"))
    contact_way = models.CharField(_("راه خبر دادن"), max_length=10, choices=ContactWay)
    offered_at = models.DateTimeField(_("زمان پیشنهاد"), db_index=True)

    class Meta:
        verbose_name = _("پیشنهاد کالا")
        verbose_name_plural = _("پیشنهادهای کالا")
        ordering = ["-offered_at"]
        constraints = [
            models.CheckConstraint(
                name="offer_has_one_destination_at_most",
                condition=models.Q(chosen_center__isnull=True) | models.Q(place__isnull=True),
            ),
            models.CheckConstraint(
                name="offer_beyond_offered_has_a_center",
                condition=models.Q(status=OfferStatus.OFFERED, center__isnull=True)
                | (
                    ~models.Q(status=OfferStatus.OFFERED)
                    & models.Q(center__isnull=False, rules__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.tracking_code


class OfferItem(models.Model):
    """One kind of goods in an offer, as the donor describes it."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="items")
    category = models.CharField(_("گروه"), max_length=20, choices=GoodsCategory)
    description = models.CharField(_("شرح"), max_length=300)
    condition = models.CharField(_("حال کالا"), max_length=10, choices=Condition)
    unit = models.CharField(_("واحد"), max_length=10, choices=Unit)
    pledged = models.PositiveIntegerField(_("مقدار پیشنهادی"))

    class Meta:
        verbose_name = _("قلم کالا")
        verbose_name_plural = _("قلم‌های کالا")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="offer_item_pledge_is_positive", condition=models.Q(pledged__gt=0))
        ]

    def __str__(self) -> str:
        return self.description


class Intake(models.Model):
    """What the desk took in of one item at one time; append-only."""

    item = models.ForeignKey(OfferItem, on_delete=models.PROTECT, related_name="intakes")
    idempotency_key = models.CharField(max_length=64, unique=True, editable=False)
    received = models.PositiveIntegerField(_("رسیده"))
    accepted = models.PositiveIntegerField(_("پذیرفته"))
    rejected = models.PositiveIntegerField(_("نپذیرفته"))
    rejection_reason = models.CharField(_("دلیل نپذیرفتن"), max_length=300, blank=True)
    at = models.DateTimeField(_("زمان"))
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("تحویل‌گیری")
        verbose_name_plural = _("تحویل‌گیری‌ها")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="intake_received_is_accepted_plus_rejected",
                condition=models.Q(received=models.F("accepted") + models.F("rejected"), received__gt=0),
            ),
            models.CheckConstraint(
                name="intake_rejection_has_a_reason",
                condition=models.Q(rejected=0) | ~models.Q(rejection_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accepted}/{self.received}"


class MovementKind(models.TextChoices):
    ACCEPTED = "accepted", _("پذیرش")
    CORRECTION = "correction", _("اصلاح")


class StockMovement(models.Model):
    """A change of one centre's stock of one item, signed, in the item's unit; append-only."""

    center = models.ForeignKey("centers.Center", on_delete=models.PROTECT, related_name="stock_movements")
    item = models.ForeignKey(OfferItem, on_delete=models.PROTECT, related_name="stock_movements")
    kind = models.CharField(_("نوع"), max_length=20, choices=MovementKind)
    quantity = models.IntegerField(_("مقدار"))
    intake = models.OneToOneField(
        Intake, null=True, blank=True, on_delete=models.PROTECT, related_name="stock_movement"
    )
    at = models.DateTimeField(_("زمان"), db_index=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("گردش انبار")
        verbose_name_plural = _("گردش‌های انبار")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="stock_movement_is_not_empty", condition=~models.Q(quantity=0)),
            models.CheckConstraint(
                name="stock_movement_of_an_intake_is_positive",
                condition=models.Q(kind=MovementKind.ACCEPTED, intake__isnull=False, quantity__gt=0)
                | (~models.Q(kind=MovementKind.ACCEPTED) & models.Q(intake__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"
