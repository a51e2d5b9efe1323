"""Rows that follow each other and are one record: an order with its lines, an agreement with its devices."""

from collections.abc import Iterable, Iterator, Sequence

from aftercare.domains.sheets.columns import Layout
from aftercare.domains.sheets.plans import Row

ONE_THING = ("number", "external_id")


def continues(layout: Layout, before: Row, row: Row) -> bool:
    """Whether a row is of the record that the row before is of."""
    if not layout.in_rows:
        return False
    keys = [name for name in layout.keys if row.cells.get(name)]
    return any(row.cells[name] == before.cells.get(name) for name in keys)


def groups_of(layout: Layout, rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each record."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and continues(layout, groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def some_at_a_time(layout: Layout, rows: Iterable[Row], most: int) -> Iterator[list[Row]]:
    """So many rows at once; what is begun of a record goes on to its end."""
    some: list[Row] = []
    for row in rows:
        if len(some) >= most and not continues(layout, some[-1], row):
            yield some
            some = []
        some.append(row)
    if some:
        yield some


def in_turns(layout: Layout, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in turns: what needs a record of the same rows to be there comes in a later turn than that.

    No record stands twice in a turn, so that a further row of it meets what the first one wrote.
    """
    turns: list[list[Row]] = []
    reached: dict[str, int] = {}
    for group in groups_of(layout, rows):
        names = {row.cells[name] for row in group for name in ONE_THING if row.cells.get(name)}
        needed = {row.cells[layout.after] for row in group if row.cells.get(layout.after)} if layout.after else set()
        turn = max((reached[name] + 1 for name in names | needed if name in reached), default=0)
        while len(turns) <= turn:
            turns.append([])
        turns[turn] += group
        reached |= dict.fromkeys(names, turn)
    return turns
