"""kill -9 of anything at any moment: no server is left behind, and nothing acknowledged is lost."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from tests.kit.database.conftest import guardians, nothing_runs, wait_until

from aftercare.kit.database import Embedded
from aftercare.kit.database.residents import residents

Join = Callable[..., "subprocess.Popen[str]"]


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def postmaster(folder: Path) -> int:
    return int((folder / "cluster" / "postmaster.pid").read_text().split()[0])


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


class Writer:
    """Writes numbers one by one, each committed by itself, and remembers which were acknowledged."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = psycopg.connect(url, autocommit=True)
        self.connection.execute("CREATE TABLE IF NOT EXISTS written (number int PRIMARY KEY)")
        self.acknowledged: set[int] = set()
        self.lost: set[int] = set()
        self.next = 0

    def write_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.write_one()

    def write_one(self) -> bool:
        self.next += 1
        try:
            self.connection.execute("INSERT INTO written VALUES (%s)", [self.next])
        except psycopg.OperationalError:
            with contextlib.suppress(psycopg.OperationalError):
                self.connection = psycopg.connect(self.url, autocommit=True, connect_timeout=2)
            return False
        self.acknowledged.add(self.next)
        return True

    def read(self) -> bool:
        """Whether the table could be read; `lost` then holds what was acknowledged and is not there."""
        try:
            rows = self.connection.execute("SELECT number FROM written").fetchall()
        except psycopg.OperationalError:  # the blow to the guardian reached the server only now
            self.write_one()
            return False
        self.lost = self.acknowledged - {number for (number,) in rows}
        return True


def test_when_the_only_user_is_killed_the_server_ends(folder: Path, join: Join) -> None:
    user = join()
    assert len(guardians(folder)) == 1
    user.kill()
    wait_until(lambda: nothing_runs(folder), within=10)


def test_the_server_is_back_after_it_was_killed(server: Embedded, folder: Path) -> None:
    killed = postmaster(folder)
    kill(killed)
    wait_until(lambda: answers(server.url) and postmaster(folder) != killed, within=30)


def test_a_busy_backend_of_a_killed_server_does_not_keep_the_next_one_out(server: Embedded, folder: Path) -> None:
    with psycopg.connect(server.url) as connection:
        backend = connection.info.backend_pid
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        time.sleep(0.2)
        kill(postmaster(folder))
        wait_until(lambda: answers(server.url), within=30)
        assert backend not in residents(folder / "cluster")
        connection.close()


def test_a_killed_guardian_takes_the_server_along_and_its_user_calls_another(server: Embedded, folder: Path) -> None:
    (first,) = guardians(folder)
    kill(first)
    wait_until(lambda: guardians(folder) not in ([], [first]) and answers(server.url), within=30)


def test_a_process_forked_from_a_user_does_not_keep_its_locks(server: Embedded, folder: Path) -> None:
    (first,) = guardians(folder)
    forked = os.fork()
    if forked == 0:
        signal.pause()
    try:
        kill(first)
        wait_until(lambda: guardians(folder) not in ([], [first]) and answers(server.url), within=30)
        server.leave()
        wait_until(lambda: nothing_runs(folder), within=10)
    finally:
        kill(forked)
        os.waitpid(forked, 0)


def test_nothing_is_left_when_user_and_guardian_are_killed_together(folder: Path, join: Join) -> None:
    user = join()
    for pid in (*guardians(folder), user.pid):
        kill(pid)
    wait_until(lambda: nothing_runs(folder), within=15)


def test_a_user_who_comes_while_the_killed_server_recovers_is_let_in(folder: Path, join: Join) -> None:
    user = join()
    for pid in (*guardians(folder), postmaster(folder), user.pid):
        kill(pid)
    with Embedded(folder, durable=False) as embedded:
        assert answers(embedded.url)


@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.prove)])
def test_kills_at_random_moments_lose_nothing_acknowledged(folder: Path, join: Join, rounds: int) -> None:
    chance = random.Random(20260310)
    with Embedded(folder) as embedded:
        writer = Writer(embedded.url)
        user = join(durable=True)
        for _ in range(rounds):
            writer.write_for(chance.uniform(0, 0.4))
            victim = chance.choice(["user", "guardian", "server", "backend", "all of it"])
            victims = {
                "user": [user.pid],
                "guardian": guardians(folder),
                "server": residents(folder / "cluster")[:1],
                "backend": residents(folder / "cluster")[-1:],
                "all of it": [*guardians(folder), *residents(folder / "cluster"), user.pid],
            }
            for pid in victims[victim]:
                kill(pid)
            wait_until(lambda: writer.write_one() and writer.read(), within=30)
            assert writer.lost == set(), victim
            if user.poll() is not None:
                user = join(durable=True)
        wait_until(lambda: len(guardians(folder)) == 1, within=30)
