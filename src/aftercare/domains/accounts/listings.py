"""The lists people may save views of: each room that has one names it, its columns and what a view of it may hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the right to see it, its columns, and `check`, which refuses a query that the list does not know."""

    right: str
    columns: frozenset[str]
    check: Callable[[Query], None]


LISTINGS: dict[str, Listing] = {}


def listing(page: str, *, right: str, columns: Sequence[str], check: Callable[[Query], None]) -> None:
    """Let views of this list be saved."""
    LISTINGS[page] = Listing(right, frozenset(columns), check)
