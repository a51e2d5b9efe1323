"""What the loop puts in people's work lists, and how it leaves them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.decisions import ends_by_decision
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import open_about
from aftercare.domains.contracts.models import Clock
from aftercare.domains.customers.models import Communication
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import CUSTOMER_WROTE, next_step
from aftercare.kit.actor import Actor
from aftercare.kit.models import LedgerEntry

LOCKED = ends_by_decision(
    "request.locked",
    _("A locked request stays in the list until somebody decides on it: unlock it, conclude it or cancel it."),
)
LATE_REPORT = "request.late_report"
ALERTS = "clock."
DESK = "agent"


def ask_manager(actor: Actor, request: ServiceRequest, entry: LedgerEntry, *, at: datetime) -> None:
    """Put a locked request in the service manager's work list, once a lock."""
    open_task(
        actor,
        kind=LOCKED,
        key=f"{LOCKED}:{request.id}:{entry.id}",
        about=request.ref,
        label=request.number,
        role="manager",
        unit_id=request.unit_id,
        params={"locked_for": request.locked_for},
        at=at,
    )


def manager_answered(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Take the lock off the work list."""
    close_tasks_about(actor, request.ref, kinds=(LOCKED,), at=at)


def ask_for_answer(actor: Actor, request: ServiceRequest, said: Communication, *, at: datetime) -> None:
    """Put a customer's message in the work list of whoever has the request, or else of the desk.

    Of several messages one is enough: who answers reads them all.
    """
    waiting = Task.objects.filter(about_kind=request.noun, about_id=request.id, kind=CUSTOMER_WROTE, done_at=None)
    if not waiting.exists():
        open_message(actor, request, str(said.id), at=at)


def hand_message_on(actor: Actor, request: ServiceRequest, to: ServiceRequest, *, at: datetime) -> None:
    """What a customer wrote about a request that ends, and nobody answered, waits at the one that goes on."""
    waiting = [task for task in open_about(request.noun, request.id) if task.kind == CUSTOMER_WROTE]
    for said in Communication.objects.filter(pk__in=[task.params["communication_id"] for task in waiting]):
        ask_for_answer(actor, to, said, at=at)


def open_message(actor: Actor, request: ServiceRequest, communication_id: str, *, at: datetime) -> None:
    """Ask whoever has the request to answer this message."""
    step = next_step(request)
    person_id = step.person_id if step else None
    open_task(
        actor,
        kind=CUSTOMER_WROTE,
        key=f"{CUSTOMER_WROTE}:{communication_id}:{person_id or DESK}:{at.isoformat()}",
        about=request.ref,
        label=request.number,
        role="" if person_id else DESK,
        person_id=person_id,
        unit_id=request.unit_id,
        params={"communication_id": communication_id},
        at=at,
    )


def answered(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Somebody spoke to the customer: take the message off."""
    close_tasks_about(actor, request.ref, kinds=(CUSTOMER_WROTE,), at=at)


def close_earlier_alerts(actor: Actor, request: ServiceRequest, clock: Clock, stage: int, *, at: datetime) -> int:
    """Take off what was told of a promise before this stage."""

    def earlier(task: Task) -> bool:
        return task.key.startswith(alert_key(clock)) and bool(task.params["stage"] < stage)

    return close_tasks_about(actor, request.ref, where=earlier, at=at)


def alert_key(clock: Clock) -> str:
    """How the keys of a clock's alerts begin."""
    return f"clock:{clock.id}:"


def nothing_left(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Take off everything about a request that has ended."""
    close_tasks_about(actor, request.ref, at=at)
