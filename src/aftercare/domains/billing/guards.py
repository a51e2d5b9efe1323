"""The room's word in earlier intents: no work is started before its customer accepted what it costs."""

from aftercare.domains.billing.queries import quotation_needed
from aftercare.domains.requests.guards import before_starting
from aftercare.domains.requests.models import ServiceRequest


@before_starting
def quotation_is_accepted(request: ServiceRequest) -> None:
    """Veto `start` while the kind demands a quotation, something is to be paid, and nobody accepted or waived it."""
    refusal = quotation_needed(request)
    if refusal is not None:
        raise refusal
