"""Identifiers: UUIDv7, so that keys made anywhere sort by the time of their making."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID, uuid5

from uuid_utils import compat

CODES = UUID("6f1c3c52-3c36-5d0a-9b0d-6d3f6a0f2a11")


def id_of_code(kind: str, code: str) -> UUID:
    """The id under which the ledger knows what has no other key than its code; the same wherever it is asked."""
    return uuid5(CODES, f"{kind}:{code}")


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()


def id_of(at: datetime, dice: Random) -> UUID:
    """The UUIDv7 of something made at that instant, for what is put on record long after."""
    made = int(at.timestamp() * 1000) << 80
    return UUID(int=made | 0x7 << 76 | dice.getrandbits(12) << 64 | 0b10 << 62 | dice.getrandbits(62))


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to a thing of any room, later ones included: its kind in the singular and its id."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
