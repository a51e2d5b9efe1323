"""Writing rows where the ORM's own way costs more than the rows; the SQL is written once for each table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, DateTimeField, Field, ForeignKey, IntegerField, Model, TextField, UUIDField
from django.db.models.expressions import DatabaseDefault

from aftercare.kit.prepared import database, prepared_cursor

M = TypeVar("M", bound=Model)
# What the driver takes as it is for the columns of these fields, without asking the field first.
AS_IT_IS: Mapping[type, frozenset[type]] = {
    CharField: frozenset({str}),
    TextField: frozenset({str}),
    UUIDField: frozenset({UUID}),
    ForeignKey: frozenset({UUID, str}),
    DateTimeField: frozenset({datetime}),
    IntegerField: frozenset({int}),
}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of a statement: the attribute it holds, and which values need no preparing."""

    field: "Field[Any, Any]"
    name: str
    plain: frozenset[type]

    def given(self, value: Any, here: BaseDatabaseWrapper) -> Any:
        """The value as the driver takes it."""
        return value if type(value) in self.plain else self.field.get_db_prep_save(value, here)


def insert_rows(rows: Sequence[M], *, once: str = "") -> list[M]:
    """Insert rows in one statement and return them with their keys.

    With `once`, rows whose value of that unique field is there already are left out, and out of the answer.
    """
    if not rows:
        return []
    model, first = type(rows[0]), rows[0].__dict__
    left_out = tuple(name for name, value in first.items() if isinstance(value, DatabaseDefault))
    if first[_key(model).attname] is None:
        left_out += (_key(model).attname,)
    statement, columns = _insert(model, left_out, once, len(rows))
    here = database()
    values = [column.given(row.__dict__[column.name], here) for row in rows for column in columns]
    with prepared_cursor() as cursor:
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
        row._state.adding, row._state.db = False, here.alias
    return new


def update_rows(rows: Sequence[Model], names: tuple[str, ...]) -> None:
    """Write these fields of rows that are there already; one round trip, however many rows.

    `bulk_update` builds a CASE of every field and row, which costs ten times as much as the update itself.
    """
    if not rows:
        return
    statement, columns = _update(type(rows[0]), names)
    here = database()
    values = [[column.given(row.__dict__[column.name], here) for column in columns] for row in rows]
    with prepared_cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        else:
            cursor.executemany(statement, values)


def write_plainly(model: type[Model], values: Mapping[str, Any], *, key: Any = None) -> bool | None:
    """Insert one row of these attributes, or update the row with this key; whether there was one.

    None where a value is an expression that the database has to work out: then nothing was written.
    """
    plain = {name: value for name, value in values.items() if not isinstance(value, DatabaseDefault)}
    if not plain or any(hasattr(value, "resolve_expression") for value in plain.values()):
        return None
    if key is None:
        left_out = tuple(field.attname for field in model._meta.concrete_fields if field.attname not in plain)
        statement, columns = _insert(model, left_out, "", 1)
    else:
        statement, columns = _update(model, tuple(plain))
        plain[_key(model).attname] = key
    here = database()
    with prepared_cursor() as cursor:
        cursor.execute(statement, [column.given(plain[column.name], here) for column in columns])
        return bool(cursor.rowcount)


@lru_cache(maxsize=256)
def _insert(model: type[Model], left_out: tuple[str, ...], once: str, rows: int) -> tuple[str, list[Column]]:
    fields = [field for field in model._meta.concrete_fields if field.attname not in left_out]
    row = f"({', '.join(map(_place, fields))})"
    conflict = f"ON CONFLICT ({_quoted(model._meta.get_field(once))}) DO NOTHING" if once else ""
    statement = (
        f"INSERT INTO {_table(model)} ({', '.join(map(_quoted, fields))}) "  # nosec B608  names of models, no input
        f"VALUES {', '.join([row] * rows)} {conflict} RETURNING {_quoted(_key(model))}"
    )
    return statement, _columns(fields)


@lru_cache(maxsize=1024)
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Column]]:
    """The names may be those of the fields or of their columns' attributes."""
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields = [known[name] for name in names]
    sets = ", ".join(f"{_quoted(field)} = {_place(field)}" for field in fields)
    key = _key(model)
    statement = f"UPDATE {_table(model)} SET {sets} WHERE {_quoted(key)} = %s"  # nosec B608  names of models, no input
    return statement, _columns([*fields, key])


def _columns(fields: "Iterable[Field[Any, Any]]") -> list[Column]:
    return [
        Column(field, field.attname, next((k for sort, k in AS_IT_IS.items() if isinstance(field, sort)), frozenset()))
        for field in fields
    ]


def _place(field: Any) -> str:
    """An empty array, or one of nothing but None, does not say of what it is one."""
    return f"%s::{field.db_type(database())}" if isinstance(field, ArrayField) else "%s"


def _key(model: type[Model]) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.primary_key)


def _table(model: type[Model]) -> str:
    return str(database().ops.quote_name(model._meta.db_table))


def _quoted(field: Any) -> str:
    return str(database().ops.quote_name(field.get_attname_column()[1]))
