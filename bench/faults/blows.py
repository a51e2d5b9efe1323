"""The faults themselves."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import click
import psycopg

from bench.faults.callers import Callers
from bench.faults.disk import filled
from bench.faults.relay import Relay
from bench.places import Place

FILLING = "SELECT pg_logical_emit_message(false, 'faults', repeat('x', 20000000))"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fault may lay hands on."""

    place: Place
    relay: Relay
    callers: Callers


class Fault(Protocol):
    """One fault; `on_the_way` where the application must reach the database through the relay."""

    on_the_way: ClassVar[bool]

    @property
    def name(self) -> str:
        """As the table shows it."""

    def happen(self, scene: Scene) -> float:
        """Do it; returns the moment (monotonic seconds) from which nothing is in the way any more."""


@dataclass(frozen=True, slots=True)
class StoppedAtOnce:
    """What `pg_ctl stop -m immediate` does: every session is cut, nothing is put in order."""

    times: int
    on_the_way: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """With the times."""
        return f"database stopped at once, {self.times} times"

    def happen(self, scene: Scene) -> float:
        """Again and again, also while it still recovers from the time before."""
        dice = random.Random(self.times)
        for time_ in range(self.times):
            if time_:
                time.sleep(dice.uniform(0.5, 8.0))
            _wait_for(lambda: _stopped(scene.place), "The database did not start again.")
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class Slow:
    """Everything between application and database takes longer, each way."""

    delay: float
    seconds: float
    on_the_way: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """With the delay."""
        return f"slow way to the database, {self.delay * 1000:.0f} ms each way for {self.seconds:.0f} s"

    def happen(self, scene: Scene) -> float:
        """Slow for a while."""
        scene.relay.delay = self.delay
        time.sleep(self.seconds)
        scene.relay.delay = 0.0
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class FullDisk:
    """No table can grow; halfway the write-ahead log needs a new segment too, which ends the server."""

    seconds: float
    on_the_way: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """With the time."""
        return f"disk full for {self.seconds:.0f} s"

    def happen(self, scene: Scene) -> float:
        """The session is opened first: a server with a full disk may let in nobody new."""
        database = scene.place.folder / "database"
        with psycopg.connect(scene.place.superuser_url(0), autocommit=True) as session, filled(database):
            _wait_for(lambda: scene.callers.last_trouble() > 0, "The disk is full, and still every write succeeds.")
            time.sleep(self.seconds / 2)
            _use_up_the_log(session)
            time.sleep(self.seconds / 2)
        return time.monotonic()


def _use_up_the_log(session: "psycopg.Connection[Any]") -> None:
    """Write until there is no room for the next segment; the server can only end itself then."""
    for _time in range(100):
        try:
            session.execute(FILLING)
        except psycopg.OperationalError:
            return
    raise click.ClickException("The disk is full, and still the write-ahead log grows.")


def _stopped(place: Place) -> bool:
    """Tell the server to stop; False where none is there at this moment."""
    try:
        os.kill(place.postmaster, signal.SIGQUIT)
    except (OSError, IndexError):
        return False
    return True


def _wait_for(met: Callable[[], bool], otherwise: str) -> None:
    ends = time.monotonic() + 60
    while not met():
        if time.monotonic() > ends:
            raise click.ClickException(otherwise)
        time.sleep(0.1)
