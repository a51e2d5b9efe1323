"""Which rows a piece of work locks, and in which order: two works that lock in different orders wait for each other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LOCKED = re.compile('FOR (?:NO KEY )?UPDATE OF "([a-z_]+)"')


@contextmanager
def locks() -> Iterator[list[tuple[str, str]]]:
    """Fills with the table and the parameters of every lock that is taken meanwhile."""
    taken: list[tuple[str, str]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := LOCKED.search(sql):
            taken.append((found[1], str(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield taken


def tables(taken: list[tuple[str, str]]) -> list[str]:
    """The tables in the order in which they were locked first."""
    return list(dict.fromkeys(table for table, _params in taken))
