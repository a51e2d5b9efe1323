"""Signed links by which a customer follows a request without an account."""

import base64
from uuid import UUID

from django.core.signing import BadSignature, Signer

from aftercare.domains.requests.models import ServiceRequest

SIGNER = Signer(salt="portal.request")


def token_of(request: ServiceRequest) -> str:
    """The token that opens this request to whoever holds the link."""
    short = base64.urlsafe_b64encode(request.id.bytes).decode().rstrip("=")
    return SIGNER.sign(short)


def request_id_of(token: str) -> UUID | None:
    """The request a token opens; None for anything that was not signed here."""
    try:
        short = SIGNER.unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(short + "=="))
    except (BadSignature, ValueError):
        return None
