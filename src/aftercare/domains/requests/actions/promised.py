"""The required date of a request for which nobody named one: what the promise gives."""

from datetime import datetime

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.models import Clock, ClockKind
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import promised_date
from aftercare.domains.requests.states import UNSOLVED
from aftercare.kit.ledger import facts_of


def follow_promise(request: ServiceRequest, at: datetime) -> datetime | None:
    """Give the required date that the targets promise from where the promise began; None where it stays.

    It stays once the work is done: what was missed is not kept afterwards. A shorter promise that would have passed
    already counts from now, or from the wake-up of a request that waits: nobody's work lapses by being made urgent.
    """
    if request.date_given or request.state not in UNSOLVED:
        return None
    hours, before = working_hours(request.calendar), request.required_at
    due = promised_date(request.targets, hours, _promised_since(request))
    soonest = max(at, request.suspended_until) if request.suspended_until else at
    request.required_at = due if due > soonest else min(before, promised_date(request.targets, hours, soonest))
    return request.required_at if request.required_at != before else None


def _promised_since(request: ServiceRequest) -> datetime:
    """When the promise began, or when the request woke or was begun with a date given anew."""
    rounds = Clock.objects.filter(subject_kind=request.noun, subject_id=request.id, kind=ClockKind.RESOLUTION)
    latest = rounds.exclude(standing="cancelled").order_by("-round").values_list("started_at", flat=True).first()
    renewing = facts_of(request.ref).filter(verb__in=("resume", "start"))
    renewed = [fact.at for fact in renewing if fact.data.get("required_at")]
    return max([latest or request.submitted_at, *renewed])
