"""The noun itself, and how one request is found and told."""

from typing import Any
from uuid import UUID

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.requests.shown import show_request
from aftercare.surfaces.api.versions import unchanged

requests = Noun(
    "requests",
    "Service requests 服务请求: what a customer wants, from its entry to a satisfied call-back. Each move of the loop is "
    "a verb; `available_actions` of a request names those the caller may use now.",
)


def request_to_change(call: Call, id: UUID) -> ServiceRequest:
    """The request the address names, in the version the caller expects."""
    return unchanged(call, find_request(call.actor, id))


def told(call: Call, id: UUID) -> dict[str, Any]:
    """The request as it stands now; whoever has just given it away still learns how it left."""
    try:
        request = find_request(call.actor, id)
    except NotFound:
        request = ServiceRequest.objects.defer("search").get(pk=id)
    return show_request(call.actor, request)
