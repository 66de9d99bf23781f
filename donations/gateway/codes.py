"""The gateway's answer codes and what each proves, as data, so that the adapter holds no numbers.

A code that is not listed is :attr:`Meaning.UNKNOWN`: the payment stays pending, nothing is decided.
"""

from enum import StrEnum


class Meaning(StrEnum):
    """What a code is about; who has to act on it."""

    SUCCESS = "success"
    CONFIGURATION = "configuration"
    """Our account or our server is set up wrongly: alarm; says nothing about a payment."""
    INPUT = "input"
    """We sent something wrong: alarm; says nothing about a payment."""
    BUSY = "busy"
    """Too many attempts: wait longer before the next one."""
    MISMATCH = "mismatch"
    """Another amount or another merchant than in our record: a human decides."""
    NOT_PAID = "not_paid"
    NOT_FOUND = "not_found"
    """The gateway does not know the authority; that is no proof that nothing was paid."""
    REVERSE_FAILED = "reverse_failed"
    UNKNOWN = "unknown"


OPENED = 100
"""Success of every call; of ``verify``: verified by this very call."""
VERIFIED_BEFORE = 101
"""Success of ``verify`` only: an earlier call verified it, or the gateway by itself."""

MEANINGS: dict[int, Meaning] = {
    OPENED: Meaning.SUCCESS,
    VERIFIED_BEFORE: Meaning.SUCCESS,
    -9: Meaning.INPUT,  # validation of the fields
    -10: Meaning.CONFIGURATION,  # merchant id or address of the server
    -11: Meaning.CONFIGURATION,  # terminal inactive
    -12: Meaning.BUSY,
    -13: Meaning.CONFIGURATION,  # terminal limited
    -14: Meaning.CONFIGURATION,  # callback address outside the registered domain
    -15: Meaning.CONFIGURATION,  # terminal suspended
    -16: Meaning.CONFIGURATION,  # level of the account too low
    -17: Meaning.CONFIGURATION,  # level of the account too low
    -18: Meaning.CONFIGURATION,  # referrer outside the registered domain
    -19: Meaning.CONFIGURATION,  # terminal banned
    **dict.fromkeys(range(-39, -29), Meaning.INPUT),  # split settlement, which we never ask for
    -40: Meaning.INPUT,  # extra parameter
    -41: Meaning.INPUT,  # above the largest amount
    -50: Meaning.MISMATCH,  # another amount was paid
    -51: Meaning.NOT_PAID,
    -52: Meaning.UNKNOWN,  # the gateway's own unexpected error
    -53: Meaning.MISMATCH,  # another merchant's payment
    -54: Meaning.NOT_FOUND,
    -55: Meaning.NOT_FOUND,
    -60: Meaning.REVERSE_FAILED,
    -61: Meaning.REVERSE_FAILED,
    -62: Meaning.CONFIGURATION,  # address of the server not registered for reversals
    -63: Meaning.REVERSE_FAILED,
}

ALARMING = frozenset({Meaning.CONFIGURATION, Meaning.INPUT})
"""What a person must repair on our side; waiting does not help."""


def meaning(code: int | None) -> Meaning:
    """Say what ``code`` is about; None is an answer that was not understood."""
    return Meaning.UNKNOWN if code is None else MEANINGS.get(code, Meaning.UNKNOWN)


def is_alarming(code: int | None) -> bool:
    """Say whether staff must be told of ``code``, whatever call it answered."""
    return meaning(code) in ALARMING
