"""Signed links by which a customer follows a request without an account; each request has a key of its own for them."""

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.signed_links import SignedLinks, claimed_id

__all__ = ["claimed_id", "opens", "token_of"]
LINKS = SignedLinks("portal.request")


def token_of(request: ServiceRequest) -> str:
    """The token that opens this request to whoever holds the link."""
    return LINKS.token_of(request)


def opens(token: str, request: ServiceRequest) -> bool:
    """Whether a token was signed here for this request, with the key it has now."""
    return LINKS.opens(token, request)
