"""Timed work of the room."""

from datetime import datetime

from django.db.models import QuerySet

from aftercare.domains.requests.actions import apply_timed_rule
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every
from aftercare.kit.sweeping import sweep


def _due(at: datetime) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(rule_due_at__lte=at).defer("search").order_by("rule_due_at", "id")


@every(5, "requests.sweep_overdue")
def sweep_overdue() -> int:
    """Wake, lock and let lapse every request whose instant has come, in the order of those instants."""
    actor = system("timed-rule")
    return sweep(_due, lambda request, at: apply_timed_rule(actor, request, at=at), clock=now)
