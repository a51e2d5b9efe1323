"""What was played, and what it took: counted in each process and added up."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection


@dataclass(slots=True)
class Tally:
    """Counts by verb and reason, seconds by command, rows that could not be mapped as (incident, line, why)."""

    incidents: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    inserted: Counter[tuple[str, str]] = field(default_factory=Counter)
    house: Counter[str] = field(default_factory=Counter)
    late: int = 0
    not_mapped: list[tuple[str, int, str]] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: float = 0.0
    database_cpu: float = 0.0

    def add(self, other: "Tally") -> None:
        """Take in what another process played."""
        self.incidents += other.incidents
        self.late += other.late
        self.cpu += other.cpu
        self.database_cpu += other.database_cpu
        self.not_mapped += other.not_mapped
        self.inserted.update(other.inserted)
        for mine, theirs in ((self.rows, other.rows), (self.verbs, other.verbs), (self.house, other.house)):
            mine.update(theirs)
        for name, seconds in other.seconds.items():
            self.seconds[name] += seconds

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note how long it takes, waiting included."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name].append(time.perf_counter() - began)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Note the CPU of this process and of its database connection."""
        began, database_began = time.process_time(), database_cpu()
        yield
        self.cpu += time.process_time() - began
        self.database_cpu += database_cpu() - database_began


def database_cpu() -> float:
    """CPU seconds that this connection's server process has used; 0 where it runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        name, _, figures = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return 0.0
    if "postgres" not in name:
        return 0.0
    user, kernel = figures.split()[11:13]
    return (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")
