"""Writing very many rows at once: by COPY, past the ORM, while every constraint and trigger of the database stays on."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Values = tuple[Any, ...]


def values_of(row: Model) -> Values:
    """A row as it is copied: its columns in the order of `columns_of`."""
    known = row.__dict__
    return tuple(field.get_db_prep_save(known[field.attname], connection) for field in _fields(type(row)))


def columns_of(model: type[Model]) -> list[str]:
    """The columns that are copied: all but those that only the database fills."""
    return [str(field.get_attname_column()[1]) for field in _fields(model)]


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Values]) -> int:
    """Write rows into a table in the order given; returns how many.

    Triggers run row by row and see the rows before, so the ledger chains its hashes as it always does.
    """
    written = 0
    named = ", ".join(connection.ops.quote_name(column) for column in columns)
    statement = f"COPY {connection.ops.quote_name(table)} ({named}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            written += 1
    return written


def count_from(series: str, last: int) -> None:
    """Let a series of numbers go on behind the ones that were given out without it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(%s, %s)", [f"number_{series}", last])


def read_statistics() -> None:
    """Let the planner know what tables that were filled at once hold."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@lru_cache(maxsize=64)
def _fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    numbered = model._meta.auto_field
    fields = (field for field in model._meta.concrete_fields if field is not numbered)
    return tuple(field for field in fields if field.has_default() or not field.has_db_default())
