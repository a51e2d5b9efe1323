"""`aftercare recount`: what reports tell is counted anew."""

import click

from aftercare.config.commands.database import with_database


@click.command(short_help="Count anew what reports tell.")
@with_database
def recount() -> None:
    """Count every request anew for the reports, which show the sums of before until it is done.

    Reports follow the requests by themselves; this is for when somebody wrote into the database by hand.
    """
    from aftercare.domains.insight.actions import count_everything
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    if not count_everything(system("recount"), at=now()):
        raise click.ClickException("The requests are being counted just now; try again in a minute.")
    click.echo("Every request is counted anew.")
