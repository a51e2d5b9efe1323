"""`python -m bench.faults`: each fault in turn, and what callers saw of it."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from psycopg.conninfo import make_conninfo

from bench.faults import blows, proof
from bench.faults.callers import Callers
from bench.faults.company import found_company
from bench.faults.disk import NoSmallDisk, small_disk
from bench.faults.outcome import Outcome, table
from bench.faults.relay import relaying
from bench.places import Place, ready
from bench.stack import Stack, running
from bench.wire import Ask, send

BEFORE = 5.0  # seconds of undisturbed work before a fault
CALM = 5.0  # seconds without trouble that count as normal again
PATIENCE = 240.0
SOCKET = ".s.PGSQL.5432"


@click.command()
@click.option("--only", default="", help="Faults whose name begins so.")
@click.option("--stops", default=10, show_default=True, help="How often the database is stopped.")
@click.option("--slow", default=0.5, show_default=True, help="Seconds of latency, each way.")
@click.option("--slow-for", default=20.0, show_default=True, help="Seconds that the latency lasts.")
@click.option("--full-for", default=15.0, show_default=True, help="Seconds that writes fail for the full disk.")
@click.option("--keep", is_flag=True, help="Leave the folder with what web server and worker complained of.")
def main(only: str, stops: int, slow: float, slow_for: float, full_for: float, keep: bool) -> None:
    """Let each fault happen under load; the exit code is 1 where something does not hold."""
    faults: list[blows.Fault] = [blows.StoppedAtOnce(stops), blows.Slow(slow, slow_for), blows.FullDisk(full_for)]
    chosen = [fault for fault in faults if fault.name.startswith(only)]
    with _folder(keep=keep) as folder, contextlib.ExitStack() as stack:
        try:
            stack.enter_context(small_disk(folder / "database"))
        except NoSmallDisk as reason:
            click.echo(f"The full disk is left out: no small disk can be mounted here ({reason}).")
            chosen = [fault for fault in chosen if not isinstance(fault, blows.FullDisk)]
        place = Place(folder)
        stack.enter_context(ready(place, 0, fresh=True))
        tokens = found_company()
        outcomes = [suffered(place, fault, tokens) for fault in chosen]
    for line in table(outcomes):
        click.echo(line)
    if not all(outcome.holds for outcome in outcomes):
        raise click.ClickException("Something does not hold; see above.")


@contextlib.contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    """A folder for this run alone, which the database's own account may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        if keep:
            click.echo(f"Kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def suffered(place: Place, fault: blows.Fault, tokens: Sequence[str]) -> Outcome:
    """Let one fault happen to a system that has just started, and look at what became of it."""
    direct = os.environ["DATABASE_URL"]
    with (
        relaying(place.folder / "way", place.folder / "database" / "cluster" / SOCKET) as relay,
        (place.folder / "complaints.log").open("ab") as log,
    ):
        if fault.on_the_way:
            os.environ["DATABASE_URL"] = make_conninfo(direct, host=str(relay.door.parent))
        with running(place.postmaster, workers=1, log=log) as stack:
            os.environ["DATABASE_URL"] = direct
            _wait_until_ready(stack)
            with Callers(stack.port, tokens) as callers:
                time.sleep(BEFORE)
                ended = fault.happen(blows.Scene(place, relay, callers))
                again = _normal_after(stack, callers, ended)
            return _looked_at(fault.name, stack, callers, ended, again)


def _looked_at(
    name: str, stack: Stack, callers: Callers, ended: float, again: tuple[float | None, float | None]
) -> Outcome:
    from django.db import connection

    connection.close()
    connection.close_pool()  # what it holds was cut by the fault
    found = [f"{key} was never answered" for key in callers.never_answered]
    found += [f"process {child.args} ended" for child in stack.children if child.poll() is not None]
    reactions_after = proof.reactions_done(ended)
    return Outcome(
        name=name,
        acknowledged=len(callers.acknowledged),
        said=callers.said(),
        slowest=max(one.ended - one.began for one in callers.tries),
        ready_after=again[0],
        normal_after=again[1],
        reactions_after=reactions_after,
        breaches=[*found, *proof.breaches(callers.acknowledged)],
    )


def _wait_until_ready(stack: Stack) -> None:
    ends = time.monotonic() + 60
    while not _ready(stack.port):
        if time.monotonic() > ends:
            raise click.ClickException("The system was not ready within a minute, before any fault.")
        time.sleep(0.25)


def _ready(port: int) -> bool:
    try:
        return send(port, Ask("GET", "/readyz", {})).status == 200
    except (OSError, IndexError, ValueError):
        return False


def _normal_after(stack: Stack, callers: Callers, ended: float) -> tuple[float | None, float | None]:
    """Seconds until it said that it was ready, and until every answer was normal too; None where that did not come."""
    not_ready = ended
    while time.monotonic() < ended + PATIENCE:
        if not _ready(stack.port):
            not_ready = time.monotonic()
        trouble = max(not_ready, callers.last_trouble())
        if time.monotonic() > trouble + CALM and callers.calm_since(time.monotonic() - CALM):
            return not_ready - ended, trouble - ended
        time.sleep(0.25)
    return None, None


if __name__ == "__main__":
    main()
