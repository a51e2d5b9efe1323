"""The incident log as it was written: rows, and incidents made of rows."""

import csv
import gzip
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

UNKNOWN = "?"
PLACE = Path("event_log") / "servicenow_incidents.csv.gz"
# Told apart in the columns below, or filled in afterwards from the incident's end; the rest is only noted.
READ_APART = frozenset(
    "number ident_state incident_state active reassignment_count reopen_count sys_mod_count made_sla opened_by "
    "opened_at sys_created_by sys_created_at sys_updated_by sys_updated_at category subcategory u_symptom impact "
    "urgency "
    "priority assignment_group assigned_to closed_code resolved_by resolved_at closed_at".split()
)


class LogMissing(Exception):
    """The log is not where it was looked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the log: how the incident stood after one change. Empty strings are unknown."""

    number: str
    line: int
    state: str
    at: datetime
    opened_at: datetime
    opened_by: str = ""
    updated_by: str = ""
    caller: str = ""
    channel: str = ""
    problem: tuple[str, str, str] = ("", "", "")  # category, subcategory, symptom
    priority: int = 3
    group: str = ""
    assigned_to: str = ""
    resolved_by: str = ""
    resolved_at: datetime | None = None
    closed_code: str = ""
    made_sla: bool = True
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident with its rows in the order of the file."""

    number: str
    rows: tuple[Row, ...]

    @property
    def made_sla(self) -> bool:
        """The log's own verdict when the incident was closed."""
        return self.rows[-1].made_sla


def path_of_log() -> Path:
    """Where the log lies: under AFTERCARE_DATA, else under build/data."""
    return Path(os.environ.get("AFTERCARE_DATA") or "build/data") / PLACE


def read_log(path: Path, *, most_rows: int | None = None) -> list[Incident]:
    """The incidents of the log, whole ones only, until they have `most_rows` rows."""
    if not path.exists():
        raise LogMissing(
            f"The incident log is missing: {path} does not exist. Set AFTERCARE_DATA to the folder that holds "
            f"{PLACE} (UCI machine learning repository, 'Incident management process enriched event log')."
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return _whole(rows_of(csv.DictReader(lines)), most_rows)


def rows_of(records: Iterable[dict[str, str]]) -> Iterator[Row]:
    """Read records by the names of the file's header; the first line is the header."""
    for line, record in enumerate(records, 2):
        yield _row(line, {name: "" if value == UNKNOWN else value for name, value in record.items()})


def _whole(rows: Iterable[Row], most_rows: int | None) -> list[Incident]:
    gathered: dict[str, list[Row]] = {}
    for taken, row in enumerate(rows):
        if most_rows is not None and taken >= most_rows and row.number not in gathered:
            break
        gathered.setdefault(row.number, []).append(row)
    return [Incident(number, tuple(mine)) for number, mine in gathered.items()]


def _row(line: int, record: dict[str, str]) -> Row:
    at = _instant(record["sys_updated_at"])
    opened_at = _instant(record["opened_at"])
    if at is None or opened_at is None:
        raise ValueError(f"Line {line} of the log says not when it was opened and updated.")
    return Row(
        number=record["number"],
        line=line,
        state=record["ident_state"] if "ident_state" in record else record["incident_state"],
        at=at,
        opened_at=opened_at,
        opened_by=record["opened_by"],
        updated_by=record["sys_updated_by"],
        caller=record["caller_id"],
        channel=record["contact_type"],
        problem=(record["category"], record["subcategory"], record["u_symptom"]),
        priority=int(record["priority"][:1]),  # 3, or the words '3 - Moderate'
        group=record["assignment_group"],
        assigned_to=record["assigned_to"],
        resolved_by=record["resolved_by"],
        resolved_at=_instant(record["resolved_at"]),
        closed_code=record["closed_code"],
        made_sla=record["made_sla"].lower() == "true",
        others={name: value for name, value in record.items() if name not in READ_APART},
    )


def _instant(text: str) -> datetime | None:
    """The log names no zone: its times are taken as universal time."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC) if text else None
