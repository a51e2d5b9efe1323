"""Put entries in people's work lists and take them off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.events import TaskDone, TaskOpened
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import may_do_task, may_fill_work_lists
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.ids import Ref
from aftercare.kit.permissions import require


@transaction.atomic
def open_task(
    actor: Actor,
    *,
    kind: str,
    key: str,
    about: Ref,
    label: str,
    at: datetime,
    role: str = "",
    person_id: UUID | None = None,
    unit_id: UUID | None = None,
    due_at: datetime | None = None,
    params: Mapping[str, Any] | None = None,
) -> Task:
    """Ask a person, or everyone of a role, to look at something; the same `key` asks once."""
    require(may_fill_work_lists(actor))
    task, made = Task.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "about_kind": about.kind,
            "about_id": about.id,
            "about_label": label,
            "role_code": role,
            "person_id": person_id,
            "unit_id": unit_id,
            "due_at": due_at,
            "opened_at": at,
            "params": dict(params or {}),
        },
    )
    if made:
        opened = TaskOpened(
            task_id=task.id, kind=kind, about_kind=about.kind, about_id=about.id, role=role, person_id=person_id
        )
        publish(actor, opened, at=at, context_id=about.id)
    return task


@transaction.atomic
def do_task(actor: Actor, task: Task, *, at: datetime) -> Task:
    """Take an entry off the list."""
    require(may_do_task(actor, task))
    if task.done_at is None:
        task.done_at, task.done_by = at, actor.id
        task.save(update_fields=["done_at", "done_by"])
        publish(actor, TaskDone(task_id=task.id, kind=task.kind), at=at, context_id=task.about_id)
    return task


@transaction.atomic
def close_tasks_about(actor: Actor, about: Ref, *, at: datetime, kinds: tuple[str, ...] = ()) -> int:
    """Take off every open entry about a thing that needs no more looking at; returns how many."""
    require(may_fill_work_lists(actor))
    rows = Task.objects.filter(about_kind=about.kind, about_id=about.id, done_at=None)
    tasks = list(rows.filter(kind__in=kinds) if kinds else rows)
    for task in tasks:
        task.done_at, task.done_by = at, actor.id
        task.save(update_fields=["done_at", "done_by"])
        publish(actor, TaskDone(task_id=task.id, kind=task.kind), at=at, context_id=task.about_id)
    return len(tasks)
