"""Statements the server keeps ready: parsed and planned once a connection, then only given their values."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

USES_BEFORE_IT_IS_KEPT = 3


def database() -> BaseDatabaseWrapper:
    """This thread's connection itself; the usual proxy looks it up again at every touch."""
    return connections[DEFAULT_DB_ALIAS]


def prepared_cursor() -> CursorWrapper:
    """A cursor that binds values on the server, for SQL whose text stays the same."""
    here: Any = database()
    here.ensure_connection()
    usual, here.connection.cursor_factory = here.connection.cursor_factory, ServerBindingCursor
    here.connection.prepare_threshold = USES_BEFORE_IT_IS_KEPT
    try:
        cursor: CursorWrapper = here.cursor()
    finally:
        here.connection.cursor_factory = usual
    return cursor
