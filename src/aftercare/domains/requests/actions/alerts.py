"""Tell people that a promise is about to break, or has broken; each stage once, with escalation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.actions import Addressee, open_tasks
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.requests.actions.recording import HELD
from aftercare.domains.requests.events import RequestAlerted
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.domains.requests.rules import NextStep, next_step
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish
from aftercare.kit.permissions import require

BREACH = 100


@transaction.atomic(savepoint=False)
def alert_owner(actor: Actor, due: ClockDue, *, at: datetime) -> ServiceRequest | None:
    """Put a clock's stage in the work list of whoever owns the next step; from the breach on the manager's too.

    Nothing is told about a request that has ended meanwhile.
    """
    require(may_watch(actor))
    request = next(iter(_as_it_stands(due.subject_id)), None)
    step = next_step(request) if request is not None and request.is_open else None
    if request is None or step is None:
        return None
    owners = [step] if due.stage < BREACH else [step, NextStep("manager")]
    open_tasks(
        actor,
        request.ref,
        addressees=[_addressee(owner, due) for owner in dict.fromkeys(owners)],
        kind=f"clock.{due.kind}",
        label=request.number,
        unit_id=request.unit_id,
        due_at=due.due_at,
        params={"clock": due.kind, "stage": due.stage},
        at=at,
    )
    fact = RequestAlerted(
        request_id=request.id, clock=due.kind, stage=due.stage, role=owners[-1].role, due_at=due.due_at
    )
    publish(actor, fact, at=at, context_id=request.customer_id)
    return request


@compiled
def _as_it_stands(id: UUID) -> QuerySet[ServiceRequest]:
    return HELD.filter(pk=id)


def _addressee(owner: NextStep, due: ClockDue) -> Addressee:
    key = f"clock:{due.clock_id}:{due.round}:{due.stage}:{owner.role}:{due.due_at}"
    return Addressee(key, owner.role, owner.person_id)
