"""Centres, who runs and supervises them, where they are and whom they serve."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.goods import GoodsCategory
from centers.models.places import Place, point_is_whole_and_in_iran
from centers.states import MAY_RECEIVE, CenterStatus


class OrganizationKind(models.TextChoices):
    """Bodies that run or supervise centres."""

    STATE = "state", _("سازمان کشوری")
    PROVINCE_OFFICE = "province_office", _("اداره کل استان")
    COUNTY_OFFICE = "county_office", _("اداره شهرستان")
    OPERATOR = "operator", _("گرداننده غیردولتی")


class Organization(models.Model):
    """HSDS ``organization``: a public office, or the non-governmental operator of centres."""

    kind = models.CharField(_("نوع"), max_length=20, choices=OrganizationKind)
    name = models.CharField(_("نام"), max_length=200)
    description = models.TextField(_("توضیح"), blank=True)
    website = models.URLField(_("وبگاه"), blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("جا")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("بالادست")
    )
    licence_number = models.CharField(_("شماره پروانه"), max_length=50, blank=True)
    licence_issued_date = models.DateField(_("تاریخ صدور پروانه"), null=True, blank=True)
    licence_expires_date = models.DateField(_("تاریخ پایان پروانه"), null=True, blank=True)

    class Meta:
        verbose_name = _("سازمان")
        verbose_name_plural = _("سازمان‌ها")
        constraints = [
            models.CheckConstraint(
                name="organization_kind_is_known", condition=Q(kind__in=OrganizationKind.values)
            ),
            models.UniqueConstraint(
                fields=["kind", "place"],
                condition=Q(kind__in=["province_office", "county_office"]),
                name="one_public_office_per_place",
            ),
            models.CheckConstraint(
                name="public_office_has_a_place",
                condition=~Q(kind__in=["province_office", "county_office"]) | Q(place__isnull=False),
            ),
            models.CheckConstraint(
                name="licence_ends_after_it_begins",
                condition=Q(licence_issued_date__isnull=True)
                | Q(licence_expires_date__isnull=True)
                | Q(licence_expires_date__gt=models.F("licence_issued_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CenterKind(models.TextChoices):
    """What a centre is for."""

    POSITIVE_LIFE = "positive_life", _("مرکز مثبت زندگی")
    SOCIAL_SERVICE_BASE = "social_service_base", _("پایگاه خدمات اجتماعی")
    SOCIAL_EMERGENCY = "social_emergency", _("اورژانس اجتماعی")
    TREATMENT = "treatment", _("مرکز درمان و بازتوانی")
    RESIDENTIAL = "residential", _("مرکز نگهداری")
    COUNTY_OFFICE = "county_office", _("دفتر شهرستان")


class CenterQuerySet(models.QuerySet["Center"]):
    """Reads of centres."""

    def public(self) -> CenterQuerySet:
        """Every centre the public may see, whatever its state, with its place in the same query."""
        return self.select_related("place", "county", "province")

    def may_receive(self) -> CenterQuerySet:
        """Centres to which money and goods may be routed."""
        return self.filter(status__in=MAY_RECEIVE)

    def within(self, place: Place) -> CenterQuerySet:
        """Centres that stand in the place."""
        return self.filter(place__path__begins=place.path)

    def serving(self, place: Place) -> CenterQuerySet:
        """Centres that say they serve the place or something that contains it."""
        served = CenterPlace.objects.filter(place__path__in=place.path_up)
        return self.filter(pk__in=served.values("center_id"))

    def near(self, place: Place) -> CenterQuerySet:
        """Centres of the same county, or of the province if the place is one."""
        return self.filter(place__path__begins=place.path_up[:2][-1])


class Center(models.Model):
    """A place where people are served; it admits what is not known instead of inventing it."""

    code = models.CharField(_("کد مرکز"), max_length=12, unique=True)
    kind = models.CharField(_("نوع"), max_length=30, choices=CenterKind, default=CenterKind.POSITIVE_LIFE)
    status = models.CharField(
        _("وضعیت"), max_length=20, choices=CenterStatus, default=CenterStatus.PLANNED, editable=False
    )
    name = models.CharField(_("نام"), max_length=150)
    slug = models.CharField(max_length=150, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    """Province, county and name as one sortable key."""
    place = models.ForeignKey(Place, models.PROTECT, related_name="centers", verbose_name=_("جا"))
    county = models.ForeignKey(
        Place, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("شهرستان")
    )
    province = models.ForeignKey(
        Place, models.PROTECT, editable=False, related_name="+", verbose_name=_("استان")
    )
    operator = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="operated_centers",
        verbose_name=_("گرداننده"),
    )
    county_office = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_centers",
        verbose_name=_("اداره ناظر"),
    )
    address = models.TextField(_("نشانی"), blank=True)
    transportation = models.TextField(_("راه رسیدن"), blank=True)
    latitude = models.DecimalField(_("عرض"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("طول"), max_digits=8, decimal_places=5, null=True, blank=True)
    hours_note = models.CharField(_("یادداشت ساعت کار"), max_length=200, blank=True)
    has_wheelchair_access = models.BooleanField(_("دسترسی برای ویلچر"), null=True, blank=True)
    has_sign_language = models.BooleanField(_("زبان اشاره"), null=True, blank=True)
    accessibility = models.TextField(_("یادداشت دسترسی"), blank=True)
    covered_households = models.PositiveIntegerField(_("خانوارهای زیر پوشش"), null=True, blank=True)
    covered_households_date = models.DateField(_("تاریخ شمار خانوارها"), null=True, blank=True)
    accepts_goods = models.JSONField(_("کالاهای پذیرفتنی"), default=list, blank=True)
    """List of `GoodsCategory` values; empty means "not recorded"."""
    assured_at = models.DateTimeField(_("آخرین بررسی"), null=True, blank=True)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_note = models.TextField(_("منبع"), blank=True)
    """Where the entry comes from and what the source leaves open."""
    is_sample = models.BooleanField(_("نمونه ساختگی"), default=False)
    """Invented, to try the portal with many centres."""
    serves = models.ManyToManyField(Place, through="CenterPlace", related_name="serving_centers")
    last_modified = models.DateTimeField(auto_now=True)

    objects = CenterQuerySet.as_manager()

    class Meta:
        verbose_name = _("مرکز")
        verbose_name_plural = _("مرکزها")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(name="center_code_is_digits", condition=Q(code__regex=r"^[0-9]{4,12}$")),
            models.CheckConstraint(
                name="center_status_is_known", condition=Q(status__in=CenterStatus.values)
            ),
            models.CheckConstraint(name="center_kind_is_known", condition=Q(kind__in=CenterKind.values)),
            models.CheckConstraint(name="center_has_a_name", condition=~Q(name="")),
            point_is_whole_and_in_iran("center_point_is_whole_and_in_iran"),
            models.CheckConstraint(
                name="covered_households_are_dated",
                condition=Q(covered_households__isnull=True, covered_households_date__isnull=True)
                | Q(covered_households__isnull=False, covered_households_date__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key"], name="center_in_order"),
            models.Index(fields=["province", "sort_key"], name="center_of_province_in_order"),
            models.Index(fields=["county", "status"], name="center_of_county"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("centers:center", kwargs={"code": self.code, "slug": self.slug})

    @property
    def full_name(self) -> str:
        """The name with county and province; reads the place, so select it with the centre."""
        return f"{self.name}، {self.area_name}"

    @property
    def area_name(self) -> str:
        """County and province, as «شهرستان میاندورود، استان مازندران»."""
        return self.county.full_name if self.county else self.province.full_name

    @property
    def may_receive(self) -> bool:
        """Whether money and goods may be given to this centre now."""
        return self.status in MAY_RECEIVE

    @property
    def has_point(self) -> bool:
        return self.latitude is not None

    @property
    def goods_labels(self) -> list[str]:
        """Names of the goods the centre takes; empty if that is not recorded."""
        return [str(GoodsCategory(value).label) for value in self.accepts_goods if value in GoodsCategory]


class CenterPlace(models.Model):
    """HSDS ``service_area``: a place that a centre serves."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="served_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="served_by", verbose_name=_("جا"))

    class Meta:
        verbose_name = _("جای زیر پوشش")
        verbose_name_plural = _("جاهای زیر پوشش")
        constraints = [
            models.UniqueConstraint(fields=["center", "place"], name="place_served_once_by_a_center")
        ]

    def __str__(self) -> str:
        return f"{self.center_id} → {self.place_id}"


class Phone(models.Model):
    """HSDS ``phone``: one number of a centre."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="phones")
    number = models.CharField(_("شماره"), max_length=20)
    """ASCII digits, as they are dialled."""
    description = models.CharField(_("توضیح"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("تلفن")
        verbose_name_plural = _("تلفن‌ها")
        constraints = [
            models.CheckConstraint(name="phone_is_digits", condition=Q(number__regex=r"^[+]?[0-9]{3,15}$")),
            models.UniqueConstraint(fields=["center", "number"], name="phone_listed_once_per_center"),
        ]

    def __str__(self) -> str:
        return self.number


class CenterStaff(models.Model):
    """Who works at which centre; the only source of "my centre" for permissions."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="workplaces", verbose_name=_("کاربر")
    )
    center = models.ForeignKey(Center, models.CASCADE, related_name="staff", verbose_name=_("مرکز"))

    class Meta:
        verbose_name = _("کارکن مرکز")
        verbose_name_plural = _("کارکنان مرکز")
        constraints = [models.UniqueConstraint(fields=["user", "center"], name="works_once_at_a_center")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.center_id}"
