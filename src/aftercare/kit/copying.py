"""Writing very many rows at once: by COPY, past the ORM, while every constraint and trigger stays on."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import Field, JSONField, Model

Values = tuple[Any, ...]


def values_of(row: Model) -> Values:
    """A row as it is copied: its columns in the order of `columns_of`."""
    known = row.__dict__
    return tuple(orjson.dumps(known[name]).decode() if is_json else known[name] for name, is_json in _names(type(row)))


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


def know_table(table: str) -> None:
    """Let the planner see what a table holds by now: one filled since it was last looked at is read as if empty."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def check_now() -> None:
    """Check the references that wait for the end of the transaction: a long queue of them slows every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@lru_cache(maxsize=64)
def _names(model: type[Model]) -> tuple[tuple[str, bool], ...]:
    """Each column as the row holds it, and whether it is written as JSON; all others the driver writes as they are."""
    return tuple((field.attname, isinstance(field, JSONField)) for field in _fields(model))


@lru_cache(maxsize=64)
def _fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    numbered = model._meta.auto_field
    fields = (field for field in model._meta.concrete_fields if field is not numbered)
    return tuple(field for field in fields if field.has_default() or not field.has_db_default())
