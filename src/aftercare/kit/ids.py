"""Identifiers: UUIDv7, so that keys made anywhere sort by the time of their making."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from uuid_utils import compat


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
