"""Puts each of the port's four questions to an adapter and writes the answer as one word."""

from typing import Any

from donations.gateway.port import Exchange, Gateway, GatewayBusy, GatewayRefused, GatewayUnknown
from tests.builders.gateway import AMOUNT, AUTHORITY, open_request

CALLS = ("open", "verify", "inquire", "unverified")

GOOD: dict[str, dict[str, Any]] = {
    "open": {
        "data": {
            "authority": AUTHORITY,
            "fee": 1555,
            "fee_type": "Payer",
            "code": 100,
            "message": "Success",
        },
        "errors": [],
    },
    "verify": {
        "data": {
            "wages": None,
            "code": 100,
            "message": "Paid",
            "card_hash": "0866A6EAEA5CB085E4CF6EF19296BF19647552DD5F96F1E530DB3AE61837EFE7",
            "card_pan": "999999******9999",
            "ref_id": 59421827101,
            "fee_type": "Merchant",
            "fee": 1000,
            "shaparak_fee": 1200,
            "order_id": None,
        },
        "errors": [],
    },
    "inquire": {"data": {"status": "PAID", "code": 100, "message": "Success"}, "errors": []},
    "unverified": {
        "data": {
            "code": "100",
            "message": "Success",
            "authorities": [
                {
                    "authority": AUTHORITY,
                    "amount": 500000,
                    "callback_url": "https://example.org/give/return/",
                    "referer": "https://example.org/",
                    "date": "2020-07-01 17:33:25",
                }
            ],
        }
    },
}
"""An answer to each call that proves something; the malformed ones are made of these."""

GOOD_WORDS = {"open": "opened", "verify": "paid", "inquire": "paid", "unverified": "known"}
NOTHING_PROVED = {"open": "unknown", "verify": "unknown", "inquire": "unknown", "unverified": "unknown"}


def ask(gateway: Gateway, call: str) -> tuple[str, Exchange]:
    """Ask and return the outcome in one word, with the exchange."""
    match call:
        case "open":
            return ask_open(gateway)
        case "verify":
            verification = gateway.verify(authority=AUTHORITY, amount=AMOUNT)
            return verification.outcome.value, verification.exchange
        case "inquire":
            inquiry = gateway.inquire(authority=AUTHORITY)
            return inquiry.state.value, inquiry.exchange
        case _:
            unverified = gateway.unverified()
            assert unverified.is_known or not unverified.payments
            return "known" if unverified.is_known else "unknown", unverified.exchange


def ask_open(gateway: Gateway) -> tuple[str, Exchange]:
    try:
        return "opened", gateway.open(open_request()).exchange
    except GatewayRefused as error:
        return "refused", error.exchange
    except GatewayBusy as error:
        return "busy", error.exchange
    except GatewayUnknown as error:
        return "unknown", error.exchange
