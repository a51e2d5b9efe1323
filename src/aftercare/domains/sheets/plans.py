"""Rows on their way: what stands in one, and what is to be done for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aftercare.kit.models.base import Entity

Ending = Literal["created", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of a line, by the names of their columns, and the line's number in the file."""

    place: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, and in which column (none: in the row as a whole)."""

    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the rooms: its verb, what it is about, and its values.

    `before` holds, as text, what stood in changed fields.
    """

    verb: str
    thing: Entity
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What a row comes to: a `draft` makes a record, `steps` change the `thing` that is there.

    A further row of a record ends as that does, whose plan `begun` is.
    """

    row: Row
    ending: Ending
    draft: Any = None
    thing: Entity | None = None
    steps: list[Step] = field(default_factory=list)
    begun: "Plan | None" = None
    problems: list[Problem] = field(default_factory=list)
