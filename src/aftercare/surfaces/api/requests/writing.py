"""Enter requests and change what they say."""

from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.utils.translation import gettext_lazy as _

from aftercare.domains.customers.models import Contact, Site
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.requests.actions import (
    Waiting,
    WishedTime,
    change_request,
    move_required_date,
    split_request,
    submit_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_submit
from aftercare.kit.errors import Invalid
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.find import named
from aftercare.surfaces.api.reach import devices_for
from aftercare.surfaces.api.requests import finding
from aftercare.surfaces.api.requests.bodies import RequestChanged, RequestGiven, SplitGiven
from aftercare.surfaces.api.requests.noun import request_to_change, requests, told
from aftercare.surfaces.api.requests.shown import RequestShown

WHY_MOVED = _("Say why the required date moves: send a reason, such as customer.")


@requests.makes("/requests", RequestShown)
def create_request(call: Call, body: RequestGiven) -> dict[str, Any]:
    """Enter a request.

    What covers it and what is promised is decided at once and told in the answer.
    """
    require(may_submit(call.actor))
    with atomic():  # a refusal leaves no new customer and no new contact behind
        made = _entered(call, body)
    return told(call, made.id)


def _entered(call: Call, body: RequestGiven) -> ServiceRequest:
    found = finding.whom_and_what(call, body)
    return submit_request(
        call.actor,
        customer=found.customer,
        device=found.device,
        kind=body.kind,
        title=body.title,
        description=body.description,
        channel=body.channel,
        priority=finding.priority(body.priority),
        required_at=body.required_at,
        category=finding.category(body.category),
        wished=WishedTime(body.wished.from_, body.wished.to) if body.wished else None,
        suspended=Waiting(body.suspended.reason, body.suspended.until) if body.suspended else None,
        parent=finding.parent_of(call, body.parent_id),
        external_id=body.external_id,
        at=call.at,
        **finding.places(call, found.customer, body, found.caller),
    )


@requests.changes("/requests/{uuid:id}", RequestShown)
def change_a_request(call: Call, id: UUID, body: RequestChanged) -> dict[str, Any]:
    """Change a request.

    A new priority brings the targets of that priority from the beginning; a later required date needs the
    customer's word, in `reason`, or the service manager.
    """
    request = request_to_change(call, id)
    if body.required_at is not None:
        if not body.reason.strip():
            raise Invalid(WHY_MOVED, errors={"reason": WHY_MOVED})
        move_required_date(call.actor, request, to=body.required_at, reason=body.reason, note=body.note, at=call.at)
    change_request(
        call.actor,
        request,
        priority=finding.priority(body.priority),
        at=call.at,
        **_values(call, request.customer_id, body),
    )
    return told(call, id)


def _values(call: Call, customer_id: UUID, body: RequestChanged) -> dict[str, Any]:
    given = body.given("priority", "required_at", "reason", "note")
    values = {name: given[name] for name in ("title", "description") if given.get(name) is not None}
    if "problem_type" in given:
        values["problem_type"] = finding.problem_type(body.problem_type)
    if "category" in given:
        values["category"] = finding.category(body.category)
    if "wished" in given:
        values["wished"] = WishedTime(body.wished.from_, body.wished.to) if body.wished else None
    if "site_id" in given:
        values["site"] = named(Site.objects.filter(of_customer(customer_id)), body.site_id, "site_id")
    if "contact_id" in given:
        values["contact"] = named(Contact.objects.filter(of_customer(customer_id)), body.contact_id, "contact_id")
    if "device_id" in given:
        theirs = devices_for(call.actor).filter(of_customer(customer_id))
        values["device"] = named(theirs, body.device_id, "device_id")
    return values


@requests.makes("/requests/{uuid:id}/split", RequestShown, readable=False, versioned=True)
def split_a_request(call: Call, id: UUID, body: SplitGiven) -> dict[str, Any]:
    """Split a request.

    A part of what it wishes becomes a request of the same customer, place and contact; both name each other.
    """
    made = split_request(
        call.actor,
        request_to_change(call, id),
        title=body.title,
        kind=body.kind,
        description=body.description,
        problem_type=finding.problem_type(body.problem_type),
        same_device=body.same_device,
        at=call.at,
    )
    return told(call, made.id)
