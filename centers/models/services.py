"""What people can get: the catalogue of services, who offers them, and the hotlines."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.models.directory import Center

LEVEL_ONE_SERVICES = 22


class ServiceStatus(models.TextChoices):
    """HSDS states of a service."""

    ACTIVE = "active", _("برقرار")
    INACTIVE = "inactive", _("نابرقرار")
    DEFUNCT = "defunct", _("برچیده")
    TEMPORARILY_CLOSED = "temporarily closed", _("موقتاً متوقف")


class ServiceQuerySet(models.QuerySet["Service"]):
    """Reads of services."""

    def announced(self) -> "ServiceQuerySet":
        """Services whose name is known from a source, in the order of the catalogue."""
        return self.exclude(name="").order_by("number")


class Service(models.Model):
    """HSDS ``service``: one of the 22 level-one services; an empty name is a slot not yet announced."""

    number = models.PositiveSmallIntegerField(_("شماره"), unique=True)
    slug = models.CharField(max_length=100, unique=True)
    name = models.CharField(_("نام"), max_length=150, blank=True)
    description = models.TextField(_("توضیح"), blank=True)
    status = models.CharField(_("وضعیت"), max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    application_process = models.TextField(_("روند"), blank=True)
    eligibility_description = models.TextField(_("شرط‌ها"), blank=True)
    required_documents = models.TextField(_("مدارک لازم"), blank=True)
    fees_description = models.TextField(_("هزینه"), blank=True)
    alert = models.CharField(_("هشدار"), max_length=300, blank=True)
    source_note = models.CharField(_("منبع"), max_length=300, blank=True)
    assured_at = models.DateTimeField(_("آخرین بررسی"), null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("خدمت")
        verbose_name_plural = _("خدمت‌ها")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="service_has_a_catalogue_number", condition=Q(number__range=(1, LEVEL_ONE_SERVICES))
            ),
            models.CheckConstraint(
                name="service_status_is_known", condition=Q(status__in=ServiceStatus.values)
            ),
            models.CheckConstraint(
                name="announced_service_has_a_source", condition=Q(name="") | ~Q(source_note="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("هنوز اعلام نشده"))

    def get_absolute_url(self) -> str:
        return reverse("centers:service", kwargs={"slug": self.slug})


class CenterService(models.Model):
    """HSDS ``service_at_location``: a centre offers a service."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="center_services")
    service = models.ForeignKey(Service, models.PROTECT, related_name="center_services")
    note = models.CharField(_("یادداشت"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("خدمت مرکز")
        verbose_name_plural = _("خدمت‌های مرکز")
        constraints = [
            models.UniqueConstraint(fields=["center", "service"], name="service_offered_once_by_a_center")
        ]

    def __str__(self) -> str:
        return f"{self.center_id}: {self.service_id}"


class Hotline(models.Model):
    """A short number for the whole country; its hours are data, for sources differ on them."""

    number = models.CharField(_("شماره"), max_length=10, unique=True)
    name = models.CharField(_("نام"), max_length=100)
    description = models.TextField(_("برای چه"), blank=True)
    """When to call: one reason per line."""
    is_emergency = models.BooleanField(_("فوریتی"), default=False)
    is_always_open = models.BooleanField(_("شبانه‌روزی"), default=False)
    opens_at = models.TimeField(_("از"), null=True, blank=True)
    closes_at = models.TimeField(_("تا"), null=True, blank=True)
    hours_note = models.CharField(_("یادداشت ساعت"), max_length=200, blank=True)
    source_note = models.CharField(_("منبع"), max_length=300)
    position = models.PositiveSmallIntegerField(_("ترتیب"), default=0)

    class Meta:
        verbose_name = _("خط تلفن")
        verbose_name_plural = _("خط‌های تلفن")
        ordering = ["position", "number"]
        constraints = [
            models.CheckConstraint(name="hotline_is_digits", condition=Q(number__regex=r"^[0-9]{3,10}$")),
            models.CheckConstraint(
                name="hotline_is_always_open_or_has_hours",
                condition=Q(is_always_open=True, opens_at__isnull=True, closes_at__isnull=True)
                | Q(
                    is_always_open=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    closes_at__gt=models.F("opens_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
