"""`aftercare token`: what programs sign in with."""

import click

from aftercare.config.commands.database import with_tables


@click.group(short_help="Make tokens for programs.")
def token() -> None:
    """Make tokens for programs that use the API."""


@token.command(short_help="Make a token and print it.")
@click.argument("email")
@click.option("--scopes", required=True, help="`all`, or nouns with :read or :write, separated by commas.")
@click.option("--name", default="command line", show_default=True, help="What the token is called in the list.")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="How long it is in force.")
@with_tables
def create(email: str, scopes: str, name: str, days: int) -> None:
    """Make a token that acts as the user EMAIL, and print the token alone. It is shown this once."""
    from datetime import timedelta

    from aftercare.config.commands.users import the_user
    from aftercare.domains.accounts.actions import create_token
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    at = now()
    wanted = [scope.strip() for scope in scopes.split(",") if scope.strip()]
    if not wanted:
        raise click.UsageError("Name at least one scope: all, or for example requests:read.")
    _token, secret = create_token(
        system("command-line"), the_user(email), name=name, scopes=wanted, expires_at=at + timedelta(days=days), at=at
    )
    click.echo(secret)
