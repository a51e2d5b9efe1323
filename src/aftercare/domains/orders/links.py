"""Signed links by which a customer follows an order without an account; each order has a key of its own for them."""

from aftercare.domains.orders.models import Order
from aftercare.kit.signed_links import SignedLinks

LINKS = SignedLinks("portal.order")


def token_of(order: Order) -> str:
    """The token that opens this order to whoever holds the link."""
    return LINKS.token_of(order)


def opens(token: str, order: Order) -> bool:
    """Whether a token was signed here for this order, with the key it has now."""
    return LINKS.opens(token, order)
