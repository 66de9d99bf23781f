"""The country's divisions, from province to neighbourhood, with their official codes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers import lookups  # noqa: F401  (registers ``__begins``)


class PlaceKind(models.TextChoices):
    """Levels of the country's divisions."""

    PROVINCE = "province", _("استان")
    COUNTY = "county", _("شهرستان")
    DISTRICT = "district", _("بخش")
    CITY = "city", _("شهر")
    RURAL_DISTRICT = "rural_district", _("دهستان")
    VILLAGE = "village", _("روستا")
    NEIGHBOURHOOD = "neighbourhood", _("محله")


PATH_LETTERS = {
    PlaceKind.PROVINCE: "p",
    PlaceKind.COUNTY: "c",
    PlaceKind.DISTRICT: "d",
    PlaceKind.CITY: "t",
    PlaceKind.RURAL_DISTRICT: "r",
    PlaceKind.VILLAGE: "v",
    PlaceKind.NEIGHBOURHOOD: "n",
}


def point_is_whole_and_in_iran(name: str) -> models.CheckConstraint:
    """A point has both coordinates or none, and lies in the box around Iran (WGS 84 degrees)."""
    return models.CheckConstraint(
        name=name,
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        # A comparison with NULL is neither true nor false, and a CHECK lets that pass.
        | Q(latitude__isnull=False, longitude__isnull=False)
        & Q(latitude__range=(24, 40), longitude__range=(43, 64)),
    )


class PlaceQuerySet(models.QuerySet["Place"]):
    """Reads of places."""

    def provinces(self) -> PlaceQuerySet:
        """All provinces in alphabetical order."""
        return self.filter(kind=PlaceKind.PROVINCE).order_by("sort_key")

    def counties(self) -> PlaceQuerySet:
        """All counties in alphabetical order."""
        return self.filter(kind=PlaceKind.COUNTY).order_by("sort_key")

    def within(self, place: Place) -> PlaceQuerySet:
        """The place itself and everything below it."""
        return self.filter(path__begins=place.path)


class Place(models.Model):
    """One division of the country.  Names repeat; the code is unique within its kind."""

    kind = models.CharField(_("نوع"), max_length=20, choices=PlaceKind)
    code = models.CharField(_("کد رسمی"), max_length=20)
    name = models.CharField(_("نام"), max_length=100)
    search_name = models.CharField(max_length=100, editable=False)
    """The folded name, for comparing."""
    sort_key = models.CharField(max_length=200, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("بالادست")
    )
    path = models.CharField(max_length=150, unique=True, editable=False)
    """Letter of kind and code of every level from the province down, as in ``p27/c2725/d272501/``."""
    full_name = models.CharField(_("نام کامل"), max_length=400, editable=False)
    """From the place up to its province: «دارابکلا، بخش مرکزی، میاندورود، مازندران»."""
    latitude = models.DecimalField(_("عرض"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("طول"), max_digits=8, decimal_places=5, null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("جا")
        verbose_name_plural = _("جاها")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="place_code_is_unique_in_its_kind"),
            models.CheckConstraint(name="place_kind_is_known", condition=Q(kind__in=PlaceKind.values)),
            models.CheckConstraint(
                name="only_a_province_has_no_parent",
                condition=Q(kind="province", parent__isnull=True)
                | (~Q(kind="province") & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(name="place_has_a_code_and_a_name", condition=~Q(code="") & ~Q(name="")),
            point_is_whole_and_in_iran("place_point_is_whole_and_in_iran"),
        ]
        indexes = [
            models.Index(
                fields=["search_name"], opclasses=["varchar_pattern_ops"], name="place_search_name_prefix"
            ),
            models.Index(fields=["kind", "sort_key"], name="place_kind_in_order"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def path_up(self) -> list[str]:
        """Paths from the province down to this place itself."""
        parts = self.path.rstrip("/").split("/")
        return ["/".join(parts[: level + 1]) + "/" for level in range(len(parts))]

    def ancestors(self) -> PlaceQuerySet:
        """The places above, the province first."""
        return Place.objects.filter(path__in=self.path_up[:-1]).order_by("path")

    def path_at(self, kind: PlaceKind) -> str:
        """Path of the ancestor (or self) of that kind; empty if the place stands above it."""
        letter = PATH_LETTERS[kind]
        for path in self.path_up:
            if path.rstrip("/").rsplit("/", 1)[-1].startswith(letter):
                return path
        return ""
