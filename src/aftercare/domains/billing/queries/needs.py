"""Whether work on a request waits until its customer has accepted what it costs."""

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from aftercare.domains.billing.errors import DecisionAwaited, QuotationNeeded
from aftercare.domains.billing.models import Quotation, QuotationWaiver
from aftercare.domains.billing.queries.rates import rule_for
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import ALL, Coverage
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Refusal, Sentence

SAYS: Mapping[str, Sentence] = {"labour": _("labour"), "parts": _("parts"), "travel": _("travel")}


def accepted_quotation(request: ServiceRequest) -> Quotation | None:
    """What the customer accepted for the present round of work."""
    rows = Quotation.objects.filter(request=request, series=request.series, state=QuotationState.ACCEPTED)
    return rows.first()


def waiver_of(request: ServiceRequest) -> QuotationWaiver | None:
    """That somebody let the present round start without one."""
    return QuotationWaiver.objects.filter(request=request, series=request.series).first()


def quotation_needed(request: ServiceRequest) -> Refusal | None:
    """What keeps the work from being started, as a sentence; None where it may start.

    Asked where the kind demands it and the coverage leaves something to pay.
    """
    coverage = Coverage.from_json(request.coverage)
    if coverage.whole or not rule_for(request.kind_id).accepted_before_start:
        return None
    if accepted_quotation(request) is not None or waiver_of(request) is not None:
        return None
    waiting = Quotation.objects.filter(request=request, series=request.series, state=QuotationState.SENT).first()
    if waiting is not None:
        return DecisionAwaited(number=request.number, quotation=waiting.number)
    costs = [str(SAYS[cost]) for cost in COSTS if coverage.share(cost).percent < ALL]
    return QuotationNeeded(number=request.number, costs=get_text_list(costs, str(_("and"))))
