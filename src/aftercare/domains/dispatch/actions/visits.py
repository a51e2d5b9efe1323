"""Plan visits and follow them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from aftercare.domains.dispatch.errors import SlotTaken
from aftercare.domains.dispatch.events import VisitMoved, VisitPlanned
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.policies import may_assign, may_move_visit
from aftercare.domains.dispatch.states import FLOW, LIVE, NOT_THERE_YET
from aftercare.domains.requests.actions import move_required_date, report_progress
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system
from aftercare.kit.events import publish
from aftercare.kit.instants import when_done
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.permissions import require

STEPS = {"travel": "travelling", "arrive": "arrived", "work": "working"}
ENDS = {"solved": "finish", "failed": "fail"}
REQUESTS = ServiceRequest.objects.only("suspended_until")  # locked before its visits, as everywhere


@dataclass(frozen=True, slots=True)
class Slot:
    """When a visit is planned."""

    start_at: datetime
    end_at: datetime


@transaction.atomic
def plan_visit(actor: Actor, request: ServiceRequest, *, engineer: Engineer, slot: Slot, at: datetime) -> Visit:
    """Take a slot of the engineer; the database refuses a second visit at the same time."""
    require(may_assign(actor, request))
    visit = Visit(
        request=request,
        attempt_position=request.attempts_made,
        engineer=engineer,
        planned_from=slot.start_at,
        planned_to=slot.end_at,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as taken:
        raise SlotTaken(name=engineer.name) from taken
    fact = VisitPlanned(
        visit_id=visit.id,
        request_id=request.id,
        engineer_id=engineer.id,
        planned_from=slot.start_at,
        planned_to=slot.end_at,
    )
    publish(actor, fact, at=at, context_id=request.id)
    return visit


@transaction.atomic
def move_visit(actor: Actor, visit: Visit, *, verb: str, at: datetime, done_at: datetime | None = None) -> Visit:
    """Take a visit a step further: confirm, travel, arrive, work. A late one that the customer confirms moves the
    required date."""
    lock(REQUESTS, visit.request_id)
    held = lock(Visit.objects.select_related("request__kind"), visit.pk)
    require(may_move_visit(actor, held.request))
    done = when_done(done_at, since=held.request.submitted_at, at=at)
    move = FLOW.move(held, verb)
    held.save(update_fields=["state"])
    publish(actor, VisitMoved(visit_id=held.id, request_id=held.request_id), at=done, move=move)
    if verb in STEPS:
        report_progress(actor, held.request, step=STEPS[verb], at=at, done_at=done_at)
    if verb == "confirm" and held.planned_to > max(held.request.required_at, at):
        move_required_date(system("appointments"), held.request, to=held.planned_to, reason="customer", at=at)
    return held


@transaction.atomic
def end_visits(actor: Actor, request: ServiceRequest, *, attempt: int, result: str, at: datetime) -> int:
    """Finish, fail or cancel the visits of an attempt that ended; returns how many."""
    require(may_move_visit(actor, request))
    rows = Visit.objects.filter(request=request, attempt_position=attempt, state__in=LIVE)
    return _end(actor, lock_all(rows), ENDS.get(result, "cancel"), at)


@transaction.atomic
def clear_visits(actor: Actor, request: ServiceRequest, *, at: datetime) -> int:
    """End what is still planned before the request is given to somebody anew; returns how many visits."""
    require(may_assign(actor, request))
    lock(REQUESTS, request.id)
    results = dict(Attempt.objects.filter(request=request).values_list("position", "result"))
    ended = (end_visits(actor, request, attempt=n, result=result, at=at) for n, result in sorted(results.items()))
    return sum(ended)


@transaction.atomic
def free_diary(actor: Actor, request: ServiceRequest, *, at: datetime) -> int:
    """Nobody goes to a request that waits: cancel what is planned before its wake-up and nobody has arrived for;
    returns how many visits."""
    require(may_move_visit(actor, request))
    held = lock(REQUESTS, request.id)
    if held.suspended_until is None:
        return 0
    rows = Visit.objects.filter(request=held, planned_from__lt=held.suspended_until, state__in=NOT_THERE_YET)
    return _end(actor, lock_all(rows), "cancel", at)


def _end(actor: Actor, visits: list[Visit], verb: str, at: datetime) -> int:
    for visit in visits:
        move = FLOW.move(visit, verb)
        visit.save(update_fields=["state"])
        publish(actor, VisitMoved(visit_id=visit.id, request_id=visit.request_id), at=at, move=move)
    return len(visits)
