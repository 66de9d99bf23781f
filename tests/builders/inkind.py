"""Offers of goods in each of their states, built through the operations with defaults that never matter."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from centers.goods import GoodsCategory
from centers.models import Center
from centers.operations import enter_staff
from donations.history import DONOR
from donations.inkind.drop_off import BY_PHONE
from donations.inkind.models import Condition, ContactWay, Intake, Offer, Unit
from donations.inkind.operations import OfferOrder, close_offer, offer_goods, receive_item, refuse_offer
from tests.builders.centers import a_center

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
_numbers = count(1)


def a_worker(center: Center | None = None, **names: Any) -> Any:
    """A user, entered as staff of the centre if one is given."""
    user = get_user_model().objects.create_user(username=f"worker{next(_numbers)}", password="a", **names)
    if center:
        enter_staff(center=center, user=user, by=None, at=AT)
    return user


def an_order(**details: Any) -> OfferOrder:
    """Ten packages of food for an active centre of their own."""
    if not details.keys() & {"center", "place"}:
        details["center"] = a_center()
    defaults = {
        "category": GoodsCategory.FOOD,
        "description": "بسته برنج",
        "condition": Condition.NEW,
        "unit": Unit.PACKAGE,
        "quantity": 10,
        "drop_off": BY_PHONE,
        "donor_mobile": "09121234567",
        "contact_way": ContactWay.CALL,
    }
    return OfferOrder(**{**defaults, **details})


def an_offer(*, form_key: str = "", at: datetime = AT, **details: Any) -> Offer:
    """An offer, routed to its centre if that may take it."""
    form_key = form_key or f"form-{next(_numbers)}"
    return offer_goods(order=an_order(**details), form_key=form_key, by=DONOR, at=at)


def receive(
    offer: Offer,
    accepted: int = 0,
    rejected: int = 0,
    *,
    reason: str = "پاره",
    form_key: str = "",
    **also: Any,
) -> Intake:
    """Take in goods of the offer's only item, by a worker of its centre."""
    return receive_item(
        item=offer.items.get(),
        accepted=accepted,
        rejected=rejected,
        rejection_reason=reason if rejected else "",
        is_last=also.pop("is_last", False),
        form_key=form_key or f"form-{next(_numbers)}",
        by=also.pop("by", None) or a_worker(offer.center),
        at=also.pop("at", AT),
    )


def an_offer_in(status: str, **details: Any) -> Offer:
    """An offer of ten in the wanted state, all of it reached through operations."""
    if status == "offered":
        return an_offer(center=a_center(goods=["clothing"]), **details)
    offer = an_offer(**details)
    match status:
        case "partly_received":
            receive(offer, 4)
        case "received":
            receive(offer, 10)
        case "refused":
            refuse_offer(offer=offer, reason="انبار پر است", by=a_worker(offer.center), at=AT)
        case "closed":
            receive(offer, 4)
            close_offer(offer=offer, by=a_worker(offer.center), at=AT)
    return Offer.objects.get(pk=offer.pk)
