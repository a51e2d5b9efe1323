"""`aftercare web`: the web server alone."""

import os

import click

from aftercare.config.commands.database import joined_database, with_data


@click.command(short_help="Run one web server.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen at.")
@click.option("--supervised", is_flag=True, hidden=True, help="End when standard input does: a parent holds it open.")
@with_data
def web(host: str, port: int, supervised: bool) -> None:
    """Serve pages and API until Ctrl-C. Run any number, each on a port of its own, behind one proxy."""
    from aftercare.config.running.leash import end_with_parent
    from aftercare.config.running.ports import ensure_free, is_loopback
    from aftercare.config.running.webserver import serve

    if supervised:
        end_with_parent()
    ensure_free(host, port, patience=5.0 if supervised else 0.0)
    os.environ.setdefault("FIRST_RUN_OPEN", str(is_loopback(host)))
    with joined_database():
        serve(host, port)
