"""What follows a confirmed payment: each designation goes to its centres, and the receipt is issued.

Every step is a short transaction of its own and harmless to repeat, so a process that dies in the
middle leaves work for the worker and nothing half done.
"""

import uuid
from datetime import datetime

from django.db import transaction

from donations.giving.models import Designation, Gift, ReviewKind
from donations.giving.settlement import open_review
from donations.giving.states import GIFT_NEXT, GiftStatus
from donations.history import Actor, change_state
from donations.ledger.models import TransactionKind
from donations.ledger.posting import center_fund, clearing_account, post
from donations.receipts.models import Receipt
from donations.receipts.operations import issue_receipt
from donations.routing.models import Allocation, RoutingRules
from donations.routing.queries import candidates, rules_at, wish_for
from donations.routing.route import Decision, route


def finish_gift(*, gift: Gift, by: Actor, at: datetime) -> None:
    """Allocate and receipt a confirmed gift; does nothing for one that is not confirmed."""
    gift.refresh_from_db(fields=["status"])
    if gift.status == GiftStatus.STARTED:
        return
    for designation in gift.designations.filter(allocated_at=None):
        allocate_designation(designation_id=designation.pk, by=by, at=at)
    receipt_for(gift=gift, at=at)


def allocate_designation(*, designation_id: int, by: Actor, at: datetime) -> list[Allocation]:
    """Route one designation and post its shares; returns nothing if no centre may take it.

    A designation that no centre may take waits, and a human is asked once.  The centres are weighed
    before anything is locked: should one close in between, the database refuses the allocation.
    """
    designation = Designation.objects.select_related("intent", "center__place", "place").get(
        pk=designation_id
    )
    rules_row, rules = rules_at(at)
    destination = {
        "center": designation.center,
        "place": designation.place,
        "fallback": designation.fallback,
    }
    decision = route(wish_for(amount=designation.amount, **destination), candidates(**destination), rules)
    return _post_shares(designation=designation, decision=decision, rules_row=rules_row, by=by, at=at)


@transaction.atomic
def _post_shares(
    *, designation: Designation, decision: Decision, rules_row: RoutingRules, by: Actor, at: datetime
) -> list[Allocation]:
    gift = Gift.objects.defer(*Gift.PRIVATE).select_for_update().get(pk=designation.gift_id)
    designation.refresh_from_db(fields=["allocated_at"])
    if designation.allocated_at or gift.status != GiftStatus.CONFIRMED:
        return []
    if not decision.shares:
        open_review(
            kind=ReviewKind.NO_CENTER,
            matter=f"designation:{designation.pk}",
            designation=designation,
            at=at,
            details={"reasons": [reason.as_json() for reason in decision.reasons]},
        )
        return []
    allocations = []
    for share in decision.shares:
        allocation = Allocation.objects.create(
            designation=designation,
            center_id=share.center_id,
            amount=share.amount,
            rules=rules_row,
            step=share.step.name.lower(),
            reasons=[reason.as_json() for reason in share.reasons],
            transaction_id=uuid.uuid4(),
            at=at,
        )
        post(
            id=allocation.transaction_id,
            kind=TransactionKind.ALLOCATION,
            debit=clearing_account(),
            credit=center_fund(allocation.center, designation.intent),
            amount=share.amount,
            by=by,
            at=at,
        )
        allocations.append(allocation)
    designation.allocated_at = at
    designation.save(update_fields=["allocated_at"])
    if not gift.designations.filter(allocated_at=None).exists():
        change_state(gift, GiftStatus.ALLOCATED, next_states=GIFT_NEXT, by=by, at=at)
    return allocations


def receipt_for(*, gift: Gift, at: datetime) -> Receipt:
    """The gift's receipt, issued now if it has none; shows the gift as it was confirmed."""
    if known := Receipt.objects.filter(gift=gift).first():
        return known
    payment = gift.payments.get(settles_gift=True)
    content = {
        "tracking_code": gift.tracking_code,
        "amount": gift.amount,
        "paid_at": payment.paid_at.isoformat(),
        "gateway": payment.gateway,
        "ref_id": payment.ref_id or "",
        "card_mask": payment.card_mask,
        "designations": [
            {
                "amount": designation.amount,
                "intent": designation.intent.name,
                "destination": str(designation.center or designation.place or ""),
            }
            for designation in gift.designations.select_related("intent", "center", "place")
        ],
    }
    return issue_receipt(
        gift=gift, content=content, payer=gift.donor_name, on_behalf_of=gift.on_behalf_of, at=at
    )
