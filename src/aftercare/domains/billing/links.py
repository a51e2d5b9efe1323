"""Signed links by which a customer decides about a quotation without an account; each has a key of its own for them."""

from aftercare.domains.billing.models import Quotation
from aftercare.kit.signed_links import SignedLinks

LINKS = SignedLinks("portal.quotation")


def token_of(quotation: Quotation) -> str:
    """The token that opens this quotation to whoever holds the link."""
    return LINKS.token_of(quotation)


def opens(token: str, quotation: Quotation) -> bool:
    """Whether a token was signed here for this quotation, with the key it has now."""
    return LINKS.opens(token, quotation)
