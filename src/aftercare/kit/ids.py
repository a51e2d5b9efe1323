"""Identifiers: UUIDv7, so that keys made anywhere sort by the time of their making."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to a thing of any room, later ones included: its kind in the singular and its id."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
