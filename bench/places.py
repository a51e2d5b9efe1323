"""Where measurements keep their databases: an embedded server of their own, beside that of the product."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

SOURCES = Path(__file__).resolve().parents[1] / "src"


@dataclass(slots=True)
class Place:
    """The server to measure on; `url` is that of any of its databases, known once it is up."""

    folder: Path
    url: str = ""

    def name(self, count: int) -> str:
        """The database of so many requests."""
        return f"aftercare_bench_{count}"

    def url_of(self, count: int) -> str:
        """Its address, for the application's own role."""
        return make_conninfo(self.url, dbname=self.name(count))

    def superuser_url(self, count: int) -> str:
        """Its address for the superuser."""
        return make_conninfo(self.url, dbname=self.name(count), user="postgres")

    @property
    def log(self) -> Path:
        """What the server writes."""
        return self.folder / "database" / "postgres.log"

    @property
    def postmaster(self) -> int:
        """The server's first process."""
        return int((self.folder / "database" / "cluster" / "postmaster.pid").read_text().split()[0])


def click_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--data` and hand it the place."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path),
        default=Path("build/bench"),
        show_default=True,
        help="Where the server for measuring lies, beside the one of the product.",
    )
    def wrapped(data: Path, **options: Any) -> Any:
        return command(place=Place(data.absolute()), **options)

    wrapped.__click_params__ = [*getattr(command, "__click_params__", []), *wrapped.__click_params__]  # type: ignore[attr-defined]
    wrapped.__doc__ = command.__doc__
    return wrapped


@contextmanager
def ready(place: Place, count: int, *, fresh: bool = False) -> Iterator[None]:
    """The server up, the database there (made anew where asked, then migrated), Django set up on it."""
    sys.path.insert(0, str(SOURCES))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(SOURCES), str(SOURCES.parent)])
    os.environ["AFTERCARE_HOME"] = str(place.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    os.environ["SECRET_KEY"] = "measured"
    place.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    (place.folder / "static").mkdir(exist_ok=True)
    from aftercare.config.commands.database import django_ready
    from aftercare.kit.database import Embedded

    with ExitStack() as stack:
        place.url = stack.enter_context(Embedded(place.folder / "database")).url
        if fresh:
            _make_anew(place, count)
        os.environ["DATABASE_URL"] = place.url_of(count)
        stack.enter_context(django_ready())
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def _make_anew(place: Place, count: int) -> None:
    name = sql.Identifier(place.name(count))
    with psycopg.connect(place.url, autocommit=True) as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        session.execute(sql.SQL("CREATE DATABASE {}").format(name))
