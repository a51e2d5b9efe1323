"""Requests beside a request: of the same customer, on the same device, with the same problem."""

from dataclasses import dataclass

from django.db.models import QuerySet

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.actor import Actor
from aftercare.kit.paging import count_to

SOME = 8
FEW = 5


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """How often a customer came, as far as the actor may see, and how satisfied they were the last time."""

    requests: str
    satisfaction: int | None


def others_of(actor: Actor, request: ServiceRequest, *, still_open: bool = False) -> "QuerySet[ServiceRequest]":
    """The latest other requests of the same customer."""
    rows = _others(actor, request).filter(customer=request.customer_id)
    return (rows.filter(state__in=OPEN) if still_open else rows)[:SOME]


def on_device(actor: Actor, request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    """The latest other requests about the same device; none where no device is named."""
    return _others(actor, request).filter(device=request.device_id)[: FEW if request.device_id else 0]


def solved_alike(actor: Actor, request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    """The latest closed requests with the same problem of the same product, of whatever customer."""
    known = request.product_id and request.problem_type_id
    same = {"product": request.product_id, "problem_type": request.problem_type_id, "state": State.CLOSED}
    return _others(actor, request).filter(**same)[: FEW if known else 0]


def record_of_customer(actor: Actor, request: ServiceRequest) -> CustomerRecord:
    """How often the customer came and what they said last."""
    theirs = visible_to(actor).filter(customer=request.customer_id)
    marks = theirs.filter(satisfaction__isnull=False).order_by("-id").values_list("satisfaction", flat=True)
    return CustomerRecord(count_to(theirs), marks.first())


def _others(actor: Actor, request: ServiceRequest) -> "QuerySet[ServiceRequest]":
    return visible_to(actor).exclude(pk=request.pk).defer("search", "description").order_by("-id")
