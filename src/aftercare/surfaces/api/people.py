"""How a person, a team and other small things are named inside larger ones."""

from typing import Any
from uuid import UUID

from typing_extensions import TypedDict


class Named(TypedDict):
    """A thing by its id and name."""

    id: UUID
    name: str


class Coded(TypedDict):
    """A thing by its id, code and name."""

    id: UUID
    code: str
    name: str


class Numbered(TypedDict):
    """A thing by its id, number and name."""

    id: UUID
    number: str
    name: str


def by_name(thing: Any) -> Named | None:
    """The thing's id and name."""
    return None if thing is None else {"id": thing.id, "name": thing.name}


def by_code(thing: Any) -> Coded | None:
    """The thing's id, code and name."""
    return None if thing is None else {"id": thing.id, "code": thing.code, "name": thing.name}


def by_number(thing: Any) -> Numbered | None:
    """The thing's id, number and name."""
    return None if thing is None else {"id": thing.id, "number": thing.number, "name": thing.name}
