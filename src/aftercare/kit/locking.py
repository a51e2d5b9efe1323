"""Row locks. Within a transaction lock in the story's order: agreement, request, attempt, clock, task; then by id.

They let others point at the row meanwhile: two who hold a request each and tie it to the other's don't wait for ever.
"""

from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Model, QuerySet
from psycopg import sql

from aftercare.kit.compiled import Read, read_of
from aftercare.kit.errors import NotFound, Stale
from aftercare.kit.models.base import Entity

M = TypeVar("M", bound=Model)
_reads: WeakKeyDictionary[QuerySet[Any], Read[Any]] = WeakKeyDictionary()


def lock(rows: QuerySet[M], id: UUID | str) -> M:
    """Fetch one row for update, or refuse as if it were not there; `rows` kept in a constant are compiled once."""
    read = _reads.get(rows)
    if read is None:
        read = _reads[rows] = read_of(lambda mark: _held(rows).filter(pk=mark), [id])
    found: list[M] = read.run([id])
    if not found:
        raise NotFound()
    return found[0]


def lock_all(rows: QuerySet[M]) -> list[M]:
    """Fetch rows for update in the order of their ids, so that two transactions never wait for each other."""
    return list(_held(rows).order_by("pk"))


def keep_value(model: type[Model], id: UUID, name: str) -> Any:
    """A field's value, which nobody changes until this transaction ends; others may keep it too. None of no row."""
    of = {"table": sql.Identifier(model._meta.db_table), "column": sql.Identifier(name)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {column} FROM {table} WHERE id = %s FOR SHARE").format(**of), [id])
        found = cursor.fetchone()
    return found[0] if found else None


def one_at_a_time(what: str) -> None:
    """Let one transaction at a time into what no single row stands for; the others wait for its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


def version_of(row: Entity) -> int:
    """The version a reader saw; 0 of one that stands for what nobody has set yet."""
    return 0 if row._state.adding else row.version


def as_expected(row: Entity, expected: int | None) -> None:
    """Refuse where it has another version than its reader saw; None expects nothing."""
    if expected not in {None, version_of(row)}:
        raise Stale()


def _held(rows: QuerySet[M]) -> QuerySet[M]:
    return rows.select_for_update(of=("self",), no_key=True)
