"""The plan of faults: what the simulator does wrongly, call by call, in the order it was told."""

import threading
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

CALLS = frozenset({"request", "verify", "inquiry", "unVerified", "reverse", "callback"})
LONGEST_DELAY = 120


class Kind(StrEnum):
    """What goes wrong."""

    DELAY = "delay"
    """The right answer, ``seconds`` later."""
    CUT = "cut"
    """The call takes effect and half of its answer arrives."""
    EMPTY = "empty"
    """The call takes effect and its answer has no body."""
    HTML = "html"
    """A proxy's page instead of an answer; the call has no effect."""
    STATUS = "status"
    """An error of ``code`` with ``http_status``; the call has no effect."""
    STATE = "state"
    """``inquiry`` names ``state`` instead of the true one."""
    LOST = "lost"
    """``callback`` only: the browser is not sent back."""
    DUPLICATE = "duplicate"
    """``callback`` only: the return is loaded a second time, at the same moment."""


CALLBACK_KINDS = frozenset({Kind.LOST, Kind.DUPLICATE})


class BadFault(ValueError):
    """A fault that cannot be planned; the text says why, to a developer."""


@dataclass(kw_only=True)
class Fault:
    call: str
    kind: Kind
    times: int = 1
    seconds: float = 1.0
    code: int = -52
    http_status: int = 200
    state: str = "IN_BANK"

    def __post_init__(self) -> None:
        if self.call not in CALLS:
            raise BadFault(f"call: one of {sorted(CALLS)}")
        if self.kind not in tuple(Kind):
            raise BadFault(f"kind: one of {[str(kind) for kind in Kind]}")
        self.kind = Kind(self.kind)
        if (self.call == "callback") != (self.kind in CALLBACK_KINDS):
            raise BadFault("kind: lost and duplicate belong to callback, the others to the calls")
        if self.kind is Kind.STATE and self.call != "inquiry":
            raise BadFault("kind: state belongs to inquiry")
        if any(type(number) is not int for number in (self.times, self.code, self.http_status)):
            raise BadFault("times, code, http_status: whole numbers")
        if self.times < 1 or not 200 <= self.http_status <= 599:
            raise BadFault("times: at least 1; http_status: 200 to 599")
        if type(self.seconds) not in (int, float) or not 0 <= self.seconds <= LONGEST_DELAY:
            raise BadFault(f"seconds: 0 to {LONGEST_DELAY}")


class FaultPlan:
    """Faults still to come; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, document: Any) -> None:
        """Append one fault or a list of them, or none at all if one is wrong.

        :raises BadFault: a name or a value is not known.
        """
        entries = document if isinstance(document, list) else [document]
        try:
            faults = [Fault(**entry) for entry in entries]
        except TypeError as error:
            raise BadFault(str(error)) from error
        with self._lock:
            self._faults.extend(faults)

    def take(self, call: str) -> Fault | None:
        """Return the next fault of ``call`` and count it as used."""
        with self._lock:
            for fault in self._faults:
                if fault.call == call:
                    fault.times -= 1
                    if not fault.times:
                        self._faults.remove(fault)
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def remaining(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]
