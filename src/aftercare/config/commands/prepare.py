"""`aftercare prepare`, started by `up`: what must be done before the web server answers."""

import click

from aftercare.config.commands.database import home, with_database
from aftercare.config.running.leash import end_with_parent
from aftercare.config.running.welcome import FIRST_RUN


@click.command(hidden=True)
@click.option("--demo", is_flag=True)
@with_database
@click.pass_context
def prepare(context: click.Context, demo: bool) -> None:
    """Migrate, make the demonstration company if wanted, and tell the address of the first-run page if it is open."""
    from aftercare.config.running.migrating import migrate_database
    from aftercare.config.running.statics import collect_static
    from aftercare.config.running.welcome import first_run_path

    end_with_parent()
    migrate_database()
    collect_static()
    if demo:
        from aftercare.config.commands.demo import demo as demo_command

        context.invoke(demo_command, data=home())
    path = first_run_path()
    if path:
        click.echo(f"{FIRST_RUN}{path}")
