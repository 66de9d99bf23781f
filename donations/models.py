"""Lets Django find the models; each slice defines its own."""

from donations.giving.models import Designation, GatewayCall, Gift, GivingSettings, Intent, Payment, Review
from donations.history import StateChange
from donations.inkind.models import Intake, Offer, OfferItem, StockMovement
from donations.ledger.models import Account, Transaction
from donations.receipts.models import Receipt, ReceiptYear
from donations.routing.models import Allocation, RoutingRules

__all__ = [
    "Account",
    "Allocation",
    "Designation",
    "GatewayCall",
    "Gift",
    "GivingSettings",
    "Intake",
    "Intent",
    "Offer",
    "OfferItem",
    "Payment",
    "Receipt",
    "ReceiptYear",
    "Review",
    "RoutingRules",
    "StateChange",
    "StockMovement",
    "Transaction",
]
