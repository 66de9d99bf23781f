"""Every environment variable the portal reads, declared once with its type and meaning.

No other module reads ``os.environ``.  A secret has no default: the settings module decides
whether a missing one may be replaced (development, tests) or must stop the start (production).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


class MissingVariable(Exception):
    """A required variable is not set; ``names`` lists all that are missing."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("missing environment variables: " + ", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Environment:
    """The values read from the environment; an empty string means "not set"."""

    # --- Secrets: required in production, no default ---
    SECRET_KEY: str = ""
    """Django's signing key."""
    AID_KEY: str = ""
    """Key of the pseudonyms of households (HMAC); kept outside the database."""
    FIELD_KEY: str = ""
    """Fernet key (urlsafe base64 of 32 bytes) that encrypts donors' contact data."""
    ZARINPAL_MERCHANT_ID: str = ""
    """Merchant id at Zarinpal: a lower-case UUID."""

    # --- Addresses ---
    DATABASE_URL: str = ""
    """Database as a URL; empty means the SQLite file ``var/hamsayeh.sqlite3``."""
    CACHE_URL: str = ""
    """Shared cache as a URL (``redis://…``); empty means a cache table in the database."""
    SITE_URL: str = "http://127.0.0.1:8000"
    """Public address of the site, without a closing slash."""
    ZARINPAL_URL: str = "https://payment.zarinpal.com"
    """Base address of the gateway."""
    HOST: str = "127.0.0.1"
    """Address the server listens on."""
    PORT: int = 8000
    """Port the server listens on."""
    VAR_DIR: str = ""
    """Folder of the database, media and collected static files; empty means ``var/``."""
    TRUSTED_PROXIES: int = 0
    """Number of reverse proxies in front whose ``X-Forwarded-For`` entries are believed."""


def read(source: Mapping[str, str] | None = None) -> Environment:
    """Read all declared variables from ``source`` (default: the process environment).

    :raises ValueError: a variable declared as a whole number holds something else.
    """
    source = os.environ if source is None else source
    values: dict[str, Any] = {}
    for field in fields(Environment):
        if field.name in source and source[field.name] != "":
            values[field.name] = field.type(source[field.name])  # type: ignore[operator]
    return Environment(**values)


def require(environment: Environment, *names: str) -> None:
    """Check that the named variables are set.

    :raises MissingVariable: with all the names that are not.
    """
    missing = [name for name in names if not getattr(environment, name)]
    if missing:
        raise MissingVariable(missing)
