"""The only writer of the ledger."""

import uuid
from datetime import datetime

from django.db import models, transaction

from donations.history import Actor
from donations.ledger.models import Account, AccountKind, Transaction, TransactionKind


def gateway_account(gateway: str) -> Account:
    """What the gateway named ``gateway`` owes us."""
    return _account(f"gateway:{gateway}", AccountKind.GATEWAY)


def clearing_account() -> Account:
    """Gifts received and not yet allocated."""
    return _account("clearing", AccountKind.CLEARING)


def surplus_account() -> Account:
    """Second payments of one gift, waiting for a human."""
    return _account("surplus", AccountKind.SURPLUS)


def center_fund(center: models.Model, intent: models.Model) -> Account:
    """What was allocated to ``center`` for ``intent``."""
    return _account(
        f"center:{center.code}:{intent.code}", AccountKind.CENTER_FUND, center=center, intent=intent
    )


def _account(code: str, kind: str, **owner: models.Model) -> Account:
    return Account.objects.get_or_create(code=code, defaults={"kind": kind, **owner})[0]


@transaction.atomic
def post(
    *,
    id: uuid.UUID,
    kind: TransactionKind,
    debit: Account,
    credit: Account,
    amount: int,
    by: Actor,
    at: datetime,
    memo: str = "",
) -> Transaction:
    """Write one transaction of ``amount`` rial.

    ``id`` is chosen by the caller, who has already written it on the payment or allocation that the
    transaction stands for: the database refuses a transaction that nothing stands behind.
    """
    return Transaction.objects.create(
        id=id,
        kind=kind,
        debit=debit,
        credit=credit,
        amount=amount,
        posted_at=at,
        by_kind=by.kind,
        by_user_id=by.user_id,
        memo=memo,
    )
