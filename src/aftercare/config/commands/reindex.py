"""`aftercare reindex`: requests are found by what is known now."""

import click

from aftercare.config.commands.database import with_database


@click.command(short_help="Write anew by which words requests are found.")
@with_database
def reindex() -> None:
    """Let the workers write anew by which words, numbers and phones every request is found.

    Needed once after an update that says so. Nothing stands still meanwhile: the work goes behind all other.
    """
    from aftercare.kit.jobs import put_jobs

    put_jobs("requests.index_all", [{}])
    click.echo("The workers write the search words of all requests anew, the newest first.")
