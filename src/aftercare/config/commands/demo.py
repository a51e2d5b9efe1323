"""`aftercare demo`: a believable company in an empty system."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from aftercare.config.commands.database import with_database

DOING = {
    "founding": "Founding the demonstration company",
    "books": "Writing its books",
    "year": "Telling its year",
    "orders": "Selling what it makes",
    "days": "Living its last days",
    "stories": "Settling what lies on its desks",
    "done": "Made the demonstration company",
}
STEPS = 1000
IN_USE = "This system is in use; the demonstration company belongs in an empty one."
ELSEWHERE = (
    "Only the embedded database is made empty by a reset. Make the database that DATABASE_URL names anew yourself, "
    "then run `aftercare demo`."
)
RUNNING = "Somebody is using the demonstration company. Stop `aftercare up` first, then reset."
NO_DEMO = "This is not a demonstration company, so nothing is reset."


def _only_embedded(_context: click.Context, _option: click.Parameter, reset: bool) -> bool:
    if reset and os.environ.get("DATABASE_URL"):
        raise click.ClickException(ELSEWHERE)
    return reset


@click.command(short_help="Fill an empty system with a believable company.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same company.")
@click.option(
    "--reset", is_flag=True, callback=_only_embedded, help="Throw the demonstration company away and make it afresh."
)
@with_database
def demo(seed: int, reset: bool) -> None:
    """Make the demonstration company, or tell how to sign in where it is already there.

    A system in use stays as it is: demonstration data never stands beside real data.
    """
    from aftercare.config.demo import words
    from aftercare.config.running.migrating import migrate_database
    from aftercare.domains.accounts.queries import company

    if reset:
        _empty()
    migrate_database()
    known = company()
    if known is None:
        _make(seed)
    elif not known.demo:
        raise click.ClickException(IN_USE)
    mailboxes = [mailbox for _name, mailbox in words.PEOPLE.values()] + ["engineer1"]
    click.echo(f"Demonstration company {words.COMPANY}. Sign in with the password {words.PASSWORD} as:")
    click.echo("  " + ", ".join(f"{mailbox}@demo.example" for mailbox in mailboxes))


def _empty() -> None:
    """Take the demonstration company out of the database, with what people did in it."""
    from aftercare.config.running.migrating import missing_migrations
    from aftercare.domains.accounts.queries import company
    from aftercare.kit.database.emptying import drop_everything, others_at_work
    from aftercare.kit.files import forget_files

    known = None if missing_migrations() else company()
    if known is None or not known.demo:
        raise click.ClickException(NO_DEMO)
    if others_at_work():
        raise click.ClickException(RUNNING)
    drop_everything()
    forget_files()


def _make(seed: int) -> None:
    from aftercare.config.demo.making import CameOutWrong, Size, make_demo
    from aftercare.kit.clock import now

    shown = 0
    with _kept_until_made(), click.progressbar(length=STEPS, label=DOING["founding"]) as bar:
        try:
            for doing, share in make_demo(seed, Size(), end=now()):
                bar.label = DOING[doing]
                bar.update(max(int(share * STEPS) - shown, 0))
                shown = max(int(share * STEPS), shown)
        except CameOutWrong as wrong:
            raise click.ClickException(f"The demonstration company came out wrong: {wrong}") from wrong


@contextmanager
def _kept_until_made() -> Iterator[None]:
    """Let the collector rest: what is made stays until it is written; looking through it costs a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
