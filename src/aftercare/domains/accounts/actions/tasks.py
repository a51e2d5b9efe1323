"""Put entries in people's work lists and take them off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.events import TaskDone, TaskOpened
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import may_do_task, may_fill_work_lists
from aftercare.domains.accounts.queries import open_about, open_about_each
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish, publish_all, publish_each
from aftercare.kit.ids import Ref
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows, update_rows


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose work list an entry goes to: a role's or a person's; `key` keeps it from being asked twice."""

    key: str
    role: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One of many things that people are asked to look at, each for one person or for everyone of a role."""

    key: str
    about: Ref
    label: str
    person_id: UUID | None = None
    unit_id: UUID | None = None
    due_at: datetime | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    role: str = ""


def open_task(
    actor: Actor, *, key: str, about: Ref, at: datetime, role: str = "", person_id: UUID | None = None, **values: Any
) -> Task:
    """Ask a person, or everyone of a role, to look at something; the same `key` asks once.

    `values` are those of `open_tasks`: kind, label, unit_id, due_at, params.
    """
    return open_tasks(actor, about, addressees=[Addressee(key, role, person_id)], at=at, **values)[0]


@transaction.atomic(savepoint=False)
def open_tasks(
    actor: Actor,
    about: Ref,
    *,
    addressees: Sequence[Addressee],
    kind: str,
    label: str,
    at: datetime,
    unit_id: UUID | None = None,
    due_at: datetime | None = None,
    params: Mapping[str, Any] | None = None,
) -> list[Task]:
    """Ask several to look at the same thing; each key asks once."""
    require(may_fill_work_lists(actor))
    asked = [
        Task(
            key=one.key,
            kind=kind,
            about_kind=about.kind,
            about_id=about.id,
            about_label=label,
            role_code=one.role,
            person_id=one.person_id,
            unit_id=unit_id,
            due_at=due_at,
            opened_at=at,
            params=dict(params or {}),
        )
        for one in addressees
    ]
    new = insert_rows(asked, once="key")
    opened = [
        TaskOpened(
            task_id=task.id,
            kind=kind,
            about_kind=about.kind,
            about_id=about.id,
            role=task.role_code,
            person_id=task.person_id,
        )
        for task in new
    ]
    publish_all(actor, opened, at=at, context_id=about.id)
    return [task if task in new else Task.objects.get(key=task.key) for task in asked]


@transaction.atomic(savepoint=False)
def open_each_task(actor: Actor, *, kind: str, asked: Sequence[Asked], at: datetime) -> int:
    """Ask for many things at once, each its own entry; each key asks once. Returns how many were new."""
    require(may_fill_work_lists(actor))
    tasks = [
        Task(
            key=one.key,
            kind=kind,
            about_kind=one.about.kind,
            about_id=one.about.id,
            about_label=one.label,
            role_code=one.role,
            person_id=one.person_id,
            unit_id=one.unit_id,
            due_at=one.due_at,
            opened_at=at,
            params=dict(one.params),
        )
        for one in asked
    ]
    new = insert_rows(tasks, once="key") if tasks else []
    facts = [
        TaskOpened(
            task_id=task.id,
            kind=kind,
            about_kind=task.about_kind,
            about_id=task.about_id,
            role=task.role_code,
            person_id=task.person_id,
        )
        for task in new
    ]
    if facts:
        publish_each(actor, [(fact, fact.about_id) for fact in facts], at=at)
    return len(new)


@transaction.atomic
def do_task(actor: Actor, task: Task, *, at: datetime) -> Task:
    """Take an entry off the list; who comes second finds it done."""
    require(may_do_task(actor, task))
    held = lock(Task.objects.all(), task.id)
    if held.done_at is None:
        held.done_at, held.done_by = at, actor.id
        held.save(update_fields=["done_at", "done_by"])
        publish(actor, TaskDone(task_id=held.id, kind=held.kind), at=at, context_id=held.about_id)
    return held


@transaction.atomic(savepoint=False)
def close_tasks_about(
    actor: Actor,
    about: Ref,
    *,
    at: datetime,
    kinds: tuple[str, ...] = (),
    where: Callable[[Task], bool] | None = None,
) -> int:
    """Take off every open entry about a thing that needs no more looking at, in four statements; returns how many.

    `kinds` and `where` choose among them.
    """
    require(may_fill_work_lists(actor))
    waiting = [task for task in open_about(about.kind, about.id) if not kinds or task.kind in kinds]
    return _close(actor, [task.id for task in waiting if where is None or where(task)], at)


@transaction.atomic(savepoint=False)
def close_tasks_about_each(actor: Actor, *, about: Sequence[Ref], at: datetime, kinds: tuple[str, ...] = ()) -> int:
    """Take off every open entry about many things of one noun, in as many statements as about one; returns how many."""
    require(may_fill_work_lists(actor))
    waiting = open_about_each(about[0].kind, [one.id for one in about]) if about else ()
    return _close(actor, [task.id for task in waiting if not kinds or task.kind in kinds], at)


def _close(actor: Actor, chosen: list[UUID], at: datetime) -> int:
    tasks = _held_open(chosen) if chosen else []
    for task in tasks:
        task.done_at, task.done_by, task.version = at, actor.id, task.version + 1
    if tasks:
        update_rows(tasks, ("done_at", "done_by", "version"))
        publish_each(actor, [(TaskDone(task_id=task.id, kind=task.kind), task.about_id) for task in tasks], at=at)
    return len(tasks)


@compiled
def _held_open(ids: list[UUID]) -> QuerySet[Task]:
    """Those of them that nobody has done meanwhile, locked in the order of their ids."""
    rows = Task.objects.filter(pk__among=ids, done_at=None).order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)
