"""Find the things an address or a body names, among those the caller may see: all others are absent."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.errors import missing

M = TypeVar("M", bound=Model)


def found(rows: QuerySet[M], id: UUID) -> M:
    """What the address names."""
    thing = rows.filter(pk=id).first()
    if thing is None:
        raise NotFound()
    return thing


def named(rows: QuerySet[M], id: UUID | None, field: str) -> M | None:
    """What a field of the body names; nothing where the field is empty."""
    if id is None:
        return None
    thing = rows.filter(pk=id).first()
    if thing is None:
        raise missing(field)
    return thing


def needed(rows: QuerySet[M], id: UUID | None, field: str) -> M:
    """What a field of the body names, which must not be empty."""
    thing = named(rows, id, field)
    if thing is None:
        raise missing(field)
    return thing


def all_named(rows: QuerySet[M], ids: Collection[UUID], field: str) -> list[M]:
    """Everything that a field of the body lists."""
    known = list(rows.filter(pk__in=ids)) if ids else []
    if len(known) < len(set(ids)):
        raise missing(field)
    return known
