"""Rows of one file that speak of one record."""

from collections.abc import Sequence

from aftercare.domains.sheets.errors import KeyTwice, SameKey
from aftercare.domains.sheets.queries.cells import Cells

# For each key the row that had it first and what it said; grows with the file, a few hundred bytes a row.
Earlier = dict[str, tuple[int, tuple[str, ...]]]


def agrees(cells: Cells, earlier: Earlier, key: str, names: Sequence[str]) -> bool:
    """Whether a row before had this key; where the two say different things of one record, the later is refused."""
    said = tuple(cells.text(name) for name in names)
    if key not in earlier:
        earlier[key] = (cells.row.place, said)
        return False
    place, before = earlier[key]
    for name, old, new in zip(names, before, said, strict=True):
        if old and new and old != new:
            cells.refuse(SameKey(row=place, key=key.partition(":")[2], column=cells.columns[name].label), name)
    earlier[key] = (place, tuple(old or new for old, new in zip(before, said, strict=True)))
    return True


def stands_once(cells: Cells, earlier: Earlier, key: str, name: str) -> None:
    """Refuse a row whose key a row before had."""
    if key in earlier and earlier[key][0] != cells.row.place:
        cells.refuse(KeyTwice(row=earlier[key][0], key=key.partition(":")[2]), name)
    earlier.setdefault(key, (cells.row.place, ()))
