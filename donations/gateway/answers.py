"""Reads the bytes of an answer without believing anything in them.

The JSON body is looked at first and the HTTP status second, because the status of an error is
documented nowhere.  Whatever is not exactly one of the known shapes is a defect, and an answer
with a defect has no code: it proves nothing.
"""

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from donations.gateway import codes

LARGEST_CODE = 2**31 - 1
"""The call log keeps codes in 32 bits; no known code is larger than three digits."""

_CODE_TEXT = re.compile(r"-?[1-9][0-9]{0,9}")


class Defect(StrEnum):
    """Why an answer is not believed; stored as the exchange's ``error``."""

    STATUS = "UnexpectedStatus"
    """Neither 200 nor 4xx: a proxy, a redirect or a broken server may have written the body."""
    NOT_JSON = "NotJson"
    SHAPE = "UnexpectedShape"
    CODE = "UnreadableCode"
    CONTRADICTION = "ContradictingCodes"
    AUTHORITY = "UnexpectedAuthority"
    AMOUNT = "UnexpectedAmount"
    REFERENCE = "UnreadableReference"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer that was read; ``code`` is None exactly when there is a ``defect``."""

    code: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    defect: Defect | None = None


class _Defective(Exception):
    def __init__(self, defect: Defect) -> None:
        super().__init__(defect)
        self.defect = defect


def read(body: bytes, *, status: int) -> Answer:
    """Read an answer's body and HTTP status; never raises."""
    try:
        document = _parse(body)
        if status != 200 and not 400 <= status < 500:
            raise _Defective(Defect.STATUS)
        data, errors = _parts(document)
        return Answer(code=_one_code(data, errors), data=data)
    except _Defective as found:
        return Answer(defect=found.defect)


def parse_json(body: bytes) -> Any:
    """Parse strict JSON in UTF-8: no NaN, no name twice in one object.

    :raises ValueError: anything else, also a too deep nesting.
    """
    try:
        return json.loads(
            body.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeated_names
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _refuse_repeated_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name is repeated")
    return names


def _parse(body: bytes) -> Any:
    try:
        return parse_json(body)
    except ValueError as error:
        raise _Defective(Defect.NOT_JSON) from error


def _parts(document: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Split an answer into its data and its list of errors.

    Seen: ``data`` an object, ``[]`` or ``{}``; ``errors`` an object, a list of such, ``[]``,
    ``{}`` or left out.
    """
    if not isinstance(document, dict):
        raise _Defective(Defect.SHAPE)
    data = document.get("data")
    errors = document.get("errors", [])
    if data == []:
        data = {}
    if isinstance(errors, dict):
        errors = [errors] if errors else []
    if not isinstance(data, dict) or not isinstance(errors, list):
        raise _Defective(Defect.SHAPE)
    if not all(isinstance(error, dict) for error in errors):
        raise _Defective(Defect.SHAPE)
    return data, errors


def _one_code(data: dict[str, Any], errors: list[dict[str, Any]]) -> int:
    """Return the single code of an answer; errors next to a success are believed as little as it is."""
    found = {_code(error.get("code")) for error in errors}
    if any(codes.meaning(code) is codes.Meaning.SUCCESS for code in found):
        raise _Defective(Defect.CONTRADICTION)
    if "code" in data or not errors:
        found.add(_code(data.get("code")))
    if len(found) != 1:
        raise _Defective(Defect.CONTRADICTION)
    return found.pop()


def _code(value: Any) -> int:
    if isinstance(value, str) and _CODE_TEXT.fullmatch(value):
        value = int(value)
    if type(value) is not int or abs(value) > LARGEST_CODE:  # a bool is an int, too
        raise _Defective(Defect.CODE)
    return value
