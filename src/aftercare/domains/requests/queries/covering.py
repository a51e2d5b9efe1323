"""Who pays for a request: what the rules say, and every decision there was."""

from django.db.models import QuerySet

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.queries import coverage_for
from aftercare.domains.requests.models import CoverageDecision, DecidedBy, ServiceRequest

BY_RULES = (DecidedBy.ENTRY, DecidedBy.FACTS)


def coverage_by_facts(request: ServiceRequest) -> Coverage:
    """What is known today says of the day the request was entered; what the request itself used up is not missing."""
    there = request.site.time_zone if request.site else ""
    on = day_of(request.submitted_at, there) if there else day_of(request.submitted_at)
    whose = request.customer.merged_into_id or request.customer_id
    return coverage_for(
        device_id=request.device_id, customer_id=whose, on=on, site_id=request.site_id, apart_from=request.id
    )


def coverage_by_rules(request: ServiceRequest) -> Coverage:
    """What held before anybody decided by hand, or holds."""
    now = Coverage.from_json(request.coverage)
    if now.by != "override":
        return now
    ruled = request.coverage_decisions.filter(cause__in=BY_RULES).order_by("-id")[0]
    return Coverage.from_json(ruled.coverage)


def coverage_decisions(request: ServiceRequest) -> QuerySet[CoverageDecision]:
    """Every decision who pays, the latest first; none where there was only that of the entry."""
    return CoverageDecision.objects.filter(request=request).order_by("-id")
