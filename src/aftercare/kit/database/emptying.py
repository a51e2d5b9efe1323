"""Taking everything out of the database in hand: for data that was never real."""

from django.db import connection


def others_at_work() -> int:
    """How many other sessions use this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        )
        (sessions,) = cursor.fetchone()
    return int(sessions)


def drop_everything() -> None:
    """Drop every table, sequence, type and function that this program has made; what the server brought stays."""
    with connection.cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER CASCADE")
