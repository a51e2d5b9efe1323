"""Tasks: the caller's work list."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import visible_tasks
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Instant, Nothing, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged

tasks = Noun("tasks", "Tasks 待办: entries in the caller's work list, for the person or for a role they hold.")


class TaskShown(TypedDict):
    """Something to look at."""

    id: UUID
    kind: Annotated[str, Field(examples=["request.locked"])]
    about_kind: str
    about_id: UUID
    label: str
    role: str | None
    person_id: UUID | None
    params: dict[str, Any]
    opened_at: datetime
    due_at: datetime | None
    done_at: datetime | None
    version: int


class TaskQuery(Listing):
    """Which entries; the open ones unless `done` says otherwise."""

    done: AskedFlag = False
    kind: Text | None = Field(None, max_length=60)
    about_kind: Text | None = Field(None, max_length=40)
    about_id: UUID | None = None
    due_before: Instant | None = None
    sort: Literal["opened_at", "-opened_at", "due_at", "-due_at"] = "opened_at"


def _show(task: Task) -> dict[str, Any]:
    plain = ("id", "kind", "about_kind", "about_id", "person_id", "params", "opened_at", "due_at", "done_at", "version")
    return {**{name: getattr(task, name) for name in plain}, "label": task.about_label, "role": task.role_code or None}


@tasks.lists("/tasks", TaskShown)
def list_tasks(call: Call, query: Query[TaskQuery]) -> dict[str, Any]:
    """List one's tasks.

    The open ones, the oldest first, unless asked otherwise.
    """
    given = query.filters(due_before="due_at__lt")
    given.pop("done", None)
    rows = visible_tasks(call.actor).filter(done_at__isnull=not query.done, **given)
    return listed(rows, query, each(_show))


@tasks.reads("/tasks/{uuid:id}", TaskShown)
def read_task(call: Call, id: UUID) -> dict[str, Any]:
    """Read a task.

    With what it is about.
    """
    return _show(found(visible_tasks(call.actor), id))


@tasks.moves("/tasks/{uuid:id}/done", TaskShown)
def finish_task(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Take a task off the list.

    Done twice is done once.
    """
    return _show(do_task(call.actor, unchanged(call, found(visible_tasks(call.actor), id)), at=call.at))
