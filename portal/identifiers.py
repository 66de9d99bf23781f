"""Numbers people carry or are given: mobile, national id, card, Sheba and the tracking code.

All are read in any of the three digit systems and with the usual spaces and hyphens, and kept as
ASCII digits.
"""

import enum
import re
import secrets

from portal.text import latin_digits, persian_digits


class MobileError(ValueError):
    """The text is not an Iranian mobile number."""


class TrackingCodeReason(enum.Enum):
    """Why a typed tracking code was refused."""

    EMPTY = "empty"
    FORMAT = "not twelve digits"
    CHECK_DIGIT = "wrong check digit"


class TrackingCodeError(ValueError):
    """The text is not a tracking code; ``reason`` says why."""

    def __init__(self, reason: TrackingCodeReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


TRACKING_CODE_LENGTH = 12

_MAX_TYPED = 60
_INVISIBLE = "\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_FILLERS = re.compile(rf"[\s{_INVISIBLE}\-_\u2010-\u2015\u2212]+")
_PHONE_FILLERS = re.compile(r"[().]+")
_MOBILE = re.compile(r"(?:\+98|0098|98)?0?(9[0-9]{9})")
# Damm's quasigroup of order 10: finds every wrong digit and every swap of two neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def parse_mobile(text: str) -> str:
    """Return the number as ``09`` and nine ASCII digits.

    :raises MobileError: nothing typed, or not an Iranian mobile number.
    """
    found = _MOBILE.fullmatch(_PHONE_FILLERS.sub("", _bare(text)))
    if found is None:
        raise MobileError(text[:_MAX_TYPED])
    return f"0{found.group(1)}"


def is_national_id(text: str) -> bool:
    """Whether ``text`` is a national id of ten digits with the right check digit (mod 11).

    Ten equal digits and the serial 000000 pass the arithmetic but are given to nobody.
    """
    digits = _bare(text)
    if not re.fullmatch("[0-9]{10}", digits) or len(set(digits)) == 1 or digits[3:9] == "000000":
        return False
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def is_card_number(text: str) -> bool:
    """Whether ``text`` is a bank card number of sixteen digits with the right Luhn digit."""
    digits = _bare(text)
    if not re.fullmatch("[0-9]{16}", digits) or digits[0] == "0":
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_sheba(text: str) -> bool:
    """Whether ``text`` is an Iranian IBAN: ``IR``, 24 digits, remainder 1 by 97."""
    iban = _bare(text).upper()
    if not re.fullmatch("IR[0-9]{24}", iban):
        return False
    # I is 18 and R is 27 in the arithmetic of ISO 13616.
    return 2 <= int(iban[2:4]) <= 98 and int(f"{iban[4:]}1827{iban[2:4]}") % 97 == 1


def new_tracking_code() -> str:
    """A fresh unguessable code of twelve ASCII digits, the last one a check digit."""
    body = "".join(secrets.choice("0123456789") for _ in range(TRACKING_CODE_LENGTH - 1))
    return body + str(_damm(body))


def parse_tracking_code(text: str) -> str:
    """Return the code as twelve ASCII digits.

    :raises TrackingCodeError: with the reason.
    """
    digits = _bare(text)
    if not digits:
        raise TrackingCodeError(TrackingCodeReason.EMPTY)
    if not re.fullmatch(f"[0-9]{{{TRACKING_CODE_LENGTH}}}", digits):
        raise TrackingCodeError(TrackingCodeReason.FORMAT)
    if _damm(digits) != 0:
        raise TrackingCodeError(TrackingCodeReason.CHECK_DIGIT)
    return digits


def format_tracking_code(code: str) -> str:
    """«۱۲۳۴ ۵۶۷۸ ۹۰۱۲»; to be shown inside a left-to-right ``<bdi>``."""
    return persian_digits(" ".join(code[start : start + 4] for start in range(0, len(code), 4)))


def _bare(text: str) -> str:
    """The text without fillers; one too long to be anything becomes a letter, which nothing is."""
    return _FILLERS.sub("", latin_digits(text)) if len(text) <= _MAX_TYPED else "x"


def _damm(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state
