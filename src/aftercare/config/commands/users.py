"""`aftercare user`: who signs in."""

import sys
from typing import TYPE_CHECKING

import click

from aftercare.config.commands.database import with_tables

if TYPE_CHECKING:
    from aftercare.domains.accounts.models import OrganisationUnit, User


@click.group(short_help="Create, deactivate and reactivate users.")
def user() -> None:
    """Create users of the pages and the API, let them go and take them back."""


@user.command(short_help="Create a user, or give one a further role.")
@click.argument("email")
@click.option("--role", required=True, help="The code of a role, such as administrator or agent.")
@click.option(
    "--scope", "node", help="The code of a unit: the role reaches it and all below. The whole company if none."
)
@click.option("--name", help="The person's name; the address before the @ if none.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_tables
def create(email: str, role: str, node: str | None, name: str | None, password_stdin: bool) -> None:
    """Create the user EMAIL with a role. An existing user gets the role as well, and the password if one is given."""
    from django.db import transaction

    from aftercare.domains.accounts.actions import ensure_ready_roles, give_grant
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    if password_stdin and not password:
        raise click.UsageError("No password came on standard input.")
    actor, at = system("command-line"), now()
    with transaction.atomic():
        ensure_ready_roles(actor, at=at)
        person = _ensured(email, name, password)
        give_grant(actor, person, role=role, node=_unit(node), at=at)
    click.echo(f"{person.email} is {role}.")


@user.command(short_help="End a user's sessions and tokens, and let nobody sign in as them.")
@click.argument("email")
@click.option("--reason", default="", help="Kept with the fact.")
@with_tables
def deactivate(email: str, reason: str) -> None:
    """Deactivate the user EMAIL; what they had to do goes to the dispatcher's work list."""
    from aftercare.domains.accounts.actions import deactivate_user
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    gone = deactivate_user(system("command-line"), the_user(email), reason=reason, at=now())
    click.echo(f"{gone.email} can't sign in any more.")


@user.command(short_help="Let a deactivated user sign in again.")
@click.argument("email")
@with_tables
def reactivate(email: str) -> None:
    """Reactivate the user EMAIL, with the roles held before; sessions and tokens of before stay ended."""
    from aftercare.domains.accounts.actions import reactivate_user
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    back = reactivate_user(system("command-line"), the_user(email), at=now())
    click.echo(f"{back.email} can sign in again.")


@user.command("reset-second-factor", short_help="Let somebody who lost it sign in with the password alone.")
@click.argument("email")
@with_tables
def reset_second_factor(email: str) -> None:
    """Take every second factor from the user EMAIL, and end the sessions; the password alone opens then."""
    from aftercare.domains.accounts.actions import reset_second_factor as reset
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    person = the_user(email)
    reset(system("command-line"), person, at=now())
    click.echo(f"{person.email} signs in with the password alone, and sets another up where a role demands it.")


@user.command("set-password", short_help="Set a user's password: the last resort.")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from standard input.")
@with_tables
def set_password(email: str, password_stdin: bool) -> None:
    """Set the password of the user EMAIL; whoever is signed in as them no longer is. A second factor stays."""
    from aftercare.domains.accounts.actions import set_password as set_it
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise click.UsageError("No password came on standard input.")
    person = set_it(system("command-line"), the_user(email), password=password, at=now())
    click.echo(f"{person.email} signs in with this password from now on.")


def the_user(email: str) -> "User":
    """The user of this address, or an error that says what to do."""
    from aftercare.domains.accounts.models import User

    found = User.objects.filter(email__iexact=email).first()
    if found is None:
        raise click.ClickException(f"There is no user {email}: create one with `aftercare user create`.")
    return found


def _ensured(email: str, name: str | None, password: str | None) -> "User":
    from aftercare.domains.accounts.actions import create_user
    from aftercare.domains.accounts.models import User
    from aftercare.domains.accounts.queries import root_unit
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    found = User.objects.filter(email__iexact=email).first()
    if found is not None:
        if password is not None:
            raise click.ClickException(f"{email} is a user already; give the role without --password-stdin.")
        return found
    called = name or email.partition("@")[0]
    return create_user(system("command-line"), email=email, name=called, password=password, unit=root_unit(), at=now())


def _unit(code: str | None) -> "OrganisationUnit | None":
    from aftercare.domains.accounts.models import OrganisationUnit

    if code is None:
        return None
    found = OrganisationUnit.objects.filter(code=code).first()
    if found is None:
        raise click.ClickException(f"There is no unit with the code {code}.")
    return found
