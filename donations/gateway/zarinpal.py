"""The adapter to Zarinpal's REST interface, version 4.

It sends what the portal's own record says and turns every answer into the port's few words.  It
never repeats a call and never decides what the donor is told; see the README for what a caller
must do with ``NOT_PAID`` and ``UNKNOWN``.
"""

import ipaddress
import re
import time
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from donations.gateway import answers, codes, redaction
from donations.gateway.answers import Answer, Defect
from donations.gateway.codes import Meaning
from donations.gateway.port import (
    Call,
    Exchange,
    GatewayBusy,
    GatewayRefused,
    GatewayUnknown,
    Inquiry,
    Opened,
    OpenRequest,
    Outcome,
    SessionState,
    UnverifiedList,
    UnverifiedPayment,
    Verification,
)
from donations.gateway.transport import Limits, TransportFailure, post

AUTHORITY = re.compile(r"[AS][0-9a-zA-Z]{35}")
CURRENCY = "IRR"
LONGEST_DESCRIPTION = 500
UNVERIFIED_BYTES = 256 * 1024
"""A full list of 100 rows, each with two addresses of ours, does not fit into the usual bound."""

_PATHS = {
    Call.OPEN: "request",
    Call.VERIFY: "verify",
    Call.INQUIRE: "inquiry",
    Call.UNVERIFIED: "unVerified",
}
_STATES = {
    "IN_BANK": SessionState.IN_BANK,
    "PAID": SessionState.PAID,
    "VERIFIED": SessionState.VERIFIED,
    "FAILED": SessionState.FAILED,
    "REVERSED": SessionState.REVERSED,
}
_OUTCOMES = {Meaning.MISMATCH: Outcome.MISMATCH, Meaning.NOT_PAID: Outcome.NOT_PAID}
_REFUSALS = {
    Meaning.CONFIGURATION: GatewayRefused,
    Meaning.INPUT: GatewayRefused,
    Meaning.BUSY: GatewayBusy,
}
_MOBILE = re.compile(r"09[0-9]{9}")
_REFERENCE = re.compile(r"[0-9]{1,30}")
_TEHRAN = ZoneInfo("Asia/Tehran")


class InsecureAddress(ValueError):
    """The gateway's address would carry the merchant id over a network without TLS."""


