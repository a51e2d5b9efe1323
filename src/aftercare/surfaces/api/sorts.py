"""The sorts of operations: what follows for the contract and for the answer from how one is called."""

from dataclasses import dataclass

NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Sort:
    """The sort of operation: how it is called and what its answer may carry.

    The commands of a `whole` one stand or fall together.
    """

    method: str
    path: str
    status: int
    readable: bool = False
    versioned: bool = False
    once: tuple[str, ...] = ()
    binary: bool = False
    whole: bool = False
    listed: bool = False
