"""Plan visits and follow them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from psycopg.errors import ExclusionViolation

from aftercare.domains.dispatch.errors import SlotEndsEarly, SlotInThePast, SlotTaken
from aftercare.domains.dispatch.events import VisitMoved, VisitPlanned
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.policies import may_assign, may_move_visit
from aftercare.domains.dispatch.states import FLOW, LIVE, NOT_THERE_YET, VisitState
from aftercare.domains.requests.actions import move_required_date, report_progress, start_request
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system
from aftercare.kit.events import publish
from aftercare.kit.instants import when_done
from aftercare.kit.ledger import facts_of
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import require

STEPS = {"travel": "travelling", "arrive": "arrived", "work": "working"}
VERBS = {step: verb for verb, step in STEPS.items()}
ENDS = {"solved": "finish", "rejected": "finish", "failed": "fail", "lapsed": "lapse"}
JUST_NOW = timedelta(minutes=5)  # a visit that begins now was typed a moment ago
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
    if slot.end_at <= slot.start_at:
        raise SlotEndsEarly(start_at=slot.start_at, end_at=slot.end_at)
    if slot.start_at < at - JUST_NOW:
        raise SlotInThePast(start_at=slot.start_at)
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
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise SlotTaken(name=engineer.name) from error
        raise
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
    required date. A step done before one that was told already counts for the request alone: no visit goes back."""
    lock(REQUESTS, visit.request_id)
    held = lock(Visit.objects.select_related("request__kind"), visit.pk)
    require(may_move_visit(actor, held.request))
    done = when_done(done_at, since=held.request.submitted_at, at=at)
    if done < at and verb in STEPS and held.state in LIVE and held.state not in FLOW.moves[verb].sources:
        return _tell_earlier_step(actor, held, verb, done=done, at=at)
    move = FLOW.move(held, verb)
    held.save(update_fields=["state"])
    publish(actor, VisitMoved(visit_id=held.id, request_id=held.request_id), at=done, move=move)
    if verb == "work" and held.request.state == State.ASSIGNED:
        start_request(actor, held.request, at=at, done_at=done_at)  # whoever is at work has begun
    if verb in STEPS:
        report_progress(actor, held.request, step=STEPS[verb], at=at, done_at=done_at)
    if verb == "confirm" and held.planned_to > max(held.request.required_at, at):
        move_required_date(system("appointments"), held.request, to=held.planned_to, reason="customer", at=at)
    return held


def _tell_earlier_step(actor: Actor, visit: Visit, verb: str, *, done: datetime, at: datetime) -> Visit:
    """What was done before the step the visit has reached; refused where it was not, and told once."""
    reached = facts_of(visit.ref).exclude(verb="").order_by("-seq").first()
    if reached is None or done >= reached.at:
        FLOW.check(visit.state, verb)
    known = facts_of(visit.request.ref).filter(kind="request.progressed", data__step=STEPS[verb], at=done)
    if not known.exists():
        report_progress(actor, visit.request, step=STEPS[verb], at=at, done_at=done)
    return visit


@transaction.atomic
def follow_progress(actor: Actor, request: ServiceRequest, *, attempt: int, step: str, at: datetime) -> int:
    """Take the attempt's visit as far as its engineer has come by the request's own facts, never back; returns how
    many visits moved."""
    require(may_move_visit(actor, request))
    if step not in VERBS:
        return 0
    lock(REQUESTS, request.id)
    rows = Visit.objects.filter(request=request, attempt_position=attempt)
    behind = rows.filter(state__in=FLOW.moves[VERBS[step]].sources)
    moved = _move_all(actor, lock_all(behind), VERBS[step], at)
    return moved + (_revive(actor, request, attempt, rows, at) if step == STEPS["work"] else 0)


def _revive(actor: Actor, request: ServiceRequest, attempt: int, rows: QuerySet[Visit], at: datetime) -> int:
    """Put the visit of a lapse that was taken back in the diary again, unless its time was given to another."""
    if not request.attempts.filter(position=attempt, ended_at=None).exists():
        return 0
    try:
        with transaction.atomic():
            return _move_all(actor, lock_all(rows.filter(_lapsed())), "revive", at)
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            return 0
        raise


@transaction.atomic
def end_visits(actor: Actor, request: ServiceRequest, *, attempt: int, result: str, at: datetime) -> int:
    """Finish, fail or cancel the visits of an attempt that ended; returns how many."""
    require(may_move_visit(actor, request))
    rows, verb = Visit.objects.filter(request=request, attempt_position=attempt), ENDS.get(result, "cancel")
    ending = rows.filter(_lapsed() | Q(state__in=LIVE)) if verb in ("finish", "fail") else rows.filter(state__in=LIVE)
    return _move_all(actor, lock_all(ending), verb, at)


def _lapsed() -> Q:
    """What fell away only because its attempt lapsed."""
    lapses = LedgerEntry.objects.filter(subject_kind=Visit.noun, subject_id=OuterRef("pk"), verb="lapse")
    return Q(Exists(lapses), state=VisitState.CANCELLED)


@transaction.atomic
def clear_visits(actor: Actor, request: ServiceRequest, *, at: datetime) -> int:
    """End what is still planned before the request is given to somebody anew; returns how many visits."""
    require(may_assign(actor, request))
    lock(REQUESTS, request.id)
    live = lock_all(Visit.objects.filter(request=request, state__in=LIVE))
    results = dict(Attempt.objects.filter(request=request).values_list("position", "result")) if live else {}
    for visit in live:
        _move_all(actor, [visit], ENDS.get(results[visit.attempt_position], "cancel"), at)
    return len(live)


@transaction.atomic
def free_diary(actor: Actor, request: ServiceRequest, *, at: datetime) -> int:
    """Nobody goes to a request that waits: cancel what is planned before its wake-up and nobody has arrived for;
    returns how many visits."""
    require(may_move_visit(actor, request))
    held = lock(REQUESTS, request.id)
    if held.suspended_until is None:
        return 0
    rows = Visit.objects.filter(request=held, planned_from__lt=held.suspended_until, state__in=NOT_THERE_YET)
    return _move_all(actor, lock_all(rows), "cancel", at)


def _move_all(actor: Actor, visits: list[Visit], verb: str, at: datetime) -> int:
    for visit in visits:
        move = FLOW.move(visit, verb)
        visit.save(update_fields=["state"])
        publish(actor, VisitMoved(visit_id=visit.id, request_id=visit.request_id), at=at, move=move)
    return len(visits)