class Zarinpal:
    """The port's four verbs over HTTP; holds no state between calls and may be shared by threads.

    :raises InsecureAddress: ``base_url`` is neither https nor on this machine.
    """

    name = "zarinpal"

    def __init__(self, merchant_id: str, base_url: str, *, limits: Limits | None = None) -> None:
        if not _is_safe(base_url):
            raise InsecureAddress(base_url)
        self._merchant_id = merchant_id
        self.base_url = base_url.rstrip("/")
        self.limits = limits or Limits()

    def __repr__(self) -> str:
        return f"Zarinpal(base_url={self.base_url!r})"

    def open(self, request: OpenRequest) -> Opened:
        """Open a payment page; see :meth:`Gateway.open` for the errors.

        A mobile number of another form than the gateway's is left out: it is a convenience to the
        donor, and the gateway would refuse the whole request for it.
        """
        metadata = {"order_id": request.order_id}
        if _MOBILE.fullmatch(request.mobile):
            metadata["mobile"] = request.mobile
        answer, exchange = self._call(
            Call.OPEN,
            {
                "amount": _whole_rial(request.amount),
                "currency": CURRENCY,
                "description": request.description[:LONGEST_DESCRIPTION],
                "callback_url": request.callback_url,
                "metadata": metadata,
            },
        )
        if answer.code != codes.OPENED:
            raise _REFUSALS.get(codes.meaning(answer.code), GatewayUnknown)(exchange)
        authority = answer.data.get("authority")
        if not isinstance(authority, str) or not AUTHORITY.fullmatch(authority):
            raise GatewayUnknown(_with_defect(exchange, Defect.AUTHORITY))
        return Opened(
            authority=authority, pay_url=f"{self.base_url}/pg/StartPay/{authority}", exchange=exchange
        )

    def verify(self, *, authority: str, amount: int) -> Verification:
        """Prove a payment; ``amount`` in rial from our own row.

        ``NOT_PAID`` is final only once :meth:`inquire` says neither ``IN_BANK`` nor ``PAID``.  An
        authority that the gateway does not know is ``UNKNOWN``, with the code in the exchange.
        """
        answer, exchange = self._call(Call.VERIFY, {"authority": authority, "amount": _whole_rial(amount)})
        if _is_about_another(answer, authority):
            return _unproved(exchange, Defect.AUTHORITY)
        if codes.meaning(answer.code) is not Meaning.SUCCESS:
            outcome = _OUTCOMES.get(codes.meaning(answer.code), Outcome.UNKNOWN)
            return Verification(outcome=outcome, exchange=exchange)
        paid = answer.data.get("amount")  # not documented, but not to be overlooked if it comes
        if paid is not None and type(paid) is not int:
            return _unproved(exchange, Defect.AMOUNT)
        if paid is not None and paid != amount:
            return Verification(outcome=Outcome.MISMATCH, exchange=_with_defect(exchange, Defect.AMOUNT))
        ref_id = _reference(answer.data.get("ref_id"))
        # The first success carries a reference. Without one it is not believed: asking again
        # costs nothing and is answered "verified before", where the reference may be missing.
        if ref_id is None or (answer.code == codes.OPENED and not ref_id):
            return _unproved(exchange, Defect.REFERENCE)
        return Verification(
            outcome=Outcome.PAID,
            exchange=exchange,
            ref_id=ref_id,
            card_mask=redaction.card_mask(answer.data.get("card_pan")),
        )

    def inquire(self, *, authority: str) -> Inquiry:
        """Ask where a payment stands; never proof of payment."""
        answer, exchange = self._call(Call.INQUIRE, {"authority": authority})
        if _is_about_another(answer, authority):
            return Inquiry(state=SessionState.UNKNOWN, exchange=_with_defect(exchange, Defect.AUTHORITY))
        if codes.meaning(answer.code) is Meaning.NOT_FOUND:
            return Inquiry(state=SessionState.NOT_FOUND, exchange=exchange)
        if answer.code != codes.OPENED:
            return Inquiry(state=SessionState.UNKNOWN, exchange=exchange)
        status = answer.data.get("status")
        if not isinstance(status, str) or status not in _STATES:
            return Inquiry(state=SessionState.UNKNOWN, exchange=_with_defect(exchange, Defect.SHAPE))
        return Inquiry(state=_STATES[status], exchange=exchange)

    def unverified(self) -> UnverifiedList:
        """List payments made and never verified; with one unreadable row the list is not known."""
        answer, exchange = self._call(Call.UNVERIFIED, {})
        if answer.code != codes.OPENED:
            return UnverifiedList(is_known=False, exchange=exchange)
        rows = answer.data.get("authorities")
        payments = [_unverified_payment(row) for row in rows] if isinstance(rows, list) else [None]
        known = [payment for payment in payments if payment is not None]
        if len(known) != len(payments):
            return UnverifiedList(is_known=False, exchange=_with_defect(exchange, Defect.SHAPE))
        return UnverifiedList(payments=known, exchange=exchange)

    def _call(self, call: Call, fields: dict[str, Any]) -> tuple[Answer, Exchange]:
        url = f"{self.base_url}/pg/v4/payment/{_PATHS[call]}.json"
        limits = _limits_of(call, self.limits)
        asked = {name: value for name, value in fields.items() if name != "metadata"}
        if "metadata" in fields:
            asked["order_id"] = fields["metadata"]["order_id"]  # the mobile number is not for a log
        started = time.monotonic_ns()
        try:
            reply = post(url, {"merchant_id": self._merchant_id, **fields}, limits)
        except TransportFailure as failure:
            return Answer(), Exchange(
                call=call, request=asked, error=failure.reason, milliseconds=_milliseconds_since(started)
            )
        milliseconds = _milliseconds_since(started)
        answer = answers.read(reply.body, status=reply.status)
        return answer, Exchange(
            call=call,
            request=asked,
            http_status=reply.status,
            code=answer.code,
            answer=redaction.redact(reply.body, merchant_id=self._merchant_id),
            error=str(answer.defect or ""),
            milliseconds=milliseconds,
        )


def _is_safe(base_url: str) -> bool:
    parts = urlsplit(base_url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Say whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _whole_rial(amount: int) -> int:
    if type(amount) is not int:
        raise TypeError(f"an amount is a whole number of rial, not {type(amount).__name__}")
    return amount


def _limits_of(call: Call, limits: Limits) -> Limits:
    if call is Call.UNVERIFIED:
        return replace(limits, body_bytes=max(limits.body_bytes, UNVERIFIED_BYTES))
    return limits


def _milliseconds_since(started: int) -> int:
    return (time.monotonic_ns() - started) // 1_000_000


def _with_defect(exchange: Exchange, defect: Defect) -> Exchange:
    """Return the exchange of an answer whose code was read and whose content is not believed."""
    return replace(exchange, error=str(defect))


def _is_about_another(answer: Answer, authority: str) -> bool:
    return answer.data.get("authority") not in (None, authority)


def _unproved(exchange: Exchange, defect: Defect) -> Verification:
    return Verification(outcome=Outcome.UNKNOWN, exchange=_with_defect(exchange, defect))


def _reference(value: Any) -> str | None:
    """Return the reference as text, empty where the gateway gave none, None where it is unreadable."""
    if value is None:
        return ""
    text = str(value) if type(value) is int else value
    if not isinstance(text, str) or (text and not _REFERENCE.fullmatch(text)):
        return None
    return text if text.strip("0") else ""


def _unverified_payment(row: Any) -> UnverifiedPayment | None:
    if not isinstance(row, dict):
        return None
    authority, amount = row.get("authority"), row.get("amount")
    if not isinstance(authority, str) or not AUTHORITY.fullmatch(authority):
        return None
    if type(amount) is not int or amount <= 0:
        return None
    return UnverifiedPayment(authority=authority, amount=amount, paid_at=_paid_at(row.get("date")))


def _paid_at(value: Any) -> datetime | None:
    """Read a time of the list; it names no zone, and the gateway's clock is taken for Tehran's."""
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=_TEHRAN)
    except (TypeError, ValueError):
        return None
