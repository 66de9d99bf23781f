"""Reads of the ledger."""

from django.db.models import Sum

from donations.ledger.models import Account, Transaction


def balance(account: Account) -> int:
    """Debits minus credits of ``account``, in rial: positive for what is owed to us."""
    debits = Transaction.objects.filter(debit=account).aggregate(total=Sum("amount"))["total"] or 0
    credits_ = Transaction.objects.filter(credit=account).aggregate(total=Sum("amount"))["total"] or 0
    return debits - credits_
