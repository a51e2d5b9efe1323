"""Visits in the diary of 李工, and what it says of them."""

from tests.make import HOUSE, later, request

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.models import ServiceRequest


def slot(at, begins: float, hours: float = 2) -> Slot:
    return Slot(later(at, hours=begins), later(at, hours=begins + hours))


def planned(worker, at, begins: float = 24) -> ServiceRequest:
    """With 李工 and a visit of two hours."""
    return assign_by_hand(HOUSE, request(at), engineer=worker, slot=slot(at, begins), at=at)


def diary(**which) -> list[tuple[str, str]]:
    rows = Visit.objects.filter(**which).select_related("engineer").order_by("id")
    return [(visit.engineer.name, visit.state) for visit in rows]
