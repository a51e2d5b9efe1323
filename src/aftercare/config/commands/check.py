"""`aftercare check`: is this installation fit to run."""

import click

from aftercare.config.commands.database import reached, with_database

MARKS = {True: "fine", False: "WRONG", None: "note"}


@click.command(short_help="Look over configuration and health.")
@with_database
def check() -> None:
    """Look over the configuration, the database, its migrations and the workers; exit code 1 if something is wrong."""
    from aftercare.config.running.health import examine

    reached()
    wrong = 0
    for finding in examine():
        wrong += finding.fine is False
        click.echo(f"{MARKS[finding.fine]:<6}{finding.subject}: {finding.words}")
    if wrong:
        raise click.ClickException(f"{wrong} of these must be mended.")
