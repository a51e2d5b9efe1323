"""The room's word in earlier intents: no `handle` without a complete record; nobody accepts a record of their own."""

from django.db.models import Q

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import WRITTEN, RecordState
from aftercare.domains.requests.errors import RecordMissing, SolverDecides
from aftercare.domains.requests.guards import before_handling
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import before_deciding
from aftercare.kit.actor import Actor


@before_handling
def record_is_complete(request: ServiceRequest) -> None:
    """Veto `handle` while the open attempt has no complete record."""
    records = ServiceRecord.objects.filter(request=request, attempt__ended_at=None, state=RecordState.COMPLETE)
    if not records.exists():
        raise RecordMissing()


@before_deciding
def records_are_of_others(actor: Actor, request: ServiceRequest) -> None:
    """Veto a decision about records of one's own work: of an attempt one had, or written for a team that had it.

    Those of a series before count as long as they are not accepted; what was written on behalf is another's work.
    """
    own = Q(assignee=actor.id) | Q(attempt__team__isnull=False, assignee=None, written_by=actor.id)
    waiting = Q(state__in=WRITTEN) | Q(attempt__series=request.series)
    if ServiceRecord.objects.filter(own, waiting, request=request).exists():
        raise SolverDecides()
