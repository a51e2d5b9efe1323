"""The cells of one row, read one after the other; what can't be read is noted, and reading goes on."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from aftercare.domains.sheets import cells
from aftercare.domains.sheets.columns import Column, Layout
from aftercare.domains.sheets.errors import NotOnRecord
from aftercare.domains.sheets.plans import Problem, Row
from aftercare.kit.errors import Refusal
from aftercare.kit.words import folded

T = TypeVar("T")


class Cells:
    """A row with what is wrong with it so far."""

    def __init__(self, layout: Layout, row: Row, *, new: bool) -> None:
        self.row, self.columns = row, layout.by_name
        self.problems = cells.problems_of(layout, row, new=new)

    def text(self, name: str) -> str:
        """What stands there."""
        return self.row.cells.get(name, "")

    def texts(self, *names: str) -> dict[str, str]:
        """What stands in these, without the empty ones."""
        return {name: self.text(name) for name in names if self.text(name)}

    def choice(self, name: str) -> str:
        """The code that is meant; nothing where the cell is empty or wrong."""
        return self._read(name, cells.choice) or "" if self.text(name) else ""

    def day(self, name: str) -> date | None:
        """The day."""
        return self._read(name, cells.day)

    def whole(self, name: str) -> int | None:
        """The number."""
        return self._read(name, cells.whole)

    def amount(self, name: str, *, places: int = 2) -> Decimal | None:
        """The figure."""
        return self._read(name, partial(cells.amount, places=places))

    def degrees(self, name: str) -> Decimal | None:
        """The coordinate."""
        return self._read(name, cells.degrees)

    def named(self, name: str, known: Mapping[str, T]) -> T | None:
        """The record that is meant by a word, which must be there."""
        return self.one(name, self.text(name), known) if self.text(name) else None

    def one(self, name: str, word: str, known: Mapping[str, T]) -> T | None:
        """The record of a word of a cell."""
        found = known.get(folded(word))
        if found is None:
            self.refuse(NotOnRecord(value=word, column=self.columns[name].label), name)
        return found

    def checked(self, check: Callable[[], Any], names: Mapping[str, str] | None = None) -> Any:
        """What a rule of the house makes of it; None where it refuses, with its sentence at the column."""
        try:
            return check()
        except Refusal as refusal:
            self.problems += [one for one in cells.problems_in(refusal, names) if one not in self.problems]
            return None

    def refuse(self, refusal: Refusal, name: str = "") -> None:
        """Note what is wrong."""
        self.problems.append(Problem(name, str(refusal)))

    def _read(self, name: str, how: Callable[[Column, str], T]) -> T | None:
        try:
            return how(self.columns[name], self.text(name))
        except Refusal as refusal:
            self.refuse(refusal, name)
            return None
