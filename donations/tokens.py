"""Unguessable public names, so that no address of a donor's page can be counted through."""

import secrets


def new_token() -> str:
    """A new name of 22 characters (128 bits)."""
    return secrets.token_urlsafe(16)
