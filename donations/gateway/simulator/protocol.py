"""What the gateway answers to each call, as far as its documentation and real answers tell.

A call takes the parsed body and the store and returns an HTTP status and a document; nothing here
knows of sockets or faults.
"""

import hashlib
import re
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from donations.gateway.simulator.store import Session, State, Store
from donations.gateway.zarinpal import AUTHORITY, is_loopback

LEAST_RIAL = 1_000
MOST_RIAL = 1_000_000_000
RIAL_PER_UNIT = {"IRR": 1, "IRT": 10}
LONGEST_DESCRIPTION = 500
LIST_LENGTH = 100
REVERSAL_SECONDS = 30 * 60
CARD_NUMBER = "9999990000009999"
CARD_MASK = "999999******9999"

_MERCHANT = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_MOBILE = re.compile(r"09[0-9]{9}")
_ALPHABET = string.digits + string.ascii_letters
_TEHRAN = ZoneInfo("Asia/Tehran")

MESSAGES = {
    -9: "The input params invalid, validation error.",
    -10: "Terminal is not valid, please check merchant_id or ip address.",
    -14: "The callback URL domain does not match the registered terminal domain.",
    -30: "Terminal do not allow to accept floating wages.",
    -40: "Invalid extra params, expire_in is not valid.",
    -41: "Maximum amount is 100,000,000 tomans.",
    -50: "Session is not valid, amounts values is not the same.",
    -51: "Session is not valid, session is not active paid try.",
    -53: "Session is not this merchant_id session.",
    -54: "Invalid authority.",
    -55: "Manual payment request not found.",
    -61: "Session is not in success status.",
    -63: "Maximum time for reverse this session is expired.",
}
STATUSES = {-9: 422, -10: 401, -54: 400, -55: 400}
"""HTTP status of an error where it is not 200; the documentation is silent, so they vary here."""


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Whom the simulator serves; empty means everyone."""

    merchants: frozenset[str] = frozenset()
    callback_host: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer before any fault is applied to it."""

    status: int
    document: dict[str, Any]
    authority: str | None = None

    @property
    def code(self) -> int:
        data, errors = self.document["data"], self.document.get("errors")
        return int((errors or data)["code"])


