"""Makes an answer fit for the call log: no merchant id, no card number, no card hash.

An unsalted hash of a card number, together with the card's mask, gives the number away; so
neither hash nor number may be stored, wherever in an answer they stand.
"""

import json
import re
from typing import Any

from donations.gateway.answers import parse_json

LONGEST = 4000
"""Characters of an answer that are kept."""
REMOVED = "[removed]"

_DEEPEST = 12
_READ_BYTES = 4 * LONGEST
_SECRET_NAMES = frozenset({"card_hash", "merchant_id", "mobile", "email"})
_CARD_NAME = "card_pan"
_MASKED_CARD = re.compile(r"[0-9]{6}[*xX]{4,9}[0-9]{4}")
_SECRET_FIELD = re.compile(
    rf"""((?:{"|".join(_SECRET_NAMES)}|{_CARD_NAME})["']?\s*[:=]\s*)["']?[^"',&\s<}}]*""", re.I
)
_CARD_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){15}(?![0-9A-Za-z])")
_LONG_HASH = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{40,}(?![0-9A-Za-z])")


def card_mask(value: Any) -> str:
    """Return a masked card number as it is, and nothing of anything else."""
    return value if isinstance(value, str) and _MASKED_CARD.fullmatch(value) else ""


def redact(body: bytes, *, merchant_id: str) -> str:
    """Return what may be kept of an answer, at most ``LONGEST`` characters."""
    try:
        document = parse_json(body)
    except ValueError:
        text = _SECRET_FIELD.sub(rf"\g<1>{REMOVED}", body[:_READ_BYTES].decode("utf-8", "replace"))
    else:
        text = json.dumps(_without_secrets(document, 0), ensure_ascii=False, separators=(",", ":"))
    text = _without_merchant(text, merchant_id)
    text = _LONG_HASH.sub(REMOVED, _CARD_NUMBER.sub(REMOVED, text))
    # PostgreSQL stores neither NUL nor half a surrogate pair.
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return text[:LONGEST]


def _without_secrets(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return REMOVED
    if isinstance(value, dict):
        return {name: _field(name, item, depth) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_secrets(item, depth + 1) for item in value]
    return value


def _field(name: str, value: Any, depth: int) -> Any:
    if name.lower() == _CARD_NAME:
        return card_mask(value) or REMOVED
    if name.lower() in _SECRET_NAMES:
        return REMOVED
    return _without_secrets(value, depth + 1)


def _without_merchant(text: str, merchant_id: str) -> str:
    """Remove the merchant id in any letter case, also where its hyphens are escaped or left out."""
    parts = [re.escape(part) for part in merchant_id.split("-") if part]
    if not parts:
        return text
    return re.sub(r"(?:-|\\u002d|%2d|&#45;)?".join(parts), REMOVED, text, flags=re.I)
