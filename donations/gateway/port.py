"""What the portal asks of a payment gateway, in the portal's own words.

Every gateway is an object with the four verbs of :class:`Gateway`.  A payment is proved paid,
proved not paid, in conflict with our record, or unknown; unknown is never taken for "failed".
This module imports no models, so that an adapter can be read, tested and replaced alone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class Call(StrEnum):
    """The gateway's calls, as they are named in our call log."""

    OPEN = "open"
    VERIFY = "verify"
    INQUIRE = "inquire"
    UNVERIFIED = "unverified"


class Outcome(StrEnum):
    """What an answer proves about one payment."""

    PAID = "paid"
    NOT_PAID = "not_paid"
    MISMATCH = "mismatch"
    """Proved to differ from our record (another amount, another merchant): a human decides."""
    UNKNOWN = "unknown"


class SessionState(StrEnum):
    """Where a payment stands in the gateway's own words; never proof of payment."""

    IN_BANK = "in_bank"
    PAID = "paid"
    VERIFIED = "verified"
    FAILED = "failed"
    REVERSED = "reversed"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One call and its answer, fit to be stored: no merchant id, no card number, no card hash."""

    call: Call
    request: dict[str, Any]
    http_status: int | None = None
    code: int | None = None
    answer: str = ""
    """The answer's body with secrets removed, cut to 4,000 characters."""
    error: str = ""
    """Class name of the transport error, or of the defect found in the answer."""
    milliseconds: int = 0


@dataclass(frozen=True, kw_only=True)
class OpenRequest:
    """Ask for a payment page.  ``amount`` is in rial."""

    amount: int
    description: str
    callback_url: str
    order_id: str
    mobile: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The gateway's payment page stands ready at ``pay_url``."""

    authority: str
    pay_url: str
    exchange: Exchange


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The answer to "is this authority paid, with this amount?"."""

    outcome: Outcome
    exchange: Exchange
    ref_id: str = ""
    card_mask: str = ""


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """The answer to "where does this payment stand?"."""

    state: SessionState
    exchange: Exchange


@dataclass(frozen=True, kw_only=True)
class UnverifiedPayment:
    """A payment that was made and never verified.  ``amount`` is in rial."""

    authority: str
    amount: int
    paid_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class UnverifiedList:
    """The newest paid and unverified payments; not complete at 100 rows, empty if unknown."""

    payments: list[UnverifiedPayment] = field(default_factory=list)
    is_known: bool = True
    exchange: Exchange


class GatewayError(Exception):
    """The payment page could not be opened; carries the exchange for the call log."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(f"{exchange.call}: code {exchange.code}, {exchange.error or exchange.http_status}")
        self.exchange = exchange


class GatewayRefused(GatewayError):
    """The gateway answered that it opens no page: our configuration or our input is wrong."""


class GatewayBusy(GatewayError):
    """The gateway asks to try again later."""


class GatewayUnknown(GatewayError):
    """No understandable answer: whether a page was opened is not known."""


class Gateway(Protocol):
    """The port.  Only :meth:`open` raises; questions about a payment always have an answer."""

    name: str

    def open(self, request: OpenRequest) -> Opened:
        """Open a payment page.

        :raises GatewayRefused: configuration or input.
        :raises GatewayBusy: too many attempts.
        :raises GatewayUnknown: anything else.
        """

    def verify(self, *, authority: str, amount: int) -> Verification:
        """Prove a payment; ``amount`` in rial from our own row."""

    def inquire(self, *, authority: str) -> Inquiry:
        """Ask where a payment stands."""

    def unverified(self) -> UnverifiedList:
        """List payments made and never verified."""
