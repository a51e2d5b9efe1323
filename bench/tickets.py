"""The synthetic tickets that other systems were measured with, in the order of their making."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

KINDS = (
    "installation repair inspection maintenance return complaint consultation upgrade".split()
)  # by the type of a ticket
PLACE = Path("tickets") / "make_tickets.py"
NEWEST_IS_OLD = timedelta(days=7)  # the newest ticket is a week old when it is loaded, so that all its facts lie behind


class TicketsMissing(Exception):
    """The maker of the tickets is not where it was looked for."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as the other systems got it."""

    n: int
    subject: str
    body: str
    type: int
    customer: int
    agent: int
    priority: int
    status: int
    created: datetime


def maker() -> Path:
    """The script that prints the tickets, or the sentence that says what to do."""
    folder = Path(os.environ.get("AFTERCARE_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not (folder / PLACE).is_file():
        raise TicketsMissing(
            f"The tickets to load are made by {PLACE}, which is not in {folder}; "
            "set AFTERCARE_DATA to the folder that holds it."
        )
    return folder / PLACE


def read_tickets(count: int, *, at: datetime) -> list[Ticket]:
    """So many tickets, oldest first, all moved by the same number of days so that the newest is a week old."""
    script = subprocess.Popen([sys.executable, str(maker()), str(count)], stdout=subprocess.PIPE, text=True)
    assert script.stdout is not None
    rows = list(csv.reader(script.stdout))[1:]
    if script.wait() or len(rows) != count:
        raise TicketsMissing(f"{maker()} made {len(rows)} tickets; {count} were asked for.")
    rows.sort(key=lambda row: (row[8], int(row[0])))
    newest = datetime.fromisoformat(rows[-1][8]).replace(tzinfo=UTC)
    moved = timedelta(days=(at - NEWEST_IS_OLD - newest).days)
    return [_ticket(row, moved) for row in rows]


def _ticket(row: list[str], moved: timedelta) -> Ticket:
    n, subject, body, *rest, created = row
    sort, customer, agent, priority, status = map(int, rest)
    born = datetime.fromisoformat(created).replace(tzinfo=UTC) + moved
    return Ticket(int(n), subject, body, sort, customer, agent, priority, status, born)
