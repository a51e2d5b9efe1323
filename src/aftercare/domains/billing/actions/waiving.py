"""Let work start though no quotation was accepted."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.billing.actions.recording import goes_on, hold_request
from aftercare.domains.billing.checks import checked_reason
from aftercare.domains.billing.errors import NothingToWaive
from aftercare.domains.billing.events import QuotationWaived
from aftercare.domains.billing.models import QuotationWaiver
from aftercare.domains.billing.policies import may_waive
from aftercare.domains.billing.queries import quotation_needed
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def waive_quotation(actor: Actor, request: ServiceRequest, *, reason: str, at: datetime) -> QuotationWaiver:
    """Say for a reason that this round of work waits for no quotation."""
    held = hold_request(request.pk)
    require(may_waive(actor, held))
    why = checked_reason(reason)
    if quotation_needed(held) is None:
        raise NothingToWaive(number=held.number)
    waiver = QuotationWaiver.objects.create(request=held, series=held.series, given_by=actor.id, given_at=at)
    publish(actor, QuotationWaived(waiver_id=waiver.id, request_id=held.id), at=at, text=why, context_id=held.id)
    goes_on(actor, held, at=at)
    return waiver
