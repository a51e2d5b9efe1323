"""`python -m bench.load`: a fresh database with so many requests of the synthetic tickets, complete in every table."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import click
import psycopg
from psycopg import sql

from bench.places import Place, click_options, ready
from bench.tickets import Ticket, TicketsMissing, read_tickets

# The chain of hashes in one pass: the ledger's own function as an aggregate over a subject's facts. The triggers that
# would do the same row by row rest meanwhile, which takes the superuser of a database made for measuring.
CHAIN = """
CREATE FUNCTION pg_temp.chained(previous bytea, entry kit_ledgerentry) RETURNS bytea LANGUAGE sql IMMUTABLE
  AS $body$ SELECT {row_hash} $body$;
CREATE AGGREGATE pg_temp.chain(kit_ledgerentry) (sfunc = pg_temp.chained, stype = bytea, initcond = '');
"""
STAGED = """
CREATE TEMP TABLE facts (LIKE kit_ledgerentry INCLUDING DEFAULTS);
ALTER TABLE facts ALTER id DROP DEFAULT, ALTER id DROP NOT NULL,
    ALTER tx SET DEFAULT pg_current_xact_id()::text::bigint,
  ALTER recorded_at SET DEFAULT clock_timestamp();
"""
ENTERED = """
INSERT INTO kit_ledgerentry (tx, subject_kind, subject_id, seq, kind, verb, state_left, state_entered, at, recorded_at,
       actor_kind, actor_id, actor_name, on_behalf, via, context_id, data, hash)
SELECT tx, subject_kind, subject_id, seq, kind, verb, state_left, state_entered, at, recorded_at,
       actor_kind, actor_id, actor_name, on_behalf, via, context_id, data, chained
  FROM (SELECT facts.*, pg_temp.chain(ROW(facts.*)::kit_ledgerentry)
               OVER (PARTITION BY subject_kind, subject_id ORDER BY seq) AS chained FROM facts) AS entry
 ORDER BY at, seq
"""


@click.command()
@click.option("--requests", default=100_000, show_default=True, help="How many.")
@click_options
def main(requests: int, place: Place) -> None:
    """Make the database anew and load it; prints how long each step took and whether every invariant holds."""
    try:
        with ready(place, requests, fresh=True):
            for line in load(requests, place, at=datetime.now(UTC)):
                click.echo(line)
    except TicketsMissing as missing:
        raise click.ClickException(str(missing)) from missing


def load(count: int, place: Place, *, at: datetime) -> Iterator[str]:
    """Load so many requests into a migrated, empty database; yields what to tell."""
    from bench.company import found_company

    watch = Watch()
    tickets = read_tickets(count, at=at)
    yield watch.told("tickets made and read")
    company = found_company(tickets, tickets[0].created - timedelta(days=30))
    yield watch.told("company, 5,000 customers with a device each, 100 people")
    with psycopg.connect(place.superuser_url(count)) as session:
        session.execute("SET session_replication_role = replica")
        yield from enter(session, tickets, company, watch)
    yield from _counted(watch, at)
    with psycopg.connect(place.superuser_url(count), autocommit=True) as session:
        session.execute("VACUUM ANALYZE")
    yield watch.told("vacuumed and analysed")
    yield from _proved(watch)


class Watch:
    """Seconds since the step before."""

    def __init__(self) -> None:
        self.since = time.perf_counter()

    def told(self, what: str) -> str:
        """The step that ended now, with its time."""
        now = time.perf_counter()
        spent, self.since = now - self.since, now
        return f"{spent:8.1f} s  {what}"


def enter(
    session: "psycopg.Connection[Any]", tickets: Sequence[Ticket], company: Any, watch: Watch | None = None
) -> Iterator[str]:
    """Write everything about these tickets in the transaction in hand; yields what to tell."""
    from aftercare.kit.ids import id_of
    from aftercare.kit.models.ledger import ROW_HASH
    from bench import rows

    watch, dice = watch or Watch(), random.Random(7)
    all_ = [rows.loaded(ticket, place, company, dice) for place, ticket in enumerate(tickets, 1)]
    said = [id_of(one.ticket.created + timedelta(minutes=30), dice) for one in all_]
    with _indexes_afterwards(session, "requests_servicerequest"):
        _write(session, "requests_servicerequest", (rows.request_row(one, company) for one in all_))
    session.execute("SELECT setval('number_request', %s)", [len(all_)])
    yield watch.told(f"{len(all_):,} requests with their search vectors")
    kinds: dict[str, Callable[[rows.Loaded, UUID], Iterable[rows.Row]]] = {
        "requests_attempt": lambda one, _said: rows.attempt_rows(one, dice),
        "contracts_clock": lambda one, _said: rows.clock_rows(one, company, dice),
        "customers_communication": lambda one, said: rows.communication_rows(one, said),
        "feedback_callback": lambda one, _said: rows.call_back_rows(one, dice),
        "accounts_task": lambda one, _said: rows.task_rows(one, dice),
    }
    for table, made in kinds.items():
        written = _write(session, table, (row for one, talk in zip(all_, said, strict=True) for row in made(one, talk)))
        yield watch.told(f"{written:,} rows of {table}")
    session.execute(STAGED)
    session.execute(sql.SQL(CHAIN.replace("{row_hash}", ROW_HASH)))  # type: ignore[arg-type]  the product's own text
    facts = (row for one, talk in zip(all_, said, strict=True) for row in rows.fact_rows(one, company, talk))
    written = _write(session, "facts", facts)
    yield watch.told(f"{written:,} ledger facts staged")
    session.execute("SET LOCAL work_mem = '512MB'")
    session.execute(ENTERED)
    yield watch.told("ledger entered in the order of time, each row with the hash of the row before")


@contextmanager
def _indexes_afterwards(session: "psycopg.Connection[Any]", table: str) -> Iterator[None]:
    """Build a table's indexes in one go when it is full: the one over words takes minutes row by row."""
    found = session.execute(
        """SELECT pg_get_indexdef(indexrelid), indexrelid::regclass::text FROM pg_index
            WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""",
        [table],
    ).fetchall()
    for _definition, name in found:
        session.execute(f"DROP INDEX {name}")
    yield
    session.execute("SET CONSTRAINTS ALL IMMEDIATE")
    session.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for definition, _name in found:
        session.execute(definition)


def _write(session: "psycopg.Connection[Any]", table: str, rows: Iterable[Sequence[Any]]) -> int:
    from bench.rows import COLUMNS

    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table].split()))
    written = 0
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    with session.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            written += 1
    return written


def _counted(watch: Watch, at: datetime) -> Iterator[str]:
    """Count what reports tell at once, as the first worker would."""
    from aftercare.domains.insight.actions import count_everything
    from aftercare.kit.actor import system

    count_everything(system("load"), at=at)
    yield watch.told("counted for the reports")


def _proved(watch: Watch) -> Iterator[str]:
    from aftercare.domains.requests.queries import broken_invariants
    from aftercare.kit.ledger import tampered

    changed = tampered()
    yield watch.told(f"tampered() == {changed[:5]}")
    broken = broken_invariants()
    yield watch.told(f"broken_invariants() == {broken[:5]}")
    if changed or broken:
        raise click.ClickException("What was loaded does not hold.")


if __name__ == "__main__":
    main()
