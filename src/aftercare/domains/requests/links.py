"""Signed links by which a customer follows a request without an account; each request has a key of its own for them."""

import base64
from uuid import UUID

from django.core.signing import BadSignature, Signer

from aftercare.domains.requests.models import ServiceRequest


def token_of(request: ServiceRequest) -> str:
    """The token that opens this request to whoever holds the link."""
    short = base64.urlsafe_b64encode(request.id.bytes).decode().rstrip("=")
    return _signer(request.link_key).sign(short)


def request_id_of(token: str) -> UUID | None:
    """The request a token opens; None for anything that was not signed here, or with a key that was replaced."""
    try:
        id = UUID(bytes=base64.urlsafe_b64decode(token.partition(":")[0] + "=="))
        key = ServiceRequest.objects.values_list("link_key", flat=True).get(pk=id)
        _signer(key).unsign(token)
    except (BadSignature, ValueError, ServiceRequest.DoesNotExist):
        return None
    return id


def _signer(key: str) -> Signer:
    """Requests from before links had keys have none; their links hold until they are renewed."""
    return Signer(salt=f"portal.request.{key}" if key else "portal.request")
