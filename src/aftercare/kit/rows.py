"""Writing rows where the ORM's own way costs more than the rows; the SQL is written once for each table."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)
MOST = 1000  # rows of a statement: the database takes 65,535 values with one


def insert_rows(rows: Sequence[M], *, once: str = "") -> list[M]:
    """Insert rows, a thousand in a statement, and return them with their keys.

    With `once`, rows whose value of that unique field is there already are left out, and out of the answer.
    """
    return [row for start in range(0, len(rows), MOST) for row in _inserted(rows[start : start + MOST], once)]


def _inserted(rows: Sequence[M], once: str) -> list[M]:
    model, first = type(rows[0]), rows[0].__dict__
    left_out = tuple(name for name, value in first.items() if isinstance(value, DatabaseDefault))
    if first[_key(model).attname] is None:
        left_out += (_key(model).attname,)
    statement, fields = _insert(model, left_out, once, len(rows))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        keys = [key for (key,) in cursor.fetchall()]
    if once:
        made = set(keys)
        new = [row for row in rows if row.pk in made]
    else:
        new = list(rows)
        for row, key in zip(rows, keys, strict=True):
            row.pk = key
    for row in new:
        row._state.adding, row._state.db = False, connection.alias
    return new


def update_rows(rows: Sequence[Model], names: tuple[str, ...]) -> None:
    """Write these fields of rows that are there already; one round trip, however many rows.

    `bulk_update` builds a CASE of every field and row, which costs ten times as much as the update itself.
    """
    if not rows:
        return
    statement, fields = _update(type(rows[0]), names)
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


@lru_cache(maxsize=64)
def _insert(model: type[Model], left_out: tuple[str, ...], once: str, rows: int) -> tuple[str, "list[Field[Any, Any]]"]:
    fields = [field for field in model._meta.concrete_fields if field.attname not in left_out]
    row = f"({', '.join(map(_place, fields))})"
    conflict = f"ON CONFLICT ({_column(model._meta.get_field(once))}) DO NOTHING" if once else ""
    statement = (
        f"INSERT INTO {_table(model)} ({', '.join(map(_column, fields))}) "  # nosec B608  names of models, no input
        f"VALUES {', '.join([row] * rows)} {conflict} RETURNING {_column(_key(model))}"
    )
    return statement, fields


@lru_cache(maxsize=64)
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, "list[Field[Any, Any]]"]:
    columns = {field.name: field for field in model._meta.concrete_fields}
    fields = [columns[name] for name in names]
    key = _key(model)
    sets = ", ".join(f"{_column(field)} = {_place(field)}" for field in fields)
    statement = f"UPDATE {_table(model)} SET {sets} WHERE {_column(key)} = %s"  # nosec B608  names of models, no input
    return statement, [*fields, key]


def _key(model: type[Model]) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.primary_key)


def _table(model: type[Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _column(field: Any) -> str:
    return str(connection.ops.quote_name(field.get_attname_column()[1]))


def _place(field: Any) -> str:
    """An empty array, or one of nothing but None, does not say of what it is one."""
    return f"%s::{field.db_type(connection)}" if isinstance(field, ArrayField) else "%s"
