"""Taking everything out of the database in hand: for data that was never real."""

from typing import Any, cast

from django.db import connection

from aftercare.kit.listening import own_session

OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
             AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


def others_at_work() -> int:
    """How many sessions use this database beside this process, whose own are given back first."""
    connection.close()
    cast(Any, connection).close_pool()
    with own_session() as session:
        found = session.execute(OTHERS).fetchone()
    return int(found[0]) if found else 0


def drop_everything() -> None:
    """Drop every table, sequence, type and function that this program has made; what the server brought stays."""
    with own_session() as session:
        session.execute("DROP OWNED BY CURRENT_USER CASCADE")
