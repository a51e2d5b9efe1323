"""What commands share: the data folder, the database brought up, Django set up."""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from aftercare.config.commands.language import in_the_terminals_language
from aftercare.config.commands.progress import said_when_slow
from aftercare.kit.database import Embedded

Command = Callable[..., Any]


def with_data(command: Command) -> Command:
    """Give the command `--data DIR`; inside, `home()` is that folder."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="AFTERCARE_HOME",
        default="data",
        show_default=True,
        help="The data folder: embedded database, files, secret key. Also AFTERCARE_HOME.",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, data: Path, **options: Any) -> Any:
        try:
            # Others may pass through (the database runs as its own account where root starts it) but not look around.
            data.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError as error:
            raise click.ClickException(f"The data folder {data} cannot be made: {error.strerror}.") from error
        os.environ["AFTERCARE_HOME"] = str(data.absolute())
        return command(*args, **options)

    return wrapped


def with_database(command: Command) -> Command:
    """Give the command `--data DIR`, and run it with the database up and Django ready."""

    @with_data
    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        from aftercare.config.env import Env

        Env()  # what can't be read is said before anything is started
        with joined_database(), django_ready():
            return command(*args, **options)

    return wrapped


def with_tables(command: Command) -> Command:
    """As `with_database`, and the tables are brought up to date first: the command may be the folder's first."""

    @with_database
    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        from aftercare.config.running.migrating import migrate_database

        reached()
        migrate_database()
        with in_the_terminals_language():
            return command(*args, **options)

    return wrapped


def reached() -> None:
    """Say in one sentence, and soon, that the database does not answer; a pool would be waited for."""
    import psycopg

    try:
        psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5).close()
    except psycopg.OperationalError as error:
        raise click.ClickException(f"The database can't be reached: {str(error).strip()}") from error


def home() -> Path:
    """The data folder chosen for this run."""
    return Path(os.environ["AFTERCARE_HOME"])


@contextlib.contextmanager
def joined_database() -> Iterator[None]:
    """Use the database that DATABASE_URL names, else the embedded one, which runs as long as anybody uses it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    embedded = Embedded(home() / "database")
    with said_when_slow("Starting the database"):
        os.environ["DATABASE_URL"] = embedded.up()
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"]
        with said_when_slow("Stopping the database"):
            embedded.leave_stopped()


@contextlib.contextmanager
def django_ready() -> Iterator[None]:
    """Set Django up; on the way out give back every connection."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    from django.db import connections

    with said_when_slow("Loading the program"):
        django.setup()
    try:
        yield
    finally:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()
