"""Demo gifts and goods, made by the same operations as real ones and marked as demo throughout."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from centers.goods import GoodsCategory
from centers.models import Center, Place
from centers.operations import enter_staff
from donations.gateway.port import (
    Call,
    Exchange,
    Inquiry,
    Opened,
    OpenRequest,
    Outcome,
    SessionState,
    UnverifiedList,
    Verification,
)
from donations.giving.allocation import finish_gift
from donations.giving.models import Gift, Intent
from donations.giving.operations import GiftOrder, pay, start_gift
from donations.giving.settlement import check
from donations.giving.states import GiftStatus
from donations.history import DONOR
from donations.inkind.drop_off import BY_PHONE, as_text
from donations.inkind.models import Condition, ContactWay, Offer, OfferItem, Unit
from donations.inkind.operations import OfferOrder, offer_goods, receive_item, refuse_offer
from donations.inkind.states import OfferStatus
from donations.routing.models import Fallback
from portal.clock import now

MOBILE = "09120000000"
MARK = "(نمایشی)"
DESK_USER = "demo-desk"
"""Nobody can sign in as this user: the demo's own hand at the desk."""


class DemoGateway:
    """A gateway on which every payment is paid at once; it moves no money and knows no bank."""

    name = "demo"

    def open(self, request: OpenRequest) -> Opened:
        return Opened(
            authority=f"DEMO-{request.order_id}",
            pay_url="https://example.org/demo-payment",
            exchange=Exchange(call=Call.OPEN, request={"demo": True}, code=100),
        )

    def verify(self, *, authority: str, amount: int) -> Verification:
        return Verification(
            outcome=Outcome.PAID,
            exchange=Exchange(call=Call.VERIFY, request={"demo": True, "amount": amount}, code=100),
            ref_id=demo_reference(authority),
        )

    def inquire(self, *, authority: str) -> Inquiry:
        return Inquiry(
            state=SessionState.VERIFIED,
            exchange=Exchange(call=Call.INQUIRE, request={"demo": True}, code=100),
        )

    def unverified(self) -> UnverifiedList:
        return UnverifiedList(exchange=Exchange(call=Call.UNVERIFIED, request={"demo": True}, code=100))


def demo_reference(authority: str) -> str:
    """Twelve digits that no bank gives out: four zeros, then eight digits that follow from the authority."""
    return f"0000{int(sha256(authority.encode()).hexdigest(), 16) % 10**8:08d}"


@dataclass(frozen=True, kw_only=True)
class _Gift:
    """``amount`` in rial; ``center`` and ``place`` are codes."""

    key: str
    amount: int
    intent: str
    days_ago: int
    center: str = ""
    place: str = ""
    fallback: str = Fallback.COUNTY


@dataclass(frozen=True, kw_only=True)
class _Goods:
    """What is offered to the centre with this code, and what its desk did (accepted, rejected, reason)."""

    key: str
    center: str
    category: str
    description: str
    unit: str
    quantity: int
    days_ago: int
    brought_in_days: int | None = None
    intakes: list[tuple[int, int, str]] = field(default_factory=list)
    refused_because: str = ""


_GIFTS = [
    _Gift(key="1", amount=500_000, intent="livelihood", days_ago=9, center="022501"),
    _Gift(key="2", amount=2_000_000, intent="general", days_ago=8, center="022507"),
    _Gift(key="3", amount=1_250_000, intent="orphans", days_ago=6, place="0225"),
    _Gift(key="4", amount=5_000_000, intent="alms", days_ago=4, place="2501"),
    _Gift(key="5", amount=60_000_000, intent="general", days_ago=2, fallback=Fallback.ANYWHERE),
    _Gift(key="6", amount=750_000, intent="dowry", days_ago=1, center="230601"),
]
_GOODS = [
    _Goods(
        key="1", center="022501", category=GoodsCategory.FOOD, description="بسته برنج، روغن و حبوبات",
        unit=Unit.PACKAGE, quantity=12, days_ago=7, intakes=[(8, 1, "بسته‌بندی یکی پاره بود")],
    ),
    _Goods(
        key="2", center="022501", category=GoodsCategory.CLOTHING, description="کاپشن نو کودک",
        unit=Unit.PIECE, quantity=20, days_ago=5, intakes=[(20, 0, "")],
    ),
    _Goods(
        key="3", center="022501", category=GoodsCategory.SCHOOL, description="دفتر صدبرگ",
        unit=Unit.VOLUME, quantity=100, days_ago=1, brought_in_days=3,
    ),
    _Goods(
        key="4", center="022505", category=GoodsCategory.HOUSEHOLD, description="پتوی دونفره، شسته",
        unit=Unit.PIECE, quantity=6, days_ago=1, brought_in_days=2,
    ),
    _Goods(
        key="5", center="022507", category=GoodsCategory.CLOTHING, description="لباس زمستانی",
        unit=Unit.SACK, quantity=3, days_ago=3, refused_because="انبار پوشاک تا پایان ماه جا ندارد",
    ),
    _Goods(
        key="6", center="022502", category=GoodsCategory.REHABILITATION, description="ویلچر تاشو",
        unit=Unit.DEVICE, quantity=1, days_ago=2,
    ),
]  # fmt: skip


