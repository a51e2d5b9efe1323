"""Give a request to somebody: by hand with recorded warnings, or by the rules with every candidate explained."""

from dataclasses import dataclass, replace
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
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.dispatch.queries import (
    TRAVEL,
    active_weights,
    engineer_facts,
    requirement_of,
    weights_of,
)
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
    proposal: Proposal | None = None,
) -> ServiceRequest:
    """Assign as a person decided. Only an inactive engineer or a certificate that has ended refuses; what else speaks
    against it is recorded as a warning. What was planned before falls away.

    The decision keeps all candidates as an automatic one does, and so whom the rules proposed. With the `proposal` the
    person saw it is refused where the list says something else by now.
    """
    require(may_assign(actor, request))
    clear_visits(actor, request, at=at)
    if slot is not None and engineer is None:
        raise VisitNeedsEngineer(errors={"visit": VisitNeedsEngineer.sentence})
    if engineer is None:
        return assign_request(actor, request, assignee=assignee, team=team, note=note, at=at)
    weighed = _weigh(request, engineer, request.required_at, slot, at)
    if proposal is not None:
        proposal.check(weighed.choice, engineer_id=engineer.id)
    held = assign_request(
        actor,
        request,
        engineer=engineer,
        assignee=assignee,
        team=team,
        warnings=[warning.code for warning in weighed.warnings],
        planned=slot is not None,
        note=note,
        at=at,
    )
    if slot is not None:
        plan_visit(actor, held, engineer=engineer, slot=slot, at=at)
    _keep(actor, held, engineer, weighed, by_hand=True, proposal=proposal, at=at)
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
    weighed = _weigh(request, chosen, required_at or request.required_at, None, at) if chosen else None
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
    if chosen is not None and weighed is not None:
        _keep(actor, held, chosen, weighed, by_hand=True, at=at)
    return held


@transaction.atomic
def auto_assign(
    actor: Actor, request: ServiceRequest, *, at: datetime, proposal: Proposal | None = None
) -> ServiceRequest:
    """Assign to the engineer the rules choose; the decision keeps every candidate with its reasons.

    With the `proposal` a person saw it is refused where the rules would choose another by now.
    """
    require(may_assign(actor, request))
    clear_visits(actor, request, at=at)
    weights = active_weights()
    choice = choose(requirement_of(request, at=at), engineer_facts(at=at), weights_of(weights), travel=TRAVEL)
    if proposal is not None:
        proposal.check(choice)
    if choice.chosen is None:
        raise NobodyFits(reason=choice.reason)
    engineer = Engineer.objects.get(pk=choice.chosen.engineer_id)
    warnings = choice.chosen.warnings
    held = assign_request(actor, request, engineer=engineer, warnings=[w.code for w in warnings], at=at)
    _keep(actor, held, engineer, Weighed(choice, weights, warnings), by_hand=False, proposal=proposal, at=at)
    return held


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules say of a decision: every candidate, the numbers that counted, what speaks against the chosen."""

    choice: Choice
    weights: WeightSet | None
    warnings: tuple[Reason, ...]


def _weigh(
    request: ServiceRequest, engineer: Engineer, latest_at: datetime, slot: Slot | None, at: datetime
) -> Weighed:
    """What speaks against the engineer and may be overridden, among all who could go; what may not be refuses.

    Everybody's facts take as many statements as one engineer's.
    """
    kept = active_weights()
    weights = weights_of(kept)
    requirement = replace(requirement_of(request, at=at), latest_at=max(latest_at, at + timedelta(minutes=1)))
    team = engineer_facts(at=at, also=[engineer.id])
    facts = next(each for each in team if each.engineer_id == engineer.id)
    start_at = slot.start_at if slot else None
    refused, warnings = check_by_hand(requirement, facts, start_at=start_at, weights=weights, travel=TRAVEL)
    if refused:
        raise EngineerRefused(name=engineer.name, reasons=" ".join(reason.sentence() for reason in refused))
    return Weighed(choose(requirement, team, weights, travel=TRAVEL), kept, warnings)


def _keep(
    actor: Actor,
    request: ServiceRequest,
    engineer: Engineer,
    weighed: Weighed,
    *,
    by_hand: bool,
    at: datetime,
    proposal: Proposal | None = None,
) -> Decision:
    proposed = weighed.choice.chosen
    passed_over = proposed is not None and proposed.engineer_id != engineer.id
    decision = Decision.objects.create(
        request=request,
        by_hand=by_hand,
        overridden=by_hand and (bool(weighed.warnings) or passed_over),
        engineer=engineer,
        weights=weighed.weights,
        record=weighed.choice.to_json(),
        warnings=[warning.to_json() for warning in weighed.warnings],
        decided_at=at,
        seen_at=proposal.seen_at if proposal else None,
    )
    fact = EngineerChosen(
        request_id=request.id,
        decision_id=decision.id,
        by_hand=by_hand,
        overridden=decision.overridden,
        engineer_id=engineer.id,
        proposed_id=proposed.engineer_id if proposed and passed_over else None,
    )
    publish(actor, fact, at=at, context_id=request.customer_id)
    return decision
