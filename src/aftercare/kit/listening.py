"""Hearing what the database announces: one connection of its own that waits, beside the pool."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql

Wait = Callable[[float], bool]


@contextmanager
def listening(channel: str) -> Iterator[Wait]:
    """Listen to a channel; the given function waits so many seconds at most and tells whether something was said."""
    params = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "pool"):
        params.pop(ours, None)
    with psycopg.connect(**params, autocommit=True) as session:
        session.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

        def wait(seconds: float) -> bool:
            return any(True for _said in session.notifies(timeout=seconds, stop_after=1))

        yield wait
