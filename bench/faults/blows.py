"""The faults themselves; each returns the moment (monotonic seconds) from which nothing is in the way any more."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import click
import psycopg

from bench.faults.callers import Callers
from bench.faults.disk import filled
from bench.faults.relay import Relay
from bench.places import Place


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fault may lay hands on."""

    place: Place
    relay: Relay
    callers: Callers
    seconds: float


def stop_at_once(scene: Scene) -> float:
    """What `pg_ctl stop -m immediate` does: every session is cut, nothing is put in order."""
    os.kill(scene.place.postmaster, signal.SIGQUIT)
    return time.monotonic()


def slow_down(scene: Scene, delay: float) -> float:
    """Everything between application and database takes so many seconds longer, each way."""
    scene.relay.delay = delay
    time.sleep(scene.seconds)
    scene.relay.delay = 0.0
    return time.monotonic()


def fill_up(scene: Scene) -> float:
    """No table can grow; halfway the write-ahead log is made to need a new segment too, which ends the server."""
    with filled(scene.place.folder / "database"):
        _wait_for(lambda: scene.callers.last_trouble() > 0)
        time.sleep(scene.seconds / 2)
        with contextlib.suppress(psycopg.Error), psycopg.connect(scene.place.superuser_url(0)) as session:
            session.execute("SELECT pg_logical_emit_message(false, 'faults', repeat('x', 20000000))")
        time.sleep(scene.seconds / 2)
    return time.monotonic()


def _wait_for(met: Callable[[], bool], within: float = 60.0) -> None:
    ends = time.monotonic() + within
    while not met():
        if time.monotonic() > ends:
            raise click.ClickException("The disk is full, and still every write succeeds.")
        time.sleep(0.1)
