"""The only writes to offers of goods: offering, routing, taking in, refusing."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum

from centers.permissions import user_works_at
from donations.history import SYSTEM, Actor, WrongState, change_state, staff
from donations.inkind.models import Intake, MovementKind, Offer, OfferItem, StockMovement
from donations.inkind.queries import goods_candidates
from donations.inkind.states import OFFER_NEXT, OfferStatus
from donations.routing.models import DestinationClosed, Fallback
from donations.routing.queries import rules_at, wish_for
from donations.routing.route import route


class NothingReceived(Exception):
    """An intake of nothing at all."""


class ReasonMissing(Exception):
    """Goods are turned away only with a reason."""


class IntakeAlreadyRecorded(Exception):
    """The same form came again with other numbers; ``intake`` is what it recorded the first time."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(intake.pk)
        self.intake = intake


@dataclass(frozen=True, kw_only=True)
class OfferOrder:
    """What the donor filled in: ``quantity`` whole ``unit``s, for a ``center`` or a ``place``."""

    category: str
    description: str
    condition: str
    unit: str
    quantity: int
    drop_off: str
    donor_mobile: str
    contact_way: str
    center: Any = None
    place: Any = None
    fallback: str = Fallback.NONE
    donor_name: str = ""

    def fingerprint(self, form_key: str) -> str:
        """The same form sent twice gives the same key; a changed form gives another."""
        parts = [
            form_key,
            self.category,
            self.description,
            self.condition,
            self.unit,
            self.quantity,
            self.drop_off,
            self.donor_mobile,
            self.contact_way,
            self.center and self.center.pk,
            self.place and self.place.pk,
            self.fallback,
            self.donor_name,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def offer_goods(*, order: OfferOrder, form_key: str, by: Actor, at: datetime) -> Offer:
    """Store the offer and look for its centre; the same form sent again returns the offer it made.

    Two short transactions: an offer whose routing fails is kept, and the worker routes it.

    :raises DestinationClosed: the chosen centre may not receive.
    """
    offer = _store(order=order, key=order.fingerprint(form_key), at=at)
    return route_offer(offer_id=offer.pk, by=SYSTEM, at=at)


@transaction.atomic
def _store(*, order: OfferOrder, key: str, at: datetime) -> Offer:
    if known := Offer.objects.filter(idempotency_key=key).first():
        return known
    if order.center and not order.center.may_receive:
        raise DestinationClosed(order.center)
    try:
        with transaction.atomic():
            offer = Offer.objects.create(
                idempotency_key=key,
                chosen_center=order.center,
                place=order.place,
                fallback=order.fallback,
                drop_off=order.drop_off,
                donor_name=order.donor_name,
                donor_mobile=order.donor_mobile,
                contact_way=order.contact_way,
                offered_at=at,
            )
    except IntegrityError:
        # The twin of a double click was quicker; anything else is a real fault and shows itself here.
        return Offer.objects.get(idempotency_key=key)
    OfferItem.objects.create(
        offer=offer,
        category=order.category,
        description=order.description,
        condition=order.condition,
        unit=order.unit,
        pledged=order.quantity,
    )
    return offer


@transaction.atomic
def route_offer(*, offer_id: int, by: Actor, at: datetime) -> Offer:
    """Give a waiting offer to the first centre on its ladder that may take it.

    Without such a centre the offer stays as it is, with the reasons why; harmless to repeat.
    """
    offer = Offer.objects.select_for_update().get(pk=offer_id)
    if offer.status != OfferStatus.OFFERED:
        return offer
    destination = {"center": offer.chosen_center, "place": offer.place, "fallback": offer.fallback}
    category = offer.items.values_list("category", flat=True)[0]
    rules_row, rules = rules_at(at)
    decision = route(
        wish_for(amount=1, category=category, **destination), goods_candidates(**destination), rules
    )
    share = decision.shares[0] if decision.shares else None
    reasons = [reason.as_json() for reason in (share.reasons if share else decision.reasons)]
    if share:
        change_state(
            offer,
            OfferStatus.ROUTED,
            next_states=OFFER_NEXT,
            by=by,
            at=at,
            center_id=share.center_id,
            rules=rules_row,
            reasons=reasons,
        )
    elif offer.reasons != reasons:
        offer.reasons = reasons
        offer.save(update_fields=["reasons"])
    return offer


@transaction.atomic
def receive_item(
    *,
    item: OfferItem,
    accepted: int,
    rejected: int,
    rejection_reason: str,
    is_last: bool,
    form_key: str,
    by: Any,
    at: datetime,
) -> Intake:
    """Take in goods at the desk: ``accepted`` go into stock, ``rejected`` back to the donor.

    ``by`` is the signed-in member of staff.  The offer is closed when all that was pledged has come
    or ``is_last`` says that no more will.  The same form sent again returns the intake it made.

    :raises PermissionDenied: the user does not work at the offer's centre.
    :raises WrongState: the offer waits for no goods.
    :raises NothingReceived: both quantities are zero, or one is negative.
    :raises ReasonMissing: goods are turned away without a reason.
    :raises IntakeAlreadyRecorded: the same form came before with other numbers.
    """
    offer = _lock(item.offer_id, by=by)
    key = f"{item.pk}:{form_key}"
    if known := Intake.objects.filter(idempotency_key=key).first():
        if (known.accepted, known.rejected) != (accepted, rejected):
            raise IntakeAlreadyRecorded(known)
        return known
    if accepted < 0 or rejected < 0 or accepted + rejected == 0:
        raise NothingReceived
    if rejected and not rejection_reason:
        raise ReasonMissing
    to = _status_after(offer, received_now={item.pk: accepted + rejected}, is_last=is_last)
    change_state(offer, to, next_states=OFFER_NEXT, by=staff(by), at=at)
    intake = Intake.objects.create(
        item=item,
        idempotency_key=key,
        received=accepted + rejected,
        accepted=accepted,
        rejected=rejected,
        rejection_reason=rejection_reason,
        at=at,
        by_user=by,
    )
    if accepted:
        StockMovement.objects.create(
            center_id=offer.center_id,
            item=item,
            kind=MovementKind.ACCEPTED,
            quantity=accepted,
            intake=intake,
            at=at,
            by_user=by,
        )
    return intake


@transaction.atomic
def close_offer(*, offer: Offer, by: Any, at: datetime) -> Offer:
    """Say that nothing more will come of an offer received in part; ``by`` is the member of staff.

    :raises PermissionDenied: the user does not work at the offer's centre.
    :raises WrongState: nothing was received yet, or the offer is closed.
    """
    offer = _lock(offer.pk, by=by)
    if offer.status != OfferStatus.PARTLY_RECEIVED:
        raise WrongState(offer, OfferStatus.RECEIVED)
    change_state(offer, OfferStatus.RECEIVED, next_states=OFFER_NEXT, by=staff(by), at=at)
    return offer


@transaction.atomic
def refuse_offer(*, offer: Offer, reason: str, by: Any, at: datetime) -> Offer:
    """Decline the whole offer, with a reason for the donor; ``by`` is the member of staff.

    :raises PermissionDenied: the user does not work at the offer's centre.
    :raises WrongState: something was received, or the offer was refused before.
    :raises ReasonMissing: no reason.
    """
    offer = _lock(offer.pk, by=by)
    if not reason:
        raise ReasonMissing
    change_state(offer, OfferStatus.REFUSED, next_states=OFFER_NEXT, by=staff(by), at=at, reason=reason)
    return offer


def _lock(offer_id: int, *, by: Any) -> Offer:
    """The offer, locked against a colleague at the same desk, if ``by`` works at its centre."""
    offer = Offer.objects.select_for_update().get(pk=offer_id)
    if offer.center is None or not user_works_at(by, offer.center):
        raise PermissionDenied
    return offer


def _status_after(offer: Offer, *, received_now: dict[int, int], is_last: bool) -> OfferStatus:
    before = dict(
        Intake.objects.filter(item__offer=offer)
        .order_by()
        .values_list("item_id")
        .annotate(total=Sum("received"))
    )
    is_whole = all(
        before.get(item.pk, 0) + received_now.get(item.pk, 0) >= item.pledged for item in offer.items.all()
    )
    return OfferStatus.RECEIVED if is_whole or is_last else OfferStatus.PARTLY_RECEIVED
