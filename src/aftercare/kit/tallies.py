"""How many rows each of several lists has, in one statement, and no further than anybody reads."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST = 99


def tallies(lists: Mapping[str, QuerySet[Any]], *, most: int = MOST) -> dict[str, str]:
    """The number of rows of each list by its name, `99+` where there are more than `most`."""
    counts: list[str] = []
    values: list[Any] = []
    names: list[str] = []
    for name, rows in lists.items():
        try:
            sql, params = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        counts.append(f"(SELECT count(*) FROM ({sql}) AS list_{len(names)})")  # nosec B608  SQL of querysets
        values += params
        names.append(name)
    seen = dict.fromkeys(lists, 0) | dict(zip(names, _asked(counts, values), strict=True))
    return {name: f"{most}+" if count > most else str(count) for name, count in seen.items()}


def _asked(counts: list[str], values: list[Any]) -> tuple[int, ...]:
    if not counts:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)  # nosec B608  the SQL of querysets, no input
        return tuple(cursor.fetchone())
