"""Numbers for people: unique and rising, taken from database sequences, so that creation is never serialised."""

from django.db import connection
from django.db.migrations.operations import RunSQL


def create_series(name: str) -> RunSQL:
    """The migration operation that makes a series' sequence."""
    return RunSQL(f"CREATE SEQUENCE IF NOT EXISTS number_{name}", f"DROP SEQUENCE IF EXISTS number_{name}")


class Series:
    """Numbers such as SR-2026-000123; the count goes on over the years and may have gaps."""

    def __init__(self, prefix: str, name: str) -> None:
        self.prefix = prefix
        self.name = name

    def next(self, year: int) -> str:
        """The next number, with the year that the company writes now."""
        return self.take(1, year)[0]

    def take(self, count: int, year: int) -> list[str]:
        """The next so many numbers, in one statement."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [f"number_{self.name}", count])
            return [f"{self.prefix}-{year}-{value:06d}" for (value,) in cursor.fetchall()]
