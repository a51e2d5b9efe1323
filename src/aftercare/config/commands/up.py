"""`aftercare up`: database, migrations, web and worker in one command."""

import os
import signal

import click

from aftercare.config.commands.database import home, joined_database, with_data


@click.command(short_help="Start everything on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen at.")
@click.option("--demo", is_flag=True, help="Fill an empty system with a believable company.")
@with_data
def up(host: str, port: int, demo: bool) -> None:
    """Start the database, bring it up to date, and run web and worker until Ctrl-C.

    What dies is started again. The database is the embedded one unless DATABASE_URL names another.
    """
    from aftercare.config.running.children import prepared, standard_children
    from aftercare.config.running.ports import address, announce, ensure_free
    from aftercare.config.running.supervisor import Supervisor

    for order in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(order, signal.default_int_handler)
    ensure_free(host, port)
    os.environ.setdefault("BASE_URL", address(host, port))
    environment = dict(os.environ)  # without our own DATABASE_URL: each child joins the embedded server by itself
    try:
        with joined_database():
            first_run = prepared(environment, demo=demo)
            supervisor = Supervisor(standard_children(host, port), environment)
            announce(host, port, home(), first_run)
            supervisor.run()
    except KeyboardInterrupt:
        pass
    click.echo("Stopped.")
