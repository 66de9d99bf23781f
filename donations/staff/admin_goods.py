"""Goods in the admin: offers and stock, each centre's own people seeing their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from donations.inkind.models import Offer, StockMovement
from donations.routing.reasons import sentences
from portal.admin_listings import (
    DateColumn,
    NumberColumn,
    ReadOnlyIndexView,
    ReadOnlyInspectView,
    ReadOnlyViewSet,
)
from portal.text import persian_digits


def items_of(offer: Offer) -> str:
    """What is offered, in words; reads the items."""
    return "، ".join(
        f"{persian_digits(item.pledged)} {item.get_unit_display()} {item.description}"
        for item in offer.items.all()
    )


class OfferIndexView(ReadOnlyIndexView):
    related = ("center",)
    deferred = ("donor_name", "donor_mobile")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("items")


class OfferInspectView(ReadOnlyInspectView):
    """Without the donor's name and number: only the centre's own staff see them, at the desk."""

    labels = {
        "goods": _("کالاها"),
        "chosen_center": _("مرکزی که کمک‌کننده برگزید"),
        "place": _("جایی که کمک‌کننده برگزید"),
    }

    def get_goods_display_value(self) -> str:
        return items_of(self.object)

    def get_reasons_display_value(self) -> str:
        return " ".join(sentences(self.object.reasons))


class OfferViewSet(ReadOnlyViewSet):
    model = Offer
    icon = "folder-open-inverse"
    menu_label = _("پیشنهادهای کالا")
    index_view_class = OfferIndexView
    inspect_view_class = OfferInspectView
    list_display = [
        "tracking_code",
        Column("goods", label=_("کالاها"), accessor=items_of),
        Column("status", label=_("وضعیت"), accessor="get_status_display", sort_key="status"),
        Column("center", label=_("مرکز گیرنده"), accessor=lambda offer: offer.center or ""),
        DateColumn("offered_at", label=_("زمان پیشنهاد"), sort_key="offered_at"),
    ]
    list_filter = ["status"]
    search_fields = ["tracking_code", "items__description"]
    inspect_view_fields = [
        *("tracking_code", "goods", "status", "center", "chosen_center", "place", "fallback", "reasons"),
        *("drop_off", "contact_way", "offered_at"),
    ]


class StockIndexView(ReadOnlyIndexView):
    related = ("center", "item", "by_user")


class StockInspectView(ReadOnlyInspectView):
    labels = {"center": _("مرکز"), "item": _("کالا"), "by_user": _("ثبت‌کننده")}


class StockMovementViewSet(ReadOnlyViewSet):
    model = StockMovement
    icon = "table"
    menu_label = _("انبار")
    index_view_class = StockIndexView
    inspect_view_class = StockInspectView
    list_display = [
        DateColumn("at", label=_("زمان"), sort_key="at"),
        Column("center", label=_("مرکز")),
        Column("item", label=_("کالا"), accessor="item.description"),
        NumberColumn("quantity", label=_("مقدار"), sort_key="quantity"),
        Column("unit", label=_("واحد"), accessor="item.get_unit_display"),
        Column("kind", label=_("نوع"), accessor="get_kind_display"),
    ]
    ordering = ["-at", "-pk"]
    list_filter = ["kind"]
    search_fields = ["item__description"]
    inspect_view_fields = ["at", "center", "item", "kind", "quantity", "by_user"]
