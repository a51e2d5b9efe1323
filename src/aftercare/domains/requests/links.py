"""Signed links by which a customer follows a request without an account; each request has a key of its own for them."""

import base64
from uuid import UUID

from django.core.signing import BadSignature, Signer

from aftercare.domains.requests.models import ServiceRequest


def token_of(request: ServiceRequest) -> str:
    """The token that opens this request to whoever holds the link."""
    return _signer(request.link_key).sign(_short(request.id))


def claimed_id(token: str) -> UUID | None:
    """The request a token says it opens, which `opens` has to confirm; None for what no request wrote."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(token.partition(":")[0] + "=="))
    except ValueError:
        return None


def opens(token: str, request: ServiceRequest) -> bool:
    """Whether a token was signed here for this request, with the key it has now."""
    try:
        return _signer(request.link_key).unsign(token) == _short(request.id)
    except BadSignature:
        return False


def _short(id: UUID) -> str:
    return base64.urlsafe_b64encode(id.bytes).decode().rstrip("=")


def _signer(key: str) -> Signer:
    """Requests from before links had keys have none; their links hold until they are renewed."""
    return Signer(salt=f"portal.request.{key}" if key else "portal.request")
