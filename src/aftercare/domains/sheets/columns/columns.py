"""A column of a sheet, and the layout that a noun's columns make."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aftercare.kit.errors import Sentence

Choices = Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its heading, other headings it is known by, and what may stand in it.

    `longest` is in characters; `choices` are codes with their words, either of which is understood;
    `meant` are further words for them.
    """

    name: str
    label: Sentence
    also: tuple[str, ...] = ()
    needed: bool = False
    longest: int = 200
    choices: Choices = field(default_factory=dict)
    meant: Mapping[str, str] = field(default_factory=dict)
    example: Sentence = ""
    note: Sentence = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a noun; a row is recognised by the first of `keys` that it fills.

    Where `in_rows` names columns, a record may stand in several rows that follow each other, each with its own of
    these. `after` is the column that names a record of the same noun which must be there before.
    """

    noun: str
    label: Sentence
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    in_rows: tuple[str, ...] = ()
    after: str = ""

    @property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}
