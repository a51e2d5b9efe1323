"""The faults themselves; each returns the moment (monotonic seconds) from which nothing is in the way any more."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    with psycopg.connect(scene.place.superuser_url(0), autocommit=True) as session:
        with filled(scene.place.folder / "database"):
            _wait_for(lambda: scene.callers.last_trouble() > 0)
            time.sleep(scene.seconds / 2)
            _use_up_the_log(session)
            time.sleep(scene.seconds / 2)
    return time.monotonic()


def _use_up_the_log(session: "psycopg.Connection[Any]") -> None:
    """Write until there is no room for the next segment; the server can only end itself then."""
    for _time in range(100):
        try:
            session.execute("SELECT pg_logical_emit_message(false, 'faults', repeat('x', 20000000))")
        except psycopg.OperationalError:
            return
    raise click.ClickException("The disk is full, and still the write-ahead log grows.")


def _wait_for(met: Callable[[], bool], within: float = 60.0) -> None:
    ends = time.monotonic() + within
    while not met():
        if time.monotonic() > ends:
            raise click.ClickException("The disk is full, and still every write succeeds.")
        time.sleep(0.1)
