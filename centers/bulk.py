"""Inserts many small rows without making a model instance of each."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert ``rows`` of values for the named fields; the model's defaults do not apply."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    prepared = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(sql, prepared)


def refresh_statistics(*models: type[Model]) -> None:
    """Tell the database's planner about rows just loaded.

    Without it PostgreSQL takes a table of 30,000 new rows for an empty one until its own round
    comes, and a search by word that takes a millisecond takes minutes.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
