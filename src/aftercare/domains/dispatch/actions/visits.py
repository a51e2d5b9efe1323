"""Plan visits and follow them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from aftercare.domains.dispatch.errors import SlotTaken
from aftercare.domains.dispatch.events import VisitMoved, VisitPlanned
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.policies import may_assign, may_move_visit
from aftercare.domains.dispatch.states import FLOW, LIVE
from aftercare.domains.requests.actions import report_progress
from aftercare.domains.requests.instants import when_done
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

STEPS = {"travel": "travelling", "arrive": "arrived", "work": "working"}
ENDS = {"solved": "finish", "failed": "fail"}


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
    """Take a visit a step further: confirm, travel, arrive, work."""
    held = lock(Visit.objects.select_related("request__kind"), visit.pk)
    require(may_move_visit(actor, held.request))
    done = when_done(done_at, since=held.request.submitted_at, at=at)
    move = FLOW.move(held, verb)
    held.save(update_fields=["state"])
    publish(actor, VisitMoved(visit_id=held.id, request_id=held.request_id), at=done, move=move)
    if verb in STEPS:
        report_progress(actor, held.request, step=STEPS[verb], at=at, done_at=done_at)
    return held


@transaction.atomic
def end_visits(actor: Actor, request: ServiceRequest, *, attempt: int, result: str, at: datetime) -> int:
    """Finish, fail or cancel the visits of an attempt that ended; returns how many."""
    require(may_move_visit(actor, request))
    rows = Visit.objects.filter(request=request, attempt_position=attempt, state__in=LIVE)
    visits = list(rows.select_for_update().order_by("id"))
    for visit in visits:
        move = FLOW.move(visit, ENDS.get(result, "cancel"))
        visit.save(update_fields=["state"])
        publish(actor, VisitMoved(visit_id=visit.id, request_id=request.id), at=at, move=move)
    return len(visits)
