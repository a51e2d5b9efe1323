"""A request as a line of a list, straight from columns: fifty lines cost one statement and no objects."""

from collections import namedtuple
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import next_step
from aftercare.kit.compiled import compiled
from aftercare.surfaces.api.requests.shown import PRIORITIES, show_clock

COLUMNS = (
    "pk", "number", "state", "stage", "kind_id", "priority", "title", "attempts_made", "failed_attempts",
    "required_at", "version", "submitted_at", "signed_off_at", "sign_off_note",
    "customer_id", "customer__number", "customer__name",
    "device_id", "device__number", "device__serial", "product_id", "product__number", "product__name",
    "problem_type_id", "problem_type__code", "problem_type__name", "site_id", "site__name",
    "engineer_id", "engineer__code", "engineer__name", "assignee_id", "assignee__name", "team_id", "team__name",
)  # fmt: skip


Promise = namedtuple("Promise", ("kind", "due_at", "standing", "reason"))
Line = namedtuple("Line", COLUMNS)  # type: ignore[misc]


def rows_of(ids: list[UUID]) -> list[Any]:
    """Only the columns that a line shows."""
    return [Line._make(row) for row in _columns_of(ids)]


@compiled
def _columns_of(ids: list[UUID]) -> QuerySet[Any]:
    return ServiceRequest.objects.filter(pk__among=ids).values_list(*COLUMNS)


def show_rows(rows: Sequence[Any], *, with_clocks: bool = False) -> list[dict[str, Any]]:
    """The lines, with their promises where they were asked for."""
    lines = [_line(row) for row in rows]
    if with_clocks:
        clocks = _clocks([row.pk for row in rows])
        for line in lines:
            line["clocks"] = [show_clock(clock) for clock in clocks[line["id"]].values()]
    return lines


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "state": row.state,
        "stage": row.stage or None,
        "kind": row.kind_id,
        "priority": PRIORITIES[row.priority],
        "title": row.title,
        "customer": {"id": row.customer_id, "number": row.customer__number, "name": row.customer__name},
        "device": _device(row),
        "problem_type": _coded(row.problem_type_id, row.problem_type__code, row.problem_type__name),
        "site": _named(row.site_id, row.site__name),
        "engineer": _coded(row.engineer_id, row.engineer__code, row.engineer__name),
        "attempts": row.attempts_made,
        "failed_attempts": row.failed_attempts,
        "next_step": _next_step(row),
        "required_at": row.required_at,
        "version": row.version,
        "created_at": row.submitted_at,
    }


def _device(row: Any) -> dict[str, Any] | None:
    if row.device_id is None:
        return None
    product = {"id": row.product_id, "number": row.product__number, "name": row.product__name}
    return {
        "id": row.device_id,
        "number": row.device__number,
        "serial": row.device__serial,
        "product": product if row.product_id else None,
    }


def _next_step(row: Any) -> dict[str, Any] | None:
    step = next_step(row)
    if step is None:
        return None
    return {
        "role": step.role,
        "person": _named(step.person_id, row.assignee__name),
        "team": _named(step.team_id, row.team__name),
    }


def _named(id: UUID | None, name: str) -> dict[str, Any] | None:
    return None if id is None else {"id": id, "name": name}


def _coded(id: UUID | None, code: str, name: str) -> dict[str, Any] | None:
    return None if id is None else {"id": id, "code": code, "name": name}


def _clocks(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The round that counts of each promise, in one statement for all lines."""
    found: dict[UUID, dict[str, Any]] = {id: {} for id in ids}
    for subject_id, *shown in _rounds_of(ids):
        clock = Promise._make(shown)
        found[subject_id][clock.kind] = clock
    return found


@compiled
def _rounds_of(ids: list[UUID]) -> QuerySet[Any]:
    rows = Clock.objects.filter(subject_kind=ServiceRequest.noun, subject_id__among=ids)
    return rows.order_by("started_at", "kind", "round").values_list("subject_id", *Promise._fields)
