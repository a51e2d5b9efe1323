"""Token scopes: `all`, or a noun of the API with `:read` or `:write`; writing includes reading."""

import hashlib
from collections.abc import Iterable

NOUNS = frozenset(
    "requests customers contacts sites products orders devices agreements calendars engineers skills visits parts "
    "locations moves requisitions transfers purchase_orders returns articles surveys complaints suggestions signals "
    "plans recalls reports webhooks users roles permission_requests audit tasks service_levels teams units "
    "communications files service_records call_backs views "
    "quotations charges "
    "notifications notification_choices messages templates reply_templates imports".split()
)


def known_scope(scope: str) -> bool:
    """Whether a scope names a noun of the API."""
    noun, _, verb = scope.partition(":")
    return scope == "all" or (noun in NOUNS and verb in {"read", "write"})


def allows(scopes: Iterable[str], noun: str, *, write: bool) -> bool:
    """Whether a token with these scopes may read, or write, a noun."""
    held = set(scopes)
    return bool(held & {"all", f"{noun}:write"}) or (not write and f"{noun}:read" in held)


def digest_of(secret: str) -> str:
    """How a token is kept: its 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
