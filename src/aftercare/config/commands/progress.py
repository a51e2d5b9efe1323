"""A word when something takes longer than two seconds."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import click

PATIENCE = 2.0
AGAIN = 10.0


@contextlib.contextmanager
def said_when_slow(doing: str | Callable[[], str]) -> Iterator[None]:
    """Say what is being done when it is not done after two seconds, and every ten seconds from then on."""
    done = threading.Event()
    began = time.monotonic()

    def say() -> None:
        if not done.wait(PATIENCE):
            click.echo(f"{_words(doing)} …", err=True)
        while not done.wait(AGAIN):
            click.echo(f"{_words(doing)} … ({time.monotonic() - began:.0f} s)", err=True)

    threading.Thread(target=say, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _words(doing: str | Callable[[], str]) -> str:
    return doing if isinstance(doing, str) else doing()
