"""What the application asks of the database: counted from the server's log, and asked again by itself."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from aftercare.kit.ids import new_id
from bench.places import Place

BEGINS = re.compile(r"^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] (LOG|DETAIL|ERROR|WARNING|STATEMENT|HINT|FATAL): +(.*)$")
SAID = re.compile(r"^(?:statement|execute [^:]+): (.*)$", re.DOTALL)
FRAME = re.compile(
    r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |SHOW |DISCARD|CLOSE ALL|UNLISTEN|RESET)", re.IGNORECASE
)
UUIDS = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\b")
VALUES = re.compile(r"\$(\d+) = ('(?:[^']|'')*'|NULL)")
PLACE = re.compile(r"\$(\d+)")
# The product's own log keeps quiet about values.
TELLING = {"log_statement": "'all'", "log_parameter_max_length": "-1", "log_error_verbosity": "'default'"}
NUMBER = re.compile(r"SR-(\d{4})-(\d{6,})")


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements of one operation, in order, those that frame transactions among them."""

    texts: Sequence[str]
    since: float = 0.0  # milliseconds since 1970: what bears a later key was made by the operation

    @property
    def count(self) -> int:
        """How many statements, without those that only begin and end transactions."""
        return sum(1 for text in self.texts if not FRAME.match(text))

    @property
    def frames(self) -> int:
        """How many begin and end transactions."""
        return len(self.texts) - self.count


class Listening:
    """The server writes every statement down meanwhile; `since()` reads what came since it was last asked."""

    def __init__(self, place: Place, count: int) -> None:
        self.place, self.count = place, count

    def __enter__(self) -> "Listening":
        for name, value in TELLING.items():
            self._tell(f"SET {name} = {value}")
        self.read_to, self.asked_at = self.place.log.stat().st_size, time.time() * 1000
        return self

    def __exit__(self, *_: object) -> None:
        for name in TELLING:
            self._tell(f"RESET {name}")

    def since(self) -> Asked:
        """The statements written since the last call."""
        time.sleep(0.05)
        found, self.read_to = _read(self.place.log, self.read_to)
        asked, self.asked_at = Asked(found, self.asked_at), time.time() * 1000
        return asked

    def _tell(self, what: str) -> None:
        name = sql.Identifier(self.place.name(self.count))
        with psycopg.connect(self.place.superuser_url(self.count), autocommit=True) as session:
            session.execute(sql.SQL("ALTER DATABASE {} ").format(name) + sql.SQL(what))  # type: ignore[arg-type]


def _read(log: Path, start: int) -> tuple[list[str], int]:
    with log.open("rb") as file:
        file.seek(start)
        text = file.read().decode(errors="replace")
        end = file.tell()
    entries: list[list[str]] = []
    for line in text.splitlines():
        if begins := BEGINS.match(line):
            entries.append([begins[1], begins[2]])
        elif entries:
            entries[-1][1] += "\n" + line.removeprefix("\t")
    return list(_told(entries)), end


def _told(entries: Sequence[Sequence[str]]) -> Iterator[str]:
    """The statements among what the log holds, with the values written in where they were sent apart."""
    for (level, words), (next_level, detail) in pairwise([*entries, ("", "")]):
        said = SAID.match(words) if level == "LOG" else None
        if said is not None:
            values = dict(VALUES.findall(detail)) if next_level == "DETAIL" else {}
            yield PLACE.sub(lambda found, values=values: values.get(found[1], found[0]), said[1])  # type: ignore[misc]


def bare_seconds(session: "psycopg.Connection[Any]", asked: Asked) -> float:
    """How long the same statements take by themselves, prepared, on a connection that is open already."""
    texts = _anew(asked)
    began = time.perf_counter()
    for text in texts:
        cursor = session.execute(text.encode(), prepare=not FRAME.match(text))
        if cursor.description is not None:
            cursor.fetchall()
    return time.perf_counter() - began


def _anew(asked: Asked) -> list[str]:
    """The texts with fresh identifiers in place of those that the operation had made."""
    kept = [text for text in asked.texts if not text.startswith(("SET ", "SHOW "))]
    if not any(text.startswith("INSERT") for text in kept):
        return kept
    fresh: dict[UUID, UUID] = {}

    def another(found: re.Match[str]) -> str:
        old = UUID(found[0])
        if old.int >> 80 < asked.since:  # UUIDv7 keys carry the time of their making
            return found[0]
        new = fresh.setdefault(old, new_id())
        return str(new) if "-" in found[0] else new.hex

    number = f"SR-\\1-9{time.time_ns() % 10**11:011d}"
    return [NUMBER.sub(number, UUIDS.sub(another, text)) for text in kept]
