"""What waits for somebody: entries about one thing stand together, each with the title of the request it is about."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.policies import visible_tasks
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.actor import Actor

NEWEST: Final = "-opened_at"
AT_HOME = 6


class Group(NamedTuple):
    """The entry that leads, and the other open ones about the same thing."""

    lead: Task
    others: list[Task]


def waiting_for(actor: Actor, *, kind: str = "") -> QuerySet[Task]:
    """The open entries; `about_title` is empty where the request is out of sight, or it is about something else."""
    about = visible_to(actor).filter(pk=OuterRef("about_id")).order_by()
    rows = visible_tasks(actor).filter(done_at=None, **({"kind": kind} if kind else {}))
    return rows.annotate(about_title=Subquery(about.values("title")[:1]))


def leading(actor: Actor, *, kind: str = "", sort: str = "opened_at") -> QuerySet[Task]:
    """Of each thing the entry that comes first in this order; by it the thing takes its place in the list."""
    rows = visible_tasks(actor).filter(done_at=None, **({"kind": kind} if kind else {}))
    same = rows.filter(about_kind=OuterRef("about_kind"), about_id=OuterRef("about_id"))
    way = "gt" if sort == NEWEST else "lt"
    sooner = Q(**{f"opened_at__{way}": OuterRef("opened_at")})
    tie = Q(opened_at=OuterRef("opened_at")) & Q(**{f"id__{way}": OuterRef("id")})
    return waiting_for(actor, kind=kind).filter(~Exists(same.filter(sooner | tie)))


def grouped(actor: Actor, leads: Sequence[Task], *, kind: str = "") -> list[Group]:
    """Each of these with the other open entries about the same thing, in one statement."""
    ids = [lead.about_id for lead in leads]
    rows = visible_tasks(actor).filter(done_at=None, about_id__in=ids, **({"kind": kind} if kind else {}))
    found: dict[tuple[str, UUID], list[Task]] = {}
    for task in rows.order_by("opened_at", "id"):
        found.setdefault((task.about_kind, task.about_id), []).append(task)
    return [
        Group(lead, [task for task in found.get((lead.about_kind, lead.about_id), []) if task.pk != lead.pk])
        for lead in leads
    ]


def waiting_groups(actor: Actor, most: int = AT_HOME) -> list[Group]:
    """The first things of the work list."""
    return grouped(actor, list(leading(actor).order_by("opened_at", "id")[:most]))
