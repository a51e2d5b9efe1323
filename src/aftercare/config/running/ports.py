"""The address people open: whether it is free, and the word when it answers."""

import errno
import ipaddress
import socket
import threading
import time
from pathlib import Path

import click

EVERYWHERE = {"0.0.0.0", "::"}  # nosec B104  compared with, not listened at
ANSWERS_WITHIN = 120.0


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def ensure_free(host: str, port: int, *, patience: float = 0.0) -> None:
    """Refuse a port that is taken, before anything is started.

    Asked by binding: the web server itself shares its port with whoever else is willing to share, and would not notice.
    """
    end = time.monotonic() + patience
    while True:
        try:
            _bind(host, port)
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > end:
                raise click.ClickException(_sentence(host, port, error)) from error
        time.sleep(0.1)


def _bind(host: str, port: int) -> None:
    family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, kind, proto) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(where)


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken: stop what uses it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has: choose one above 1023 with --port."
    return f"{host} is no address of this machine ({error.strerror}): choose another with --host."


def announce(host: str, port: int, home: Path, first_run: str | None) -> None:
    """Print the address as soon as the web server answers there, and the first-run link if that page is open."""

    def say() -> None:
        if not _answers(host, port):
            return
        click.echo(f"Aftercare is ready at {address(host, port)}/ with its data in {home}. Ctrl-C stops it.")
        if first_run:
            click.echo(f"No administrator exists yet; begin here: {address(host, port)}{first_run}")

    threading.Thread(target=say, daemon=True).start()


def _answers(host: str, port: int) -> bool:
    end = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1" if host in EVERYWHERE else host, port), timeout=2):
                return True
        except OSError:
            time.sleep(0.05)
    return False
