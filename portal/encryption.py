"""A text column that only the holder of ``FIELD_KEY`` can read.

Donors' contact data is kept in it, so that a copy of the database alone gives nobody away.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import IsNull


class UndecipherableValue(Exception):
    """A stored value opens with none of the keys in ``FIELD_KEY``."""


class EncryptedTextField(models.TextField):
    """Text encrypted with Fernet; the empty string stays empty, so "has a value" can be asked.

    ``settings.FIELD_KEY`` may list several keys with commas: the first encrypts, all decrypt, so a
    key is changed by putting the new one in front.  The same text never encrypts to the same
    value, therefore only ``isnull`` and a comparison with ``""`` are possible in queries.
    """

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _IsEmpty
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"{lookup_name} cannot be asked of the encrypted {self.name}")


class _IsEmpty(models.lookups.Exact):  # type: ignore[type-arg]
    """Equality with the empty string, the only value that is stored as it is."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("an encrypted field can only be compared with the empty string")
        return self.rhs


def encrypt(text: str) -> str:
    """Encrypt with the first key."""
    return _cipher(settings.FIELD_KEY).encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """Decrypt with whichever key fits.

    :raises UndecipherableValue: none does.
    """
    try:
        return _cipher(settings.FIELD_KEY).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UndecipherableValue from error


@lru_cache(maxsize=4)
def _cipher(keys: str) -> MultiFernet:
    names = [key.strip() for key in keys.split(",") if key.strip()]
    if not names:
        raise ImproperlyConfigured("FIELD_KEY is not set")
    try:
        return MultiFernet([Fernet(name) for name in names])
    except ValueError as error:
        # The message of cryptography is kept, the key itself is not shown.
        raise ImproperlyConfigured("FIELD_KEY is not a list of Fernet keys") from error
