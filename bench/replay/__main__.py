"""`python -m bench.replay`: replay the log, prove what must hold, print the figures."""

import os
import sys
import time
from pathlib import Path

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bench.replay.log import LogMissing, path_of_log, read_log


@click.command()
@click.option("--processes", default=2, show_default=True, help="How many play at once.")
@click.option("--limit", type=int, help="Stop after about so many rows; incidents are played whole.")
@click.option("--database", envvar="DATABASE_URL", default="", help="An empty PostgreSQL database, made if absent.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("build/replay"), show_default=True,
              help="Where the embedded database lies when --database is not given.")  # fmt: skip
@click.option("--report", type=click.Path(path_type=Path), help="Also write the figures into this file.")
def main(processes: int, limit: int | None, database: str, data: Path, report: Path | None) -> None:
    """Replay the ServiceNow incident log through the actions, with the log's own times."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # for the processes that are started
    os.environ["AFTERCARE_HOME"] = str(data.absolute())
    os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    data.mkdir(parents=True, exist_ok=True)
    try:
        incidents = read_log(path_of_log(), most_rows=limit)
    except LogMissing as missing:
        raise click.ClickException(str(missing)) from missing
    if database:
        _make_if_absent(database)
    from aftercare.config.commands.database import django_ready, joined_database

    with joined_database(), django_ready():
        figures, holds = _replay(incidents, processes)
    click.echo(figures)
    if report:
        report.write_text(figures, encoding="utf-8")
    if not holds:
        raise click.ClickException("Something does not hold; see above.")


def _replay(incidents: list, processes: int) -> tuple[str, bool]:
    from aftercare.config.running.migrating import migrate_database
    from aftercare.kit.jobs import run_queued
    from bench.replay.cast import NotEmpty, make_cast
    from bench.replay.processes import play
    from bench.replay.proof import prove
    from bench.replay.report import Run, written

    migrate_database()
    load = os.getloadavg()[0]
    began = time.perf_counter()
    try:
        commands = make_cast(incidents)
    except NotEmpty as used:
        raise click.ClickException(str(used)) from used
    run_queued()
    setup_seconds = time.perf_counter() - began
    tally, seconds = play(incidents, processes)
    load_after = os.getloadavg()[0]
    began = time.perf_counter()
    later = run_queued(limit=10_000_000)
    later_seconds = time.perf_counter() - began
    began = time.perf_counter()
    proof = prove(incidents)
    run = Run(
        incidents=incidents,
        tally=tally,
        proof=proof,
        processes=processes,
        setup_seconds=setup_seconds,
        setup_commands=commands,
        play_seconds=seconds,
        later_reactions=later,
        later_seconds=later_seconds,
        proof_seconds=time.perf_counter() - began,
        load=(load, load_after),
    )
    return written(run), run.holds


def _make_if_absent(url: str) -> None:
    """Make the database where its server has none of that name."""
    known = conninfo_to_dict(url)
    name = str(known.pop("dbname", ""))
    with psycopg.connect(make_conninfo(dbname="postgres", **known), autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


if __name__ == "__main__":
    main()
