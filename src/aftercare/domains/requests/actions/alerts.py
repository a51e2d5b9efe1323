"""Tell people that a promise is about to break, or has broken; each stage once, with escalation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.actions import Addressee, open_tasks
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.actions.recording import HELD
from aftercare.domains.requests.actions.tasks import ALERTS, alert_key, close_earlier_alerts
from aftercare.domains.requests.events import RequestAlerted
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.domains.requests.rules import BREACH, NextStep, next_step
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require


@transaction.atomic(savepoint=False)
def alert_owner(actor: Actor, due: ClockDue, *, at: datetime) -> ServiceRequest | None:
    """Put a clock's stage in the work list of whoever owns the next step; from the breach on the manager's too.

    A later stage takes the place of the earlier ones. Nothing is told of a promise that has ended or begun anew
    meanwhile.
    """
    require(may_watch(actor))
    request = lock(HELD, due.subject_id)
    step = next_step(request) if request.is_open else None
    clock = next(iter(_latest(request.noun, request.id, due.kind)), None)
    if step is None or clock is None or clock.id != due.clock_id or not clock.runs or due.stage not in clock.fired:
        return None
    owners = [step] if due.stage < BREACH else [step, NextStep("manager")]
    if due.stage == max(clock.fired):  # after a long stop several stages come at once, in any order
        close_earlier_alerts(actor, request, clock, due.stage, at=at)
        _open(actor, request, clock, due, owners, at=at)
    fact = RequestAlerted(
        request_id=request.id, clock=due.kind, stage=due.stage, role=owners[-1].role, due_at=due.due_at
    )
    publish(actor, fact, at=at, context_id=request.customer_id)
    return request


@compiled
def _latest(subject_kind: str, subject_id: UUID, kind: str) -> QuerySet[Clock]:
    return Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id, kind=kind).order_by("-round")


def _open(
    actor: Actor, request: ServiceRequest, clock: Clock, due: ClockDue, owners: list[NextStep], *, at: datetime
) -> None:
    open_tasks(
        actor,
        request.ref,
        addressees=[_addressee(owner, clock, due) for owner in dict.fromkeys(owners)],
        kind=f"{ALERTS}{due.kind}",
        label=request.number,
        unit_id=request.unit_id,
        due_at=due.due_at,
        params={"clock": due.kind, "stage": due.stage},
        at=at,
    )


def _addressee(owner: NextStep, clock: Clock, due: ClockDue) -> Addressee:
    key = f"{alert_key(clock)}{due.stage}:{owner.role}:{due.due_at}"
    return Addressee(key, owner.role, owner.person_id)
