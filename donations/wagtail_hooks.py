"""What donations add to Wagtail's admin: listings in two groups, each behind its permission policy."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from centers.admin_policy import VIEW, OwnCenterPolicy, ReadPolicy
from donations.giving.models import Gift, Intent, Payment, Review
from donations.inkind.models import Offer, StockMovement
from donations.ledger.models import Transaction
from donations.routing.models import RoutingRules
from donations.staff.admin_goods import OfferViewSet, StockMovementViewSet
from donations.staff.admin_money import (
    GiftViewSet,
    IntentViewSet,
    PaymentViewSet,
    ReviewViewSet,
    RoutingRulesViewSet,
    TransactionViewSet,
)


class AddOnlyPolicy(ReadPolicy):
    """As `ReadPolicy`, and rows may be added by permission; what stands is never changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {VIEW, "add"} and ModelPermissionPolicy.user_has_permission(self, user, action)


for model in (Gift, Payment, Review, Transaction, Intent):
    register_permission_policy(model, ReadPolicy(model))
register_permission_policy(RoutingRules, AddOnlyPolicy(RoutingRules))
register_permission_policy(Offer, OwnCenterPolicy(Offer, center="center"))
register_permission_policy(StockMovement, OwnCenterPolicy(StockMovement, center="center"))


class MoneyGroup(ViewSetGroup):
    menu_label = _("مالی")
    menu_icon = "order"
    menu_order = 210
    items = (
        GiftViewSet("gifts"),
        PaymentViewSet("payments"),
        ReviewViewSet("reviews"),
        TransactionViewSet("ledger"),
        IntentViewSet("intents"),
        RoutingRulesViewSet("routing_rules"),
    )


class GoodsGroup(ViewSetGroup):
    menu_label = _("کالا")
    menu_icon = "folder-open-inverse"
    menu_order = 220
    items = (OfferViewSet("offers"), StockMovementViewSet("stock"))


@hooks.register("register_admin_viewset")
def listings() -> list[ViewSetGroup]:
    return [MoneyGroup(), GoodsGroup()]
