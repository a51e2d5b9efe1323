"""What each connection to the database is told once it is there."""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.signals import connection_created
from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.pq import Format
from psycopg.types.datetime import TimestamptzLoader

INSTANT = adapters.types["timestamptz"].oid


class Instants(TimestamptzLoader):
    """Reads instants as Python itself does; Django's own reader takes each apart by a pattern."""

    timezone = UTC  # in which the session tells them, as Django expects

    def load(self, data: Buffer) -> datetime:
        """The instant; one that Python has no word for is refused as before."""
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)


def ready_connection(connection: Any, **_told: Any) -> None:
    """Let it read instants so; where it came out of the pool it does already."""
    known = connection.connection.adapters
    if known.get_loader(INSTANT, Format.TEXT) is not Instants:
        known.register_loader(INSTANT, Instants)


def ready_connections() -> None:
    """From now on every connection is told."""
    connection_created.connect(ready_connection, dispatch_uid="aftercare.kit.connecting")
