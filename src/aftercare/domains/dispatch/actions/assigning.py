"""Give a request to somebody: by hand with recorded warnings, or by the rules with every candidate explained."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from aftercare.domains.accounts.models import Team, User
from aftercare.domains.dispatch.actions.visits import Slot, clear_visits, plan_visit
from aftercare.domains.dispatch.by_hand import check_by_hand
from aftercare.domains.dispatch.choosing import choose
from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.errors import EngineerRefused, NobodyFits, VisitNeedsEngineer
from aftercare.domains.dispatch.events import EngineerChosen
from aftercare.domains.dispatch.models import Decision, WeightSet
from aftercare.domains.dispatch.policies import may_assign, may_unlock
from aftercare.domains.dispatch.queries import (
    TRAVEL,
    active_weights,
    engineer_facts,
    requirement_of,
    weights_of,
)
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.requests.actions import assign_request, unlock_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def assign_by_hand(
    actor: Actor,
    request: ServiceRequest,
    *,
    at: datetime,
    engineer: Engineer | None = None,
    assignee: User | None = None,
    team: Team | None = None,
    slot: Slot | None = None,
    note: str = "",
) -> ServiceRequest:
    """Assign as a person decided. Only an inactive engineer or a certificate that has ended refuses; what else speaks
    against it is recorded as a warning. What was planned before falls away."""
    require(may_assign(actor, request))
    clear_visits(actor, request, at=at)
    if slot is not None and engineer is None:
        raise VisitNeedsEngineer(errors={"visit": VisitNeedsEngineer.sentence})
    if engineer is None:
        return assign_request(actor, request, assignee=assignee, team=team, note=note, at=at)
    weights = active_weights()
    warnings = _warnings(request, engineer, request.required_at, slot, weights_of(weights), at)
    codes = tuple(warning.code for warning in warnings)
    held = assign_request(
        actor,
        request,
        engineer=engineer,
        assignee=assignee,
        team=team,
        warnings=codes,
        planned=slot is not None,
        note=note,
        at=at,
    )
    if slot is not None:
        plan_visit(actor, held, engineer=engineer, slot=slot, at=at)
    _keep(actor, held, engineer, None, weights, warnings, by_hand=True, at=at)
    return held


@transaction.atomic
def unlock_by_hand(
    actor: Actor,
    request: ServiceRequest,
    *,
    decision: str,
    at: datetime,
    to: str = State.PENDING,
    required_at: datetime | None = None,
    engineer: Engineer | None = None,
    assignee: User | None = None,
    team: Team | None = None,
) -> ServiceRequest:
    """Unlock as the manager decided; the engineer who gets it at once is examined as for any assignment by hand."""
    require(may_unlock(actor, request))
    chosen = engineer if to == State.ASSIGNED else None
    weights, latest_at = active_weights() if chosen else None, required_at or request.required_at
    warnings = _warnings(request, chosen, latest_at, None, weights_of(weights), at) if chosen else ()
    held = unlock_request(
        actor,
        request,
        decision=decision,
        to=to,
        required_at=required_at,
        engineer=engineer,
        assignee=assignee,
        team=team,
        at=at,
    )
    if chosen is not None:
        _keep(actor, held, chosen, None, weights, warnings, by_hand=True, at=at)
    return held


@transaction.atomic
def auto_assign(actor: Actor, request: ServiceRequest, *, at: datetime) -> ServiceRequest:
    """Assign to the engineer the rules choose; the decision keeps every candidate with its reasons."""
    require(may_assign(actor, request))
    clear_visits(actor, request, at=at)
    weights = active_weights()
    choice = choose(requirement_of(request, at=at), engineer_facts(at=at), weights_of(weights), travel=TRAVEL)
    if choice.chosen is None:
        raise NobodyFits(reason=choice.reason)
    engineer = Engineer.objects.get(pk=choice.chosen.engineer_id)
    warnings = choice.chosen.warnings
    held = assign_request(actor, request, engineer=engineer, warnings=[w.code for w in warnings], at=at)
    _keep(actor, held, engineer, choice, weights, warnings, by_hand=False, at=at)
    return held


def _warnings(
    request: ServiceRequest,
    engineer: Engineer,
    latest_at: datetime,
    slot: Slot | None,
    weights: Weights,
    at: datetime,
) -> tuple[Reason, ...]:
    """What speaks against the engineer and may be overridden; what may not be refuses."""
    requirement = replace(requirement_of(request, at=at), latest_at=max(latest_at, at + timedelta(minutes=1)))
    (facts,) = engineer_facts(at=at, only=[engineer.id])
    start_at = slot.start_at if slot else None
    refused, warnings = check_by_hand(requirement, facts, start_at=start_at, weights=weights, travel=TRAVEL)
    if refused:
        raise EngineerRefused(name=engineer.name, reasons=" ".join(reason.sentence() for reason in refused))
    return warnings


def _keep(
    actor: Actor,
    request: ServiceRequest,
    engineer: Engineer,
    choice: Choice | None,
    weights: WeightSet | None,
    warnings: tuple[Reason, ...],
    *,
    by_hand: bool,
    at: datetime,
) -> Decision:
    decision = Decision.objects.create(
        request=request,
        by_hand=by_hand,
        overridden=bool(by_hand and warnings),
        engineer=engineer,
        weights=weights,
        record=choice.to_json() if choice else {},
        warnings=[warning.to_json() for warning in warnings],
        decided_at=at,
    )
    fact = EngineerChosen(
        request_id=request.id,
        decision_id=decision.id,
        by_hand=by_hand,
        overridden=decision.overridden,
        engineer_id=engineer.id,
    )
    publish(actor, fact, at=at, context_id=request.customer_id)
    return decision
