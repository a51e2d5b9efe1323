"""Signed addresses that open one thing to whoever holds them; each thing has a key of its own, which can be changed."""

import base64
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe
from typing import Protocol
from uuid import UUID

from django.core.signing import BadSignature, Signer

new_key = partial(token_urlsafe, 16)


class Keyed(Protocol):
    """What can be opened: its id, and the key its links are signed with now."""

    id: UUID
    link_key: str


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """The links of one kind of thing: a token of one kind never opens another."""

    salt: str

    def token_of(self, thing: Keyed) -> str:
        """The token that opens this thing."""
        return self._signer(thing.link_key).sign(_short(thing.id))

    def opens(self, token: str, thing: Keyed) -> bool:
        """Whether a token was signed here for this thing, with the key it has now."""
        try:
            return self._signer(thing.link_key).unsign(token) == _short(thing.id)
        except BadSignature:
            return False

    def _signer(self, key: str) -> Signer:
        """Things from before links had keys have none; their links hold until they are renewed."""
        return Signer(salt=f"{self.salt}.{key}" if key else self.salt)


def claimed_id(token: str) -> UUID | None:
    """The thing a token says it opens, which `opens` has to confirm; None for what nobody wrote here."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(token.partition(":")[0] + "=="))
    except ValueError:
        return None


def _short(id: UUID) -> str:
    return base64.urlsafe_b64encode(id.bytes).decode().rstrip("=")