def load() -> dict[str, str]:
    """Make what is missing, by the centres that are there; safe to repeat.

    Returns tracking codes to try, by what they stand for: ``gift`` and ``goods``.
    """
    centers = {center.code: center for center in Center.objects.public().filter(is_sample=False)}
    at = now()
    codes: dict[str, str] = {}
    for gift_spec in _GIFTS:
        gift = _give(gift_spec, centers, at=at - timedelta(days=gift_spec.days_ago))
        if gift:
            codes.setdefault("gift", gift.tracking_code)
    for goods_spec in _GOODS:
        offer = _offer(goods_spec, centers, at=at - timedelta(days=goods_spec.days_ago))
        if offer:
            codes.setdefault("goods", offer.tracking_code)
    return codes


def _give(spec: _Gift, centers: dict[str, Center], *, at: datetime) -> Gift | None:
    center = centers.get(spec.center)
    place = Place.objects.filter(kind="county", code=spec.place).first() if spec.place else None
    if not centers or (spec.center and center is None) or (spec.place and place is None):
        return None
    order = GiftOrder(
        amount=spec.amount,
        intent=Intent.objects.get(code=spec.intent),
        center=center,
        place=place,
        fallback=spec.fallback,
    )
    gift = start_gift(order=order, form_key=f"demo-{spec.key}", by=DONOR, at=at)
    if gift.status == GiftStatus.STARTED:
        gateway = DemoGateway()
        payment = pay(
            gift=gift, gateway=gateway, callback_url="https://example.org/", description="demo", at=at
        )
        check(payment=payment, gateway=gateway, by=DONOR, at=at + timedelta(minutes=1))
    finish_gift(gift=gift, by=DONOR, at=at + timedelta(minutes=2))
    return gift


@transaction.atomic
def _offer(spec: _Goods, centers: dict[str, Center], *, at: datetime) -> Offer | None:
    center = centers.get(spec.center)
    if center is None or not center.may_receive:
        return None
    # Known by its words: its day follows the calendar, so its fingerprint changes from day to day.
    description = f"{spec.description} {MARK}"
    known = OfferItem.objects.filter(description=description, offer__chosen_center=center).first()
    if known:
        return known.offer
    brought = spec.brought_in_days is not None and as_text((now() + timedelta(spec.brought_in_days)).date())
    order = OfferOrder(
        category=spec.category,
        description=description,
        condition=Condition.NEW,
        unit=spec.unit,
        quantity=spec.quantity,
        center=center,
        drop_off=brought or BY_PHONE,
        donor_mobile=MOBILE,
        contact_way=ContactWay.CALL,
    )
    offer = offer_goods(order=order, form_key=f"demo-{spec.key}", by=DONOR, at=at)
    if offer.status == OfferStatus.ROUTED:
        _act_at_desk(spec, offer, at=at + timedelta(hours=26))
    return offer


def _act_at_desk(spec: _Goods, offer: Offer, *, at: datetime) -> None:
    if spec.refused_because:
        user = _desk_user(offer.center, at=at)
        refuse_offer(offer=offer, reason=spec.refused_because, by=user, at=at)
    for number, (accepted, rejected, reason) in enumerate(spec.intakes):
        receive_item(
            item=offer.items.get(),
            accepted=accepted,
            rejected=rejected,
            rejection_reason=reason,
            is_last=False,
            form_key=f"demo-{spec.key}-{number}",
            by=_desk_user(offer.center, at=at),
            at=at,
        )


def _desk_user(center: Center, *, at: datetime) -> Any:
    users = get_user_model().objects
    user = users.filter(username=DESK_USER).first()
    if user is None:
        user = users.create_user(username=DESK_USER, first_name="میز", last_name="نمایشی")
    enter_staff(user=user, center=center, by=None, at=at)
    return user
