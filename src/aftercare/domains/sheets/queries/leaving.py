"""Records on their way into a file, some thousand at a time."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from aftercare.domains.sheets.columns import LAYOUTS

MOST = 200_000
SOME = 1_000


def some_of(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """So many of them at once, so that memory does not grow with the list."""
    found = rows[:MOST].iterator(chunk_size=SOME)
    while some := list(islice(found, SOME)):
        yield some


def plain_cells(one: Any, noun: str) -> dict[str, Any]:
    """A cell for each column of which the record has a field of the same name."""
    values = {column.name: getattr(one, column.name, "") for column in LAYOUTS[noun].columns}
    return {name: "" if value is None else value for name, value in values.items()}
