"""`aftercare worker`: one process that does queued and timed work."""

import click

from aftercare.config.commands.database import with_database

SUPERVISED_GRACE = 5.0  # seconds: `up` stops within ten


@click.command(short_help="Run one worker.")
@click.option("--concurrency", type=click.IntRange(1, 64), help="Jobs at once; WORKER_CONCURRENCY if not given.")
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input does: a parent holds it open.")
@with_database
def worker(concurrency: int | None, supervised: bool) -> None:
    """Do queued and timed work until Ctrl-C. Run any number, on any number of machines."""
    from aftercare.config.running.leash import end_with_parent
    from aftercare.config.running.workers import work

    if supervised:
        end_with_parent()
    work(concurrency, grace=SUPERVISED_GRACE if supervised else None)
