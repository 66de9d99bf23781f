"""The simulator's ledger of truth: which payments were opened, paid and verified, and every call.

One SQLite file, one connection, one lock: the simulator is a single process.
"""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS session (
    authority TEXT PRIMARY KEY,
    merchant_id TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    description TEXT NOT NULL,
    callback_url TEXT NOT NULL,
    order_id TEXT,
    auto_verify INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'IN_BANK'
        CHECK (state IN ('IN_BANK', 'PAID', 'VERIFIED', 'FAILED', 'REVERSED')),
    ref_id INTEGER UNIQUE,
    opened_at REAL NOT NULL,
    paid_at REAL,
    verified_at REAL,
    reversed_at REAL,
    CHECK ((paid_at IS NULL) = (ref_id IS NULL)),
    CHECK (state IN ('IN_BANK', 'FAILED') OR paid_at IS NOT NULL)
);
CREATE TABLE IF NOT EXISTS call (
    number INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    name TEXT NOT NULL,
    authority TEXT,
    code INTEGER,
    fault TEXT
);
CREATE INDEX IF NOT EXISTS call_by_authority ON call (authority);
"""
FIRST_REF_ID = 59_421_827_101
"""Above 32 bits, as real ones are."""


class State(StrEnum):
    """The gateway's own words for where a payment stands."""

    IN_BANK = "IN_BANK"
    PAID = "PAID"
    VERIFIED = "VERIFIED"
    FAILED = "FAILED"
    REVERSED = "REVERSED"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One payment page and what became of it; ``amount`` in rial, times in seconds since 1970."""

    authority: str
    merchant_id: str
    amount: int
    description: str
    callback_url: str
    order_id: str | None
    auto_verify: bool
    state: State
    ref_id: int | None
    opened_at: float
    paid_at: float | None
    verified_at: float | None
    reversed_at: float | None


class Store:
    """The file; every method is one transaction."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL").close()
        self._database.execute("PRAGMA synchronous = NORMAL").close()
        self._database.executescript(SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def _rows(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        with self._lock, closing(self._database.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def open(self, **fields: Any) -> None:
        """Add a session that waits for its payer."""
        self._rows(
            "INSERT INTO session (authority, merchant_id, amount, description, callback_url, order_id,"
            " auto_verify, opened_at) VALUES (:authority, :merchant_id, :amount, :description,"
            " :callback_url, :order_id, :auto_verify, :at)",
            **fields,
        )

    def session(self, authority: str) -> Session | None:
        rows = self._rows("SELECT * FROM session WHERE authority = :authority", authority=authority)
        return _session(rows[0]) if rows else None

    def newest(
        self, limit: int, *, state: State | None = None, merchant_id: str | None = None
    ) -> list[Session]:
        rows = self._rows(
            "SELECT * FROM session WHERE (:state IS NULL OR state = :state)"
            " AND (:merchant_id IS NULL OR merchant_id = :merchant_id)"
            " ORDER BY coalesce(paid_at, opened_at) DESC, rowid DESC LIMIT :limit",
            state=state,
            merchant_id=merchant_id,
            limit=limit,
        )
        return [_session(row) for row in rows]

    def pay(self, authority: str, *, at: float) -> bool:
        """Pay a waiting session; False if it does not wait (any more)."""
        return bool(
            self._rows(
                "UPDATE session SET paid_at = :at,"
                " state = CASE WHEN auto_verify THEN 'VERIFIED' ELSE 'PAID' END,"
                " verified_at = CASE WHEN auto_verify THEN :at END,"
                " ref_id = (SELECT coalesce(max(ref_id) + 1, :first) FROM session)"
                " WHERE authority = :authority AND state = 'IN_BANK' RETURNING authority",
                authority=authority,
                at=at,
                first=FIRST_REF_ID,
            )
        )

    def cancel(self, authority: str) -> bool:
        """End a waiting session without payment; False if it does not wait (any more)."""
        sql = "UPDATE session SET state = 'FAILED' WHERE authority = :authority AND state = 'IN_BANK'"
        return bool(self._rows(f"{sql} RETURNING authority", authority=authority))

    def verify(self, authority: str, *, at: float) -> bool:
        """Mark a paid session verified; False if it was verified before."""
        return bool(
            self._rows(
                "UPDATE session SET state = 'VERIFIED', verified_at = :at"
                " WHERE authority = :authority AND state = 'PAID' RETURNING authority",
                authority=authority,
                at=at,
            )
        )

    def reverse(self, authority: str, *, at: float) -> bool:
        """Give a payment back; False if there is none to give back."""
        return bool(
            self._rows(
                "UPDATE session SET state = 'REVERSED', reversed_at = :at"
                " WHERE authority = :authority AND state IN ('PAID', 'VERIFIED') RETURNING authority",
                authority=authority,
                at=at,
            )
        )

    def log(
        self, name: str, *, authority: str | None, code: int | None, fault: str | None, at: float
    ) -> None:
        self._rows(
            "INSERT INTO call (at, name, authority, code, fault)"
            " VALUES (:at, :name, :authority, :code, :fault)",
            at=at,
            name=name,
            authority=authority,
            code=code,
            fault=fault,
        )

    def calls(self, authority: str) -> list[dict[str, Any]]:
        rows = self._rows(
            "SELECT at, name, code, fault FROM call WHERE authority = :authority ORDER BY number",
            authority=authority,
        )
        return [dict(row) for row in rows]

    def totals(self) -> dict[str, int]:
        """Sums over everything, in rial and in number of sessions."""
        (row,) = self._rows(
            "SELECT count(*) AS opened, count(paid_at) AS paid, count(verified_at) AS verified,"
            " coalesce(sum(amount) FILTER (WHERE paid_at IS NOT NULL), 0) AS paid_rial,"
            " coalesce(sum(amount) FILTER (WHERE verified_at IS NOT NULL), 0) AS verified_rial,"
            " coalesce(sum(amount) FILTER (WHERE reversed_at IS NOT NULL), 0) AS reversed_rial"
            " FROM session"
        )
        return dict(row)


def _session(row: sqlite3.Row) -> Session:
    fields = dict(row)
    return Session(**{**fields, "state": State(fields["state"]), "auto_verify": bool(fields["auto_verify"])})
