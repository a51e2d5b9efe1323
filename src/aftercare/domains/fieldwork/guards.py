"""The room's word in earlier intents: nothing is handled without a complete service record of the attempt under way."""

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.errors import RecordMissing
from aftercare.domains.requests.guards import before_handling
from aftercare.domains.requests.models import ServiceRequest


@before_handling
def record_is_complete(request: ServiceRequest) -> None:
    """Veto `handle` while the open attempt has no complete record."""
    records = ServiceRecord.objects.filter(request=request, attempt__ended_at=None, state=RecordState.COMPLETE)
    if not records.exists():
        raise RecordMissing()
