"""Bringing the database up to date, safely for several processes at once and for those at work meanwhile."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import errors

from aftercare.config.commands.progress import said_when_slow
from aftercare.kit.listening import own_session

TURN = 0x4166746572636172  # any number of 64 bits that nobody else uses for an advisory lock
TRIES = 10
PAUSE = 3.0
ASK_AGAIN = 0.2


def migrate_database() -> int:
    """Apply every migration that is missing; the answer is their number.

    A statement that waits longer than two seconds for a table others are using gives way and is tried again, so that
    a migration never makes everybody else wait behind it.
    """
    with _turn(), said_when_slow("Bringing the database up to date"):
        missing = len(missing_migrations())
        if missing:
            _apply()
        call_command("createcachetable", verbosity=0)
    return missing


def missing_migrations() -> list[str]:
    """Names of the migrations the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _apply() -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            call_command("migrate", interactive=False, verbosity=0)
            return
        except OperationalError as error:
            if attempt == TRIES or not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            time.sleep(PAUSE)
        finally:
            with contextlib.suppress(OperationalError), connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One process at a time; on a connection of its own, so that the turn ends with the process however it ends.

    The others ask again and again: one that waits inside a statement keeps its snapshot, and an index that is made
    beside the work of others waits for every snapshot there is.
    """
    with own_session() as held:
        with said_when_slow("Another process is bringing the database up to date; waiting"):
            while not _taken(held):
                time.sleep(ASK_AGAIN)
        yield


def _taken(held: "psycopg.Connection[Any]") -> bool:
    row = held.execute("SELECT pg_try_advisory_lock(%s)", [TURN]).fetchone()
    return bool(row and row[0])
