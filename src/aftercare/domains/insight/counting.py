"""From what a request is now to the sums it belongs to: plain values, no database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

FIGURES: Final = ("entered", "handled", "late", "closed", "cancelled")
DIMENSIONS: Final = ("kind", "channel", "priority")
PLACE: Final = {figure: place for place, figure in enumerate(FIGURES)}


class Standing(NamedTuple):
    """As what one request is counted: whose, of which sort, and the company's day of each step it has made."""

    unit_id: UUID | None
    kind: str
    channel: str
    priority: int
    entered_on: date
    handled_on: date | None
    late: bool
    closed_on: date | None
    cancelled_on: date | None


class Cell(NamedTuple):
    """The key of one sum."""

    dimension: str
    grain: str
    begins_on: date
    unit_id: UUID | None
    value: str


Sums = Mapping[Cell, list[int]]


def difference(before: Iterable[Standing], after: Iterable[Standing]) -> Sums:
    """What to add to the sums, in the order of `FIGURES`, so that requests are counted as they are instead of as they
    were; sums that stay are left out."""
    found: dict[Cell, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for sign, standings in ((-1, before), (1, after)):
        for standing in standings:
            for cell, figure in _counts(standing):
                found[cell][PLACE[figure]] += sign
    return {cell: figures for cell, figures in found.items() if any(figures)}


def begins(day: date) -> tuple[tuple[str, date], tuple[str, date]]:
    """The spans a day lies in, each by its first day."""
    return ("day", day), ("month", day.replace(day=1))


def _counts(one: Standing) -> Iterator[tuple[Cell, str]]:
    for figure, day in _steps(one):
        for grain, begins_on in begins(day):
            yield Cell("kind", grain, begins_on, one.unit_id, one.kind), figure
            yield Cell("channel", grain, begins_on, one.unit_id, one.channel), figure
            yield Cell("priority", grain, begins_on, one.unit_id, str(one.priority)), figure


def _steps(one: Standing) -> Iterator[tuple[str, date]]:
    yield "entered", one.entered_on
    if one.handled_on is not None:
        yield "handled", one.handled_on
        if one.late:
            yield "late", one.handled_on
    if one.closed_on is not None:
        yield "closed", one.closed_on
    if one.cancelled_on is not None:
        yield "cancelled", one.cancelled_on
