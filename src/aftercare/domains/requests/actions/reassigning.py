"""Ask for somebody else where the engineer who has a request can't do it; nothing is taken away unasked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.models import Task, User
from aftercare.domains.requests.actions.recording import hold
from aftercare.domains.requests.actions.tending import awaits_reassignment
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.domains.requests.rules import REASSIGN
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require


@transaction.atomic
def ask_to_reassign(
    actor: Actor, request: ServiceRequest, *, engineer: Engineer | User, reason: str, cause: UUID, at: datetime
) -> bool:
    """Put a request whose engineer is `absent` or `inactive` before the dispatcher, once at a time; whether it was.

    The cause is the absence, or the own id of the engineer; a person of the desk may stand for one. A request that
    somebody else has meanwhile is left alone.
    """
    require(may_watch(actor))
    held = hold(request)
    asked = Task.objects.filter(about_kind=held.noun, about_id=held.id, kind=REASSIGN, done_at=None)
    whose = "engineer_id" if isinstance(engineer, Engineer) else "person_id"
    params = {whose: str(engineer.id), "reason": reason, "cause": str(cause)}
    if not awaits_reassignment(held, params) or asked.exists():
        return False
    open_task(
        actor,
        kind=REASSIGN,
        key=f"{REASSIGN}:{held.id}:{held.attempts_made}:{cause}:{at.isoformat()}",
        about=held.ref,
        label=held.number,
        role="dispatcher",
        unit_id=held.unit_id,
        due_at=held.required_at,
        params=params,
        at=at,
    )
    return True


@transaction.atomic
def leave_assigned(actor: Actor, *, cause: UUID, at: datetime) -> list[UUID]:
    """The engineer is there after all: take off what was asked for this cause; returns the ids of the requests.

    One open entry stands for every cause, so whoever calls asks anew for those that still hold.
    """
    require(may_watch(actor))
    asked = Task.objects.filter(role_code="dispatcher", done_at=None, kind=REASSIGN, params__cause=str(cause))
    about = asked.values_list("about_id", flat=True)
    held = lock_all(ServiceRequest.objects.only("id").filter(pk__in=list(about)))  # before their entries, as everywhere

    def asked_for_it(task: Task) -> bool:
        return bool(task.params["cause"] == str(cause))

    return [one.id for one in held if close_tasks_about(actor, one.ref, kinds=(REASSIGN,), where=asked_for_it, at=at)]
