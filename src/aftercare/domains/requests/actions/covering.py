"""Who pays for a request, decided anew: by facts that came late, or by hand for a reason."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.contracts.checks import checked_percents, checked_reason
from aftercare.domains.contracts.coverage import COSTS, Coverage, overridden
from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.errors import NotOverridden, RequestEnded, SignedOffAlready
from aftercare.domains.requests.events import CoverageDecided, CoverageOverruled, CoverageRestored
from aftercare.domains.requests.models import CoverageDecision, DecidedBy, ServiceRequest
from aftercare.domains.requests.policies import may_cover, may_watch
from aftercare.domains.requests.queries.covering import coverage_by_facts, coverage_by_rules
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require


@transaction.atomic
def override_coverage(
    actor: Actor,
    request: ServiceRequest,
    *,
    labour_percent: int,
    parts_percent: int,
    travel_percent: int,
    reason: str,
    at: datetime,
) -> ServiceRequest:
    """Decide by hand how much of each kind of cost the house bears; what the rules say stays beside it."""
    held = _hold_unsettled(actor, request)
    percents = {"labour": labour_percent, "parts": parts_percent, "travel": travel_percent}
    checked_percents(*percents.values())
    said = checked_reason(reason)
    decided = overridden(coverage_by_rules(held), percents, reason=said)
    _keep(actor, held, decided, DecidedBy.OVERRIDE, at, reason=said)
    record(actor, held, CoverageOverruled(request_id=held.id, **_percents(decided)), at=at, text=said)
    return held


@transaction.atomic
def restore_coverage(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> ServiceRequest:
    """Take the decision by hand back: what the rules say holds again."""
    held = _hold_unsettled(actor, request)
    if held.coverage.get("by") != "override":
        raise NotOverridden(number=held.number)
    said, ruled = checked_reason(reason), coverage_by_rules(held)
    _keep(actor, held, ruled, DecidedBy.RESTORED, at, reason=said)
    happened = CoverageRestored(request_id=held.id, covered_by=ruled.by, **_percents(ruled))
    record(actor, held, happened, at=at, text=said)
    return held


@transaction.atomic
def decide_coverage_anew(actor: Actor, *, ids: Collection[UUID], at: datetime) -> None:
    """Read anew who pays for those of these requests that are open."""
    require(may_watch(actor))
    for id in sorted(ids):
        held = hold(id)
        if held.state in OPEN:
            follow_coverage(actor, held, at=at)


def follow_coverage(actor: Actor, held: ServiceRequest, *, at: datetime) -> None:
    """Keep what the facts say now where that differs; a decision by hand stays in force above it."""
    before, found = coverage_by_rules(held), coverage_by_facts(held)
    if _outcome(before) == _outcome(found):
        return
    _keep(actor, held, found, DecidedBy.FACTS, at)
    happened = CoverageDecided(request_id=held.id, covered_by=found.by, **_percents(found))
    record(actor, held, happened, at=at)


def _hold_unsettled(actor: Actor, request: ServiceRequest) -> ServiceRequest:
    """The locked request, as long as its costs are not accepted."""
    held = hold(request)
    require(may_cover(actor, held))
    if held.signed_off_at is not None:
        raise SignedOffAlready()
    if held.state == State.CANCELLED:
        raise RequestEnded(number=held.number)
    return held


def _keep(
    actor: Actor, held: ServiceRequest, decided: Coverage, cause: DecidedBy, at: datetime, reason: str = ""
) -> None:
    """Write the decision down, the one of the entry first; by facts it does not replace one by hand."""
    if not held.coverage.get("revised"):
        CoverageDecision.objects.create(
            request=held, cause=DecidedBy.ENTRY, coverage=held.coverage, decided_at=held.submitted_at
        )
    CoverageDecision.objects.create(
        request=held, cause=cause, coverage=decided.to_json(), decided_at=at, decided_by=actor.id, reason=reason
    )
    if cause != DecidedBy.FACTS or held.coverage["by"] != "override":
        held.coverage = {**decided.to_json(), "revised": True}


def _percents(coverage: Coverage) -> dict[str, int]:
    return {f"{cost}_percent": coverage.share(cost).percent for cost in COSTS}


def _outcome(coverage: Coverage) -> object:
    """What makes a decision another one: who pays what until when, not the sentences around it."""
    return *(coverage.share(cost) for cost in COSTS), coverage.better, coverage.agreement_id
