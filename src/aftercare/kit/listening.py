"""Sessions beside the pool: to wait for what the database announces, or to hold a lock for long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

Wait = Callable[[float], bool]


def own_session() -> "psycopg.Connection[Any]":
    """A session beside the pool; what it holds ends with the process, however that ends."""
    params = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "pool"):
        params.pop(ours, None)
    return psycopg.connect(**params, autocommit=True)


@contextmanager
def listening(channel: str) -> Iterator[Wait]:
    """Listen to a channel; the given function waits so many seconds at most and tells whether something was said."""
    with own_session() as session:
        session.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

        def wait(seconds: float) -> bool:
            return any(True for _said in session.notifies(timeout=seconds, stop_after=1))

        yield wait
