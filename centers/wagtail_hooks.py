"""The admin's side of centres: a listing to look at, and who works where."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from centers.admin_policy import OwnCenterPolicy
from centers.models import Center, CenterStaff
from centers.operations import enter_staff
from portal.admin_listings import (
    AddOnceView,
    DateColumn,
    ReadOnlyIndexView,
    ReadOnlyInspectView,
    ReadOnlyViewSet,
)
from portal.clock import now
from portal.text import persian_digits

register_permission_policy(Center, OwnCenterPolicy(Center, center="pk"))


class CenterIndexView(ReadOnlyIndexView):
    related = ("county", "province")


class CenterInspectView(ReadOnlyInspectView):
    labels = {
        "county": _("شهرستان"),
        "phones": _("تلفن‌ها"),
        "services": _("خدمات"),
        "history": _("تاریخچه وضعیت"),
        "accepts_goods": _("کالاهای پذیرفتنی"),
        "assured_at": _("آخرین بررسی"),
    }

    def get_phones_display_value(self) -> str:
        return "، ".join(persian_digits(phone.number) for phone in self.object.phones.all())

    def get_accepts_goods_display_value(self) -> str:
        return "، ".join(self.object.goods_labels)


class CenterViewSet(ReadOnlyViewSet):
    model = Center
    icon = "home"
    menu_label = _("مرکزها")
    menu_order = 200
    add_to_admin_menu = True
    index_view_class = CenterIndexView
    inspect_view_class = CenterInspectView
    list_display = [
        "name",
        Column("status", label=_("وضعیت"), accessor="get_status_display", sort_key="status"),
        Column(
            "county", label=_("شهرستان"), accessor=lambda center: center.county.name if center.county else ""
        ),
        Column("province", label=_("استان"), accessor="province.name"),
        DateColumn("assured_at", label=_("آخرین بررسی"), sort_key="assured_at"),
    ]
    list_filter = ["status", "kind", "province"]
    search_fields = ["name", "code"]
    ordering = "sort_key"
    inspect_view_fields = [
        *(
            "code",
            "name",
            "kind",
            "status",
            "place",
            "county",
            "address",
            "phones",
            "operator",
            "county_office",
        ),
        *("covered_households", "covered_households_date", "accepts_goods", "hours_note"),
        *("assured_at", "source_note", "is_sample"),
    ]


class EnterStaffView(AddOnceView):
    def save_instance(self) -> CenterStaff:
        entered = self.form.cleaned_data
        return enter_staff(center=entered["center"], user=entered["user"], by=self.request.user, at=now())


class CenterStaffViewSet(ModelViewSet):
    """Administrators enter people at their centres and take them off again."""

    model = CenterStaff
    icon = "group"
    menu_label = _("کارکنان مرکزها")
    menu_order = 201
    add_to_admin_menu = True
    add_view_class = EnterStaffView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        Column("user", label=_("کاربر"), accessor=lambda row: row.user.get_full_name() or str(row.user)),
        Column("center", label=_("مرکز")),
    ]
    form_fields = ["user", "center"]


@hooks.register("register_admin_viewset")
def staff_listing() -> CenterStaffViewSet:
    return CenterStaffViewSet("center_staff")


@hooks.register("register_admin_viewset")
def centers_listing() -> CenterViewSet:
    return CenterViewSet("admin_centers", url_prefix="centers")