class _Refusal(Exception):
    def __init__(self, code: int, *validations: tuple[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.validations = validations


def answer(call: str, body: Any, *, store: Store, terminal: Terminal, at: float) -> Reply:
    """Answer one of :data:`CALLS`; ``body`` is whatever JSON the caller sent."""
    authority = body.get("authority") if isinstance(body, dict) else None
    try:
        _check_merchant(body, terminal)
        return CALLS[call](body, store, terminal, at)
    except _Refusal as refusal:
        return refuse(
            refusal.code,
            validations=[{name: text} for name, text in refusal.validations],
            authority=authority if isinstance(authority, str) else None,
        )


def refuse(
    code: int,
    *,
    status: int | None = None,
    validations: list[dict[str, str]] | None = None,
    authority: str | None = None,
) -> Reply:
    """Build an error answer of any code."""
    error = {"code": code, "message": MESSAGES.get(code, "Error."), "validations": validations or []}
    return Reply(
        status=status or STATUSES.get(code, 200), document={"data": [], "errors": error}, authority=authority
    )


def _check_merchant(body: Any, terminal: Terminal) -> None:
    if not isinstance(body, dict):
        raise _Refusal(-9, ("merchant_id", "The merchant id field is required."))
    merchant_id = body.get("merchant_id")
    if not isinstance(merchant_id, str) or not merchant_id:
        raise _Refusal(-9, ("merchant_id", "The merchant id field is required."))
    if len(merchant_id) != 36:
        raise _Refusal(-9, ("merchant_id", "The merchant id must be 36 characters."))
    if not _MERCHANT.fullmatch(merchant_id) or (terminal.merchants and merchant_id not in terminal.merchants):
        raise _Refusal(-10)


def _success(data: dict[str, Any], authority: str | None = None) -> Reply:
    return Reply(status=200, document={"data": data, "errors": []}, authority=authority)


def _request(body: dict[str, Any], store: Store, terminal: Terminal, at: float) -> Reply:
    faults = [*_amount_faults(body), *_text_faults(body), *_metadata_faults(body)]
    if faults:
        raise _Refusal(-9, *faults)
    amount = body["amount"] * RIAL_PER_UNIT[body.get("currency", "IRR")]
    if amount < LEAST_RIAL:
        raise _Refusal(-9, ("amount", "The amount must be at least 1000 rials."))
    if amount > MOST_RIAL:
        raise _Refusal(-41)
    if terminal.callback_host and urlsplit(body["callback_url"]).hostname != terminal.callback_host:
        raise _Refusal(-14)
    if body.get("wages"):
        raise _Refusal(-30)
    if "expire_in" in body and (type(body["expire_in"]) is not int or body["expire_in"] <= 0):
        raise _Refusal(-40)
    metadata = body.get("metadata") or {}
    authority = "S" + "".join(secrets.choice(_ALPHABET) for _ in range(35))
    store.open(
        authority=authority,
        merchant_id=body["merchant_id"],
        amount=amount,
        description=body["description"],
        callback_url=body["callback_url"],
        order_id=metadata.get("order_id"),
        auto_verify=metadata.get("auto_verify") is True,
        at=at,
    )
    data = {"authority": authority, "fee": _fee(amount), "fee_type": "Merchant", "code": 100}
    return _success({**data, "message": "Success"}, authority)


def _amount_faults(body: dict[str, Any]) -> list[tuple[str, str]]:
    faults = []
    if type(body.get("amount")) is not int:
        faults.append(("amount", "The amount must be an integer."))
    if body.get("currency", "IRR") not in ("IRR", "IRT"):
        faults.append(("currency", "The selected currency is invalid."))
    return faults


def _text_faults(body: dict[str, Any]) -> list[tuple[str, str]]:
    faults = []
    description, callback_url = body.get("description"), body.get("callback_url")
    if not isinstance(description, str) or not description.strip():
        faults.append(("description", "The description field is required."))
    elif len(description) > LONGEST_DESCRIPTION:
        faults.append(("description", "The description may not be greater than 500 characters."))
    if not isinstance(callback_url, str) or not callback_url:
        faults.append(("callback_url", "The callback url field is required."))
    elif not _is_callback(callback_url):
        faults.append(("callback_url", "The callback url format is invalid."))
    return faults


def _is_callback(url: str) -> bool:
    """Absolute and https; plain http only on this machine, where the demo runs."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return url.isprintable() and bool(host) and (parts.scheme == "https" or is_plain_local(url))


def is_plain_local(url: str) -> bool:
    """Say whether ``url`` is http on this machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


def _metadata_faults(body: dict[str, Any]) -> list[tuple[str, str]]:
    metadata = body.get("metadata")
    if metadata in (None, [], {}):
        return []
    if not isinstance(metadata, dict):
        return [("metadata", "The metadata must be an array.")]
    faults = []
    mobile, order_id = metadata.get("mobile"), metadata.get("order_id")
    if mobile is not None and not (isinstance(mobile, str) and _MOBILE.fullmatch(mobile)):
        faults.append(("metadata.mobile", "The metadata.mobile format is invalid."))
    if order_id is not None and not isinstance(order_id, str):
        faults.append(("metadata.order_id", "The metadata.order_id must be a string."))
    return faults


def _fee(amount: int) -> int:
    return min(amount // 100, 40_000)


def _own_session(body: dict[str, Any], store: Store) -> Session:
    authority = body.get("authority")
    if not isinstance(authority, str) or not authority:
        raise _Refusal(-9, ("authority", "The authority field is required."))
    if not AUTHORITY.fullmatch(authority):
        raise _Refusal(-54)
    session = store.session(authority)
    if session is None:
        raise _Refusal(-55)
    if session.merchant_id != body["merchant_id"]:
        raise _Refusal(-53)
    return session


def _verify(body: dict[str, Any], store: Store, terminal: Terminal, at: float) -> Reply:
    if type(body.get("amount")) is not int:
        raise _Refusal(-9, ("amount", "The amount must be an integer."))
    session = _own_session(body, store)
    if session.state not in (State.PAID, State.VERIFIED):
        raise _Refusal(-51)
    if session.amount != body["amount"]:
        raise _Refusal(-50)
    is_first = store.verify(session.authority, at=at)
    data = {
        "wages": None,
        "code": 100 if is_first else 101,
        "message": "Paid" if is_first else "Verified",
        "card_hash": hashlib.sha256(CARD_NUMBER.encode()).hexdigest().upper(),
        "card_pan": CARD_MASK,
        "ref_id": session.ref_id,
        "fee_type": "Merchant",
        "fee": _fee(session.amount),
        "shaparak_fee": "1200",
        "order_id": session.order_id,
    }
    return _success(data, session.authority)


def _inquiry(body: dict[str, Any], store: Store, terminal: Terminal, at: float) -> Reply:
    session = _own_session(body, store)
    return _success({"status": str(session.state), "code": 100, "message": "Success"}, session.authority)


def _unverified(body: dict[str, Any], store: Store, terminal: Terminal, at: float) -> Reply:
    sessions = store.newest(LIST_LENGTH, state=State.PAID, merchant_id=body["merchant_id"])
    rows = [
        {
            "authority": session.authority,
            "amount": session.amount,
            "callback_url": session.callback_url,
            "referer": "",
            "date": datetime.fromtimestamp(session.paid_at or 0, _TEHRAN).strftime("%Y-%m-%d %H:%M:%S"),
        }
        for session in sessions
    ]
    # As in the official sample: the code is text here and there is no "errors".
    return Reply(status=200, document={"data": {"code": "100", "message": "Success", "authorities": rows}})


def _reverse(body: dict[str, Any], store: Store, terminal: Terminal, at: float) -> Reply:
    session = _own_session(body, store)
    if session.state not in (State.PAID, State.VERIFIED):
        raise _Refusal(-61)
    if at - (session.paid_at or 0) > REVERSAL_SECONDS:
        raise _Refusal(-63)
    store.reverse(session.authority, at=at)
    return _success({"code": 100, "message": "Reversed"}, session.authority)


CALLS: dict[str, Callable[[dict[str, Any], Store, Terminal, float], Reply]] = {
    "request": _request,
    "verify": _verify,
    "inquiry": _inquiry,
    "unVerified": _unverified,
    "reverse": _reverse,
}
