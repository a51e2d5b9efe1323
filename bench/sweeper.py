"""`python -m bench.sweeper`: how late promises are told, with every clock of the loaded requests running."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import click
import psycopg

from bench.places import Place, click_options, ready
from bench.stack import running

PATIENCE = 300.0  # seconds
AHEAD = timedelta(seconds=15)
CHOSEN = """SELECT id FROM contracts_clock WHERE kind = 'resolution' AND standing = 'running' AND fired = '{}'
             AND next_alert_at > now() + interval '1 day' ORDER BY next_alert_at, id LIMIT %s"""
# The first stage was told; the breach comes at the given instant.
SOON = """UPDATE contracts_clock SET fired = '{75}', alert_times[2] = %(at)s, due_at = %(at)s, next_alert_at = %(at)s
           WHERE id = %(id)s"""
LATE = """SELECT count(*), count(DISTINCT entry.subject_id), coalesce(max(extract(epoch FROM recorded_at - due)), 0),
                 coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM recorded_at - due)), 0)
            FROM kit_ledgerentry entry
            JOIN unnest(%s::uuid[], %s::timestamptz[]) AS asked (clock, due) ON clock = subject_id
           WHERE entry.kind = 'clock.due' AND entry.subject_kind = 'clock' AND recorded_at >= due"""
TOLD = "SELECT count(*) FROM kit_ledgerentry WHERE kind = 'request.alerted' AND recorded_at >= %s"


@click.command()
@click.option("--requests", default=1_000_000, show_default=True, help="How many were loaded.")
@click.option("--spread", default=500, show_default=True, help="So many breaches within a minute.")
@click.option("--at-once", default=10_000, show_default=True, help="So many breaches at one instant.")
@click_options
def main(requests: int, spread: int, at_once: int, place: Place) -> None:
    """Let promises break and tell how late each was told, and whether once."""
    with ready(place, requests), psycopg.connect(place.superuser_url(requests), autocommit=True) as session:
        open_clocks = session.execute("SELECT count(*) FROM contracts_clock WHERE next_alert_at IS NOT NULL").fetchone()
        click.echo(f"{open_clocks and open_clocks[0]:,} clocks run")
        with running(place.postmaster, workers=2):
            time.sleep(8)
            click.echo(told(session, f"{spread:,} due within a minute", spread, timedelta(minutes=1)))
            click.echo(told(session, f"{at_once:,} due at once", at_once, timedelta(0)))


def told(session: "psycopg.Connection[Any]", what: str, count: int, span: timedelta) -> str:
    """Let so many promises break within a span, wait until all are told, and say how late."""
    began = datetime.now(UTC)
    ids = [row[0] for row in session.execute(CHOSEN, [count]).fetchall()]
    first = began + AHEAD + timedelta(seconds=count / 500)  # so long it takes to write them down
    dues = [first + span * (place / count) for place in range(len(ids))]
    with session.transaction(), session.cursor() as cursor:
        cursor.executemany(SOON, [{"id": id, "at": due} for id, due in zip(ids, dues, strict=True)])
    if datetime.now(UTC) > first:
        raise click.ClickException("Writing the promises took too long to measure anything.")
    events, clocks, worst, median = _waited(session, ids, dues)
    alerted = _alerted(session, began, count)
    return (
        f"{what}: {clocks:,} told, {events - clocks} of them twice; late by {median:.1f} s in the middle, "
        f"{worst:.1f} s at most; work lists filled {alerted:.1f} s after the last was due"
    )


def _waited(
    session: "psycopg.Connection[Any]", ids: Sequence[UUID], dues: Sequence[datetime]
) -> tuple[int, int, float, float]:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = session.execute(LATE, [list(ids), list(dues)]).fetchone()
        assert found is not None
        if found[1] == len(ids):
            return int(found[0]), int(found[1]), float(found[2]), float(found[3])
        time.sleep(2)
    raise click.ClickException(f"After {PATIENCE:.0f} s only {found[1]} of {len(ids)} were told.")


def _alerted(session: "psycopg.Connection[Any]", began: datetime, count: int) -> float:
    """Seconds until the reactions to all of them had run."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = session.execute(TOLD, [began]).fetchone()
        if found and found[0] >= count:
            last = session.execute(
                "SELECT max(recorded_at) FROM kit_ledgerentry WHERE kind = 'request.alerted'"
            ).fetchone()
            due = session.execute("SELECT max(due_at) FROM contracts_clock WHERE 100 = ANY(fired)").fetchone()
            assert last is not None and due is not None
            return float((last[0] - due[0]).total_seconds())
        time.sleep(2)
    raise click.ClickException("The reactions did not all run.")


if __name__ == "__main__":
    main()
