"""Who acts: one value for a page, an API call, an offline replay and a timed job."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """The sorts of who."""

    PERSON = "person"
    CUSTOMER = "customer"
    DEVICE = "device"
    INTEGRATION = "integration"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a right reaches: everything, what is one's own, a team's, or below nodes of the organisation."""

    everything: bool = False
    own: bool = False
    nodes: frozenset[UUID] = frozenset()
    teams: frozenset[UUID] = frozenset()

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(
            self.everything or other.everything,
            self.own or other.own,
            self.nodes | other.nodes,
            self.teams | other.teams,
        )


EVERYTHING = Scope(everything=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """The first argument of every action; its rights map a permission to how far it reaches."""

    kind: ActorKind
    id: UUID | None
    name: str
    rights: Mapping[str, Scope] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    via: str = ""
    reach: Mapping[str, Scope] = field(default_factory=dict)  # role → how far its grants reach
    teams: frozenset[UUID] = frozenset()  # whose work is the person's own, however far a right reaches
    unproven: bool = False  # a role demands a second proof of who this is, and the person has none

    def scope(self, permission: str) -> Scope | None:
        """How far the permission reaches for this actor, or None without it."""
        if self.kind is ActorKind.SYSTEM:
            return EVERYTHING
        return self.rights.get(permission)

    @property
    def is_system(self) -> bool:
        """Whether a rule of the house acts, not a person."""
        return self.kind is ActorKind.SYSTEM


def system(name: str) -> Actor:
    """A rule of the house acting by itself, named for the ledger: `system("auto-dispatch")`."""
    return Actor(ActorKind.SYSTEM, None, name, via="job")
