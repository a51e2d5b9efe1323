"""Records of several rows: what is wrong with one of the rows keeps the others out too."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from aftercare.domains.sheets.columns import Column, Layout
from aftercare.domains.sheets.errors import Fixed, NoKey, NotOnRecord, NotTogether, OutOfReach, TooLong, WithOthers
from aftercare.domains.sheets.plans import Ending, Plan, Problem, Row, Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.planning.earlier import Earlier, agrees
from aftercare.kit.models.base import Entity

MOST_ROWS = 1_000


class Whole:
    """The rows of a record: `head` says what it is, each of `parts` what its row adds."""

    def __init__(self, layout: Layout, rows: Sequence[Row], thing: Any) -> None:
        self.layout, self.rows, self.thing = layout, rows, thing
        self.of_whole = [column.name for column in layout.columns if column.name not in layout.in_rows]
        first = {name: self._first(name) for name in self.of_whole}
        own = {name: rows[0].cells.get(name, "") for name in layout.in_rows}
        self.head = Cells(layout, Row(rows[0].place, {**first, **own}), new=thing is None)

    def _first(self, name: str) -> str:
        return next((text for row in self.rows if (text := row.cells.get(name))), "")

    @cached_property
    def parts(self) -> list[Cells]:
        """Each row; the first is the head itself."""
        return [self.head, *(Cells(self.layout, row, new=False) for row in self.rows[1:])]

    def recognised(self, earlier: Earlier, *, in_reach: bool) -> bool:
        """Refuse rows of no record, of one that is not here, out of reach, told before, or not at one with itself.

        Returns whether more may be said of it: nothing of what stands in a record that is out of reach.
        """
        head, keys = self.head, {name: self.head.text(name) for name in self.layout.keys}
        if not any(keys.values()):
            head.refuse(NoKey(columns=" / ".join(str(head.columns[name].label) for name in self.layout.keys)))
        if keys["number"] and self.thing is None:
            head.refuse(NotOnRecord(value=keys["number"], column=head.columns["number"].label), "number")
        if self.thing is not None and not in_reach:
            head.refuse(OutOfReach())
            return False
        if len(self.rows) > MOST_ROWS:
            head.refuse(TooLong(key=next(filter(None, keys.values()), ""), rows=len(self.rows), most=MOST_ROWS))
        self._apart(earlier, {f"{name}:{key}": key for name, key in keys.items() if key})
        told: Earlier = {}
        for part in self.parts:
            agrees(part, told, f":{next(filter(None, keys.values()), '')}", self.of_whole)
        return True

    def _apart(self, earlier: Earlier, keys: dict[str, str]) -> None:
        if self.thing is not None:
            keys = {**keys, f"id:{self.thing.id}": self.thing.number}
        for name, key in keys.items():
            place = earlier.setdefault(name, (self.head.row.place, ()))[0]
            if place != self.head.row.place:
                self.head.refuse(NotTogether(row=place, key=key))
                return

    def fixed(self, name: str, held: Any, given: Any) -> None:
        """Refuse another value than the record keeps for good."""
        column = self.head.columns[name]
        old, new = (_told(column, value) for value in (held, given))
        if old != new:
            self.head.refuse(Fixed(thing=self.thing.number, held=old, value=new, column=column.label), name)

    def ended(self, draft: Any, steps: list[Step]) -> list[Plan]:
        """The plans of all rows, which end alike."""
        if any(part.problems for part in self.parts):
            return self._refused()
        thing: Entity | None = self.thing
        ending: Ending = "created" if thing is None else "changed" if steps else "same"
        first = Plan(self.rows[0], ending, draft=draft, thing=thing, steps=steps)
        return [first, *(Plan(row, ending, thing=thing, begun=first) for row in self.rows[1:])]

    def _refused(self) -> list[Plan]:
        place = next(part.row.place for part in self.parts if part.problems)
        others = [Problem("", str(WithOthers(row=place)))]
        return [
            Plan(row, "refused", problems=part.problems or others)
            for row, part in zip(self.rows, self.parts, strict=True)
        ]


def _told(column: Column, value: Any) -> str:
    """A value as a cell would say it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(column.choices.get(value, value))
