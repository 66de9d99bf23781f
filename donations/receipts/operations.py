"""Issuing receipts: the next number of the Jalali year, once per gift, never changed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from donations.receipts.models import Receipt, ReceiptYear
from portal.jalali import jalali_year


@transaction.atomic
def issue_receipt(
    *, gift: Any, content: dict[str, Any], payer: str, on_behalf_of: str, at: datetime
) -> Receipt:
    """Give ``gift`` its receipt, or return the one it has.

    The year's row is locked until the end of the transaction, so keep it short: numbers are gapless
    because a rolled-back receipt gives its number back.
    """
    jyear = jalali_year(at)
    ReceiptYear.objects.get_or_create(jyear=jyear)
    year = ReceiptYear.objects.select_for_update().get(jyear=jyear)
    if known := Receipt.objects.filter(gift=gift).first():
        return known
    year.last_number += 1
    year.save(update_fields=["last_number"])
    return Receipt.objects.create(
        gift=gift,
        jyear=jyear,
        number=year.last_number,
        content=content,
        payer=payer,
        on_behalf_of=on_behalf_of,
        issued_at=at,
    )
