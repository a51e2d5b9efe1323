"""`aftercare migrate`: bring the database up to date."""

import click

from aftercare.config.commands.database import with_database


@click.command(short_help="Bring the database up to date.")
@with_database
def migrate() -> None:
    """Apply what the database lacks. Several may be started at once: one works, the others wait."""
    from aftercare.config.running.migrating import migrate_database

    applied = migrate_database()
    click.echo(f"{applied} migrations applied." if applied else "The database is up to date.")
