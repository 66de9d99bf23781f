"""Money in the admin, for finance and administrators: gifts, payments, reviews, the ledger, the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.ui.tables import Column

from donations.giving.models import Designation, Gift, Intent, Payment, Review
from donations.giving.queries import timeline_of_gift
from donations.ledger.models import Transaction
from donations.routing.models import RoutingRules
from portal.admin_listings import (
    DateColumn,
    NumberColumn,
    ReadOnlyIndexView,
    ReadOnlyInspectView,
    ReadOnlyViewSet,
    RialColumn,
    in_persian,
)
from portal.clock import now
from portal.jalali import format_datetime
from portal.money import format_rial
from portal.text import persian_digits

AMOUNT = RialColumn("amount", label=gettext_lazy("مبلغ"), sort_key="amount")
STATUS = Column("status", label=gettext_lazy("وضعیت"), accessor="get_status_display", sort_key="status")


def destinations(gift: Gift) -> str:
    """Where the parts of a gift are meant to go; reads the designations with centre and place."""
    return "، ".join(destination(part) for part in gift.designations.all())


def destination(part: Designation) -> str:
    """Where one part is meant to go."""
    return str(part.center or part.place or _("هر جا نیاز بیشتر است"))


# --- Gifts ---


class GiftIndexView(ReadOnlyIndexView):
    deferred = ("donor_name", "donor_mobile", "on_behalf_of")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("designations__center", "designations__place")


class GiftInspectView(ReadOnlyInspectView):
    labels = {
        "shares": gettext_lazy("سهم‌ها"),
        "allocations": gettext_lazy("تخصیص‌ها"),
        "receipt_serial": gettext_lazy("شماره رسید"),
        "events": gettext_lazy("رویدادها"),
    }

    def get_shares_display_value(self) -> str:
        return "؛ ".join(
            f"{format_rial(part.amount)}، {part.intent}، {destination(part)}"
            for part in self.object.designations.select_related("intent", "center", "place")
        )

    def get_allocations_display_value(self) -> str:
        return "؛ ".join(
            f"{format_rial(each.amount)} → {each.center} ({format_datetime(each.at)})"
            for part in self.object.designations.all()
            for each in part.allocations.select_related("center")
        )

    def get_receipt_serial_display_value(self) -> str:
        receipt = getattr(self.object, "receipt", None)
        return persian_digits(receipt.serial) if receipt else ""

    def get_events_display_value(self) -> str:
        return " · ".join(
            f"{event.title} ({format_datetime(event.at)})" for event in timeline_of_gift(self.object)
        )


class GiftViewSet(ReadOnlyViewSet):
    model = Gift
    icon = "pick"
    menu_label = gettext_lazy("کمک‌ها")
    index_view_class = GiftIndexView
    inspect_view_class = GiftInspectView
    list_display = [
        "tracking_code",
        AMOUNT,
        STATUS,
        Column("destination", label=gettext_lazy("مقصد"), accessor=destinations),
        DateColumn("started_at", label=gettext_lazy("زمان شروع"), sort_key="started_at"),
    ]
    list_filter = ["status"]
    search_fields = ["tracking_code"]
    inspect_view_fields = [
        *("tracking_code", "amount", "status", "started_at", "confirmed_at", "receipt_serial"),
        *("donor_name", "donor_mobile", "on_behalf_of", "may_show_name", "shares", "allocations", "events"),
    ]


# --- Payments ---


class PaymentIndexView(ReadOnlyIndexView):
    related = ("gift",)
    deferred = ("gift__donor_name", "gift__donor_mobile", "gift__on_behalf_of")


class PaymentInspectView(ReadOnlyInspectView):
    labels = {
        "gift": gettext_lazy("کمک"),
        "authority": gettext_lazy("شناسه پرداخت"),
        "checks": gettext_lazy("شمار پرسش‌ها از درگاه"),
        "next_check_at": gettext_lazy("پرسش بعدی"),
        "calls": gettext_lazy("تماس‌ها با درگاه"),
        "transaction": gettext_lazy("سند مالی"),
    }

    def get_calls_display_value(self) -> str:
        return " · ".join(
            f"{call.call}: HTTP {call.http_status or '—'}، {call.code or '—'}، {call.outcome or call.error}"
            f" ({format_datetime(call.at)})"
            for call in self.object.gateway_calls.all()
        )


class PaymentViewSet(ReadOnlyViewSet):
    model = Payment
    icon = "history"
    menu_label = gettext_lazy("پرداخت‌ها")
    index_view_class = PaymentIndexView
    inspect_view_class = PaymentInspectView
    list_display = [
        Column("gift", label=gettext_lazy("کد پیگیری"), accessor="gift.tracking_code"),
        AMOUNT,
        STATUS,
        Column("authority", label=gettext_lazy("شناسه پرداخت")),
        Column("ref_id", label=gettext_lazy("شماره مرجع")),
        DateColumn("created_at", label=gettext_lazy("زمان"), sort_key="created_at"),
    ]
    list_filter = ["status", "gateway"]
    search_fields = ["authority", "ref_id", "gift__tracking_code"]
    inspect_view_fields = [
        *("gift", "amount", "status", "gateway", "authority", "ref_id", "card_mask", "settles_gift"),
        *("created_at", "paid_at", "checks", "next_check_at", "transaction", "calls"),
    ]


# --- Reviews ---


class ReviewInspectView(ReadOnlyInspectView):
    labels = {"payment": gettext_lazy("پرداخت"), "designation": gettext_lazy("سهم")}

    def get_details_display_value(self) -> str:
        return "، ".join(f"{name}: {in_persian(value)}" for name, value in self.object.details.items())


class ReviewViewSet(ReadOnlyViewSet):
    model = Review
    icon = "warning"
    menu_label = gettext_lazy("موردهای بررسی")
    inspect_view_class = ReviewInspectView
    list_display = [
        Column("kind", label=gettext_lazy("موضوع"), accessor="get_kind_display", sort_key="kind"),
        Column("matter", label=gettext_lazy("شناسه")),
        DateColumn("opened_at", label=gettext_lazy("باز شده در"), sort_key="opened_at"),
        DateColumn("closed_at", label=gettext_lazy("بسته شده در"), sort_key="closed_at"),
    ]
    list_filter = ["kind"]
    search_fields = ["matter"]
    inspect_view_fields = ["kind", "matter", "payment", "designation", "details", "opened_at", "closed_at"]


# --- The ledger ---


class TransactionIndexView(ReadOnlyIndexView):
    related = ("debit", "credit")


class TransactionInspectView(ReadOnlyInspectView):
    labels = {
        "id": gettext_lazy("شناسه"),
        "by_user": gettext_lazy("کاربر"),
        "reverses": gettext_lazy("برگشتِ سند"),
    }


class TransactionViewSet(ReadOnlyViewSet):
    model = Transaction
    icon = "list-ol"
    menu_label = gettext_lazy("دفتر کل")
    index_view_class = TransactionIndexView
    inspect_view_class = TransactionInspectView
    list_display = [
        DateColumn("posted_at", label=gettext_lazy("زمان ثبت"), sort_key="posted_at"),
        Column("kind", label=gettext_lazy("نوع"), accessor="get_kind_display", sort_key="kind"),
        AMOUNT,
        Column("debit", label=gettext_lazy("بدهکار"), accessor="debit.code"),
        Column("credit", label=gettext_lazy("بستانکار"), accessor="credit.code"),
    ]
    list_filter = ["kind"]
    search_fields = ["debit__code", "credit__code", "memo"]
    inspect_view_fields = [
        *("id", "posted_at", "kind", "amount", "debit", "credit", "memo", "by_kind", "by_user", "reverses"),
    ]


# --- Intents and rules ---


class IntentViewSet(ReadOnlyViewSet):
    model = Intent
    icon = "tag"
    menu_label = gettext_lazy("نیت‌ها")
    list_display = ["name", "code", NumberColumn("order", label=gettext_lazy("ترتیب")), "is_offered"]
    inspect_view_fields = ["name", "code", "order", "is_offered"]


class RoutingRulesForm(forms.ModelForm):
    """A new row from some day on: rules that already decided something are never changed."""

    def clean_valid_from(self) -> Any:
        valid_from = self.cleaned_data["valid_from"]
        if valid_from <= now():
            raise forms.ValidationError(_("قاعده تازه از زمانی در آینده آغاز می‌شود"))
        return valid_from


class RoutingRulesInspectView(ReadOnlyInspectView):
    amounts = ("min_share",)


class RoutingRulesViewSet(ReadOnlyViewSet):
    model = RoutingRules
    icon = "cog"
    menu_label = gettext_lazy("قاعده‌های تخصیص")
    may_add = True
    inspect_view_class = RoutingRulesInspectView
    list_display = [
        DateColumn("valid_from", label=gettext_lazy("از تاریخ"), sort_key="valid_from"),
        NumberColumn("default_households", label=gettext_lazy("خانوار فرضی")),
        NumberColumn("max_centers", label=gettext_lazy("بیشترین شمار مرکزها")),
        RialColumn("min_share", label=gettext_lazy("کمترین سهم هر مرکز")),
    ]
    form_fields = ["valid_from", "default_households", "max_centers", "min_share"]
    inspect_view_fields = form_fields

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(
            RoutingRules,
            form=RoutingRulesForm,
            fields=self.form_fields,
            formfield_callback=formfield_for_dbfield,
        )
