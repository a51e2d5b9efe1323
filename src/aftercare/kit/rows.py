"""Writing rows where the ORM's own way costs more than the rows: their values travel as one, the SQL is written once.

A statement with a place for every value of every row costs the driver more than the rows cost the database, and each
number of rows is another statement to be planned.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from django.utils.functional import Promise

M = TypeVar("M", bound=Model)
MOST = 1000  # rows of a statement


def insert_rows(rows: Sequence[M], *, once: str = "") -> list[M]:
    """Insert rows, a thousand in a statement, and return them with their keys.

    With `once`, rows whose value of that unique field is there already are left out, and out of the answer.
    """
    return [row for start in range(0, len(rows), MOST) for row in _inserted(rows[start : start + MOST], once)]


def _inserted(rows: Sequence[M], once: str) -> list[M]:
    model, first = type(rows[0]), rows[0].__dict__
    left_out = worked_out = tuple(name for name, value in first.items() if isinstance(value, DatabaseDefault))
    if first[_key(model).attname] is None:
        left_out += (_key(model).attname,)
    statement, fields = _insert(model, left_out, once)
    with connection.cursor() as cursor:
        cursor.execute(statement, [_values(rows, fields)])
        keys = [key for (key,) in cursor.fetchall()]
    if once:
        made = set(keys)
        new = [row for row in rows if row.pk in made]
    else:
        new = list(rows)
        for row, key in zip(rows, keys, strict=True):
            row.pk = key
    for row in new:
        for name in worked_out:
            row.__dict__.pop(name)  # read when it is asked for
        row._state.adding, row._state.db = False, connection.alias
    return new


def update_rows(rows: Sequence[Model], names: tuple[str, ...]) -> None:
    """Write these fields of rows that are there already and held by the caller; one statement, however many rows.

    `bulk_update` builds a CASE of every field and row, which costs ten times as much as the update itself.
    """
    for start in range(0, len(rows), MOST):
        some = rows[start : start + MOST]
        statement, fields = _update(type(some[0]), names)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_values(some, fields)])


def add_to_rows(rows: Sequence[Model], *, key: tuple[str, ...], sums: tuple[str, ...]) -> None:
    """Insert rows without keys of their own; where one of the same unique `key` is there, add these sums to its."""
    for start in range(0, len(rows), MOST):
        some = rows[start : start + MOST]
        statement, fields = _add(type(some[0]), key, sums)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_values(some, fields)])


def _values(rows: Iterable[Model], fields: "Sequence[Field[Any, Any]]") -> str:
    names = [(field.column, field.attname) for field in fields]
    values = [{column: getattr(row, name) for column, name in names} for row in rows]
    return orjson.dumps(values, default=_text).decode()


def _text(value: Any) -> str:
    """As the database reads what JSON has no word for; of anything else nobody knows how it is read."""
    if isinstance(value, bytes | memoryview):
        return f"\\x{bytes(value).hex()}"
    if isinstance(value, Decimal | Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no value of a column.")


@lru_cache(maxsize=64)
def _insert(model: type[Model], left_out: tuple[str, ...], once: str) -> tuple[str, "list[Field[Any, Any]]"]:
    fields = [field for field in model._meta.concrete_fields if field.attname not in left_out]
    columns = ", ".join(map(_column, fields))
    conflict = f"ON CONFLICT ({_column(model._meta.get_field(once))}) DO NOTHING" if once else ""
    statement = (
        f"INSERT INTO {_table(model)} ({columns}) SELECT {columns} FROM {_given(fields)} "  # nosec B608  names of models
        f"{conflict} RETURNING {_column(_key(model))}"
    )
    return statement, fields


@lru_cache(maxsize=64)
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, "list[Field[Any, Any]]"]:
    columns = {field.name: field for field in model._meta.concrete_fields}
    fields = [columns[name] for name in names]
    key = _key(model)
    sets = ", ".join(f"{_column(field)} = given.{_column(field)}" for field in fields)
    statement = (
        f"UPDATE {_table(model)} SET {sets} FROM {_given([*fields, key])} "  # nosec B608  names of models, no input
        f"WHERE {_table(model)}.{_column(key)} = given.{_column(key)}"
    )
    return statement, [*fields, key]


@lru_cache(maxsize=64)
def _add(model: type[Model], key: tuple[str, ...], sums: tuple[str, ...]) -> tuple[str, "list[Field[Any, Any]]"]:
    columns = {field.name: field for field in model._meta.concrete_fields}
    fields = [columns[name] for name in (*key, *sums)]
    names, unique = ", ".join(map(_column, fields)), ", ".join(_column(columns[name]) for name in key)
    added = ", ".join(
        f"{column} = {_table(model)}.{column} + excluded.{column}"
        for column in (_column(columns[name]) for name in sums)
    )
    statement = (
        f"INSERT INTO {_table(model)} ({names}) SELECT {names} FROM {_given(fields)} "  # nosec B608  names of models
        f"ON CONFLICT ({unique}) DO UPDATE SET {added}"
    )
    return statement, fields


def _given(fields: "Iterable[Field[Any, Any]]") -> str:
    """The rows that the one value of the statement holds."""
    return f"jsonb_to_recordset(%s) AS given ({', '.join(f'{_column(f)} {f.db_type(connection)}' for f in fields)})"


def _key(model: type[Model]) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.primary_key)


def _table(model: type[Model]) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def _column(field: Any) -> str:
    return str(connection.ops.quote_name(field.get_attname_column()[1]))
