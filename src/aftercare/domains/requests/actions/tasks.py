"""What the loop puts in people's work lists."""

from datetime import datetime

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.models import LedgerEntry

LOCKED = "request.locked"
LATE_REPORT = "request.late_report"


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


def nothing_left(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """Take off everything about a request that has ended."""
    close_tasks_about(actor, request.ref, at=at)
