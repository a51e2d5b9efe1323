"""`aftercare demo`: a believable company in an empty system."""

import click

from aftercare.config.commands.database import with_database

DAYS, CUSTOMERS, REQUESTS = 30, 80, 110


@click.command(short_help="Fill an empty system with a believable company.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same company.")
@with_database
def demo(seed: int) -> None:
    """Make the demonstration company, or tell how to sign in where it is already there.

    A system in use stays as it is: demonstration data never stands beside real data.
    """
    from aftercare.config.demo import words
    from aftercare.config.running.migrating import migrate_database
    from aftercare.domains.accounts.queries import company

    migrate_database()
    known = company()
    if known is None:
        _make(seed)
    elif not known.demo:
        raise click.ClickException("This system is in use; the demonstration company belongs in an empty one.")
    mailboxes = [mailbox for _name, mailbox in words.PEOPLE.values()] + ["engineer1"]
    click.echo(f"Demonstration company {words.COMPANY}. Sign in with the password {words.PASSWORD} as:")
    click.echo("  " + ", ".join(f"{mailbox}@demo.example" for mailbox in mailboxes))


def _make(seed: int) -> None:
    from datetime import timedelta
    from functools import partial
    from random import Random

    from django.db import transaction

    from aftercare.config.demo.company import make_company
    from aftercare.config.demo.life import Life
    from aftercare.domains.requests.queries import broken_invariants
    from aftercare.kit.clock import now

    dice, end = Random(seed), now()
    begin = end - timedelta(days=DAYS)
    with transaction.atomic():  # all of it or nothing: a half-made company would never be finished
        cast = make_company(dice, customers=CUSTOMERS, at=begin)
        life = Life(dice, cast)
        for _n in range(REQUESTS):
            at = begin + timedelta(minutes=dice.randint(60, DAYS * 1440))
            home = dice.choice(cast.homes)
            life.plan(at, partial(life.submit, home))
        with click.progressbar(length=DAYS, label="Living a month of the demonstration company") as bar:
            shown = 0
            for at in life.live(end):
                bar.update((day := (at - begin).days) - shown)
                shown = day
            bar.update(DAYS - shown)
        life.leave_work(end)
        if broken := broken_invariants():
            raise click.ClickException(f"The demonstration company came out wrong: {broken[0]}")
