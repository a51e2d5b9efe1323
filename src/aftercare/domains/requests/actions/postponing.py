"""A required date that moves with a wait, and comes back where the wait ends early."""

from datetime import datetime
from typing import NamedTuple

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.requests.errors import WaitTooLong, WakeUpTooLate
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import MANAGE, reaches
from aftercare.domains.requests.rules import LONGEST_WAIT, postponed_date
from aftercare.kit.actor import Actor
from aftercare.kit.ledger import facts_of


class Before(NamedTuple):
    """The required date a wait moved, as it was: kept with the fact."""

    date_before: datetime
    date_was_given: bool


def postpone(actor: Actor, request: ServiceRequest, why: PauseReason, until: datetime, at: datetime) -> Before | None:
    """Move the required date of a request that waits until it or longer, and say what it was; None where it holds."""
    if until < request.required_at:
        return None
    if not may_move_date(actor, request, why):
        raise WakeUpTooLate(required=request.required_at, errors={"until": WakeUpTooLate.sentence})
    check_longest(actor, request, "until", until, at)
    before = Before(request.required_at, request.date_given)
    request.required_at = postponed_date(working_hours(request.calendar), request.required_at, at, until)
    request.date_given = True
    return before


def bring_back(request: ServiceRequest, at: datetime) -> datetime | None:
    """Leave the date that a wait had moved where the wait that really was leaves it; None where it stays.

    A date that somebody gave meanwhile stays, and so does one whose wake-up has come.
    """
    if request.suspended_until is None or at >= request.suspended_until:
        return None
    fact = facts_of(request.ref).filter(verb__in=("submit", "suspend")).order_by("-seq").first()
    told = fact.data if fact else {}
    if fact is None or "date_before" not in told or datetime.fromisoformat(told["required_at"]) != request.required_at:
        return None
    before = datetime.fromisoformat(told["date_before"])
    request.required_at = postponed_date(working_hours(request.calendar), before, fact.at, at)
    request.date_given = told["date_was_given"] if request.required_at == before else True
    return request.required_at


def may_move_date(actor: Actor, request: ServiceRequest, why: PauseReason) -> bool:
    """Whether the date may move later: with the customer's word (a reason that moves it), or by the manager."""
    return why.moves_date or _decides(actor, request)


def check_longest(actor: Actor, request: ServiceRequest, field: str, date: datetime, at: datetime) -> None:
    """Refuse a date further ahead than the customer's word alone moves one; the manager may give it."""
    if date - at > LONGEST_WAIT and not _decides(actor, request):
        raise WaitTooLong(days=LONGEST_WAIT.days, errors={field: WaitTooLong.sentence})


def _decides(actor: Actor, request: ServiceRequest) -> bool:
    scope = actor.scope(MANAGE)
    return actor.is_system or (scope is not None and reaches(scope, actor, request))
