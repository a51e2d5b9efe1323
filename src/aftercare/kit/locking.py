"""Row locks. Within a transaction lock in the story's order: agreement, request, attempt, clock, task; then by id."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from aftercare.kit.errors import NotFound

M = TypeVar("M", bound=Model)


def lock(rows: QuerySet[M], id: UUID) -> M:
    """Fetch one row for update, or refuse as if it were not there."""
    found = rows.select_for_update(of=("self",)).filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def lock_all(rows: QuerySet[M]) -> list[M]:
    """Fetch rows for update in the order of their ids, so that two transactions never wait for each other."""
    return list(rows.select_for_update(of=("self",)).order_by("pk"))
