"""Data folders for whole installations, and the processes of `aftercare` that run on them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

SRC = Path(__file__).resolve().parents[2] / "src"
PROGRAM = [sys.executable, "-m", "aftercare.config.commands"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has set the data folder only."""
    of_tests = {"DATABASE_URL", "BASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in of_tests}
    return kept | {"AFTERCARE_HOME": str(home), "PYTHONPATH": str(SRC)} | more


def aftercare(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return subprocess.run(
        [*PROGRAM, *words], env=environment(home, **more), capture_output=True, text=True, timeout=120
    )


def wait_until(met: Callable[[], bool], *, within: float = 30.0) -> None:
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < within, f"not within {within} s"
        time.sleep(0.05)


def processes_of(home: Path, *words: str) -> list[int]:
    """Numbers of the Python processes that work on this data folder and have these words on their command line."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes().decode().split("\0")
            settings = (entry / "environ").read_bytes().decode().split("\0")
            if f"AFTERCARE_HOME={home}" in settings and set(words) <= set(command):
                found.append(int(entry.name))
    return sorted(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def stopped_cleanly(home: Path) -> bool:
    """Whether nothing runs on this folder and the server had time to remove its pid file."""
    return not processes_of(home) and not (home / "database" / "cluster" / "postmaster.pid").exists()


def latest_worker(home: Path) -> int:
    """The number under which a worker last told the database that it is at work."""
    return asked(home, "SELECT coalesce(max(id), 0) FROM procrastinate_workers")


def asked(home: Path, question: str) -> int:
    """The database's answer, 0 if none can be had."""
    url = f"postgresql://aftercare@/aftercare?host={home}/database/cluster"
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2) as connection:
        row = connection.execute(question).fetchone()
        assert row
        return int(row[0])
    return 0


class Installation:
    """One `aftercare up` on a data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.log = home.parent / f"up-{self.port}.log"
        self.start()

    def start(self) -> None:
        """Return when it has said that it is ready."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*PROGRAM, "up", "--port", str(self.port)],
                env=environment(self.home),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: "is ready at" in self.said() or self.process.poll() is not None, within=240)
        assert f"Aftercare is ready at http://127.0.0.1:{self.port}/" in self.said()

    def said(self) -> str:
        return self.log.read_text()

    def status(self, path: str) -> int:
        """The status of an answer, 0 where there is none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def serves(self) -> bool:
        """Whether the web server answers."""
        return self.status("/healthz") == 200

    def works(self) -> bool:
        """Whether web server, database and worker are all there."""
        return self.status("/readyz") == 200

    def stop(self, order: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(order)
        return self.process.wait(30)


@contextlib.contextmanager
def open_home() -> Iterator[Path]:
    """A data folder any account may enter, removed with all that it holds once nothing runs on it."""
    outer = Path(tempfile.mkdtemp(prefix="aftercare-up-"))
    outer.chmod(0o755)
    yield outer / "data"
    wait_until(lambda: not processes_of(outer / "data"))
    shutil.rmtree(outer)


@dataclass(frozen=True)
class FirstStart:
    """What an empty folder saw when `up` and `migrate` were started on it at once; then stopped by Ctrl-C."""

    home: Path
    up_said: str
    migrate_said: str
    became_ready: bool
    exit_code: int
    stopped_cleanly: bool


@pytest.fixture(scope="session")
def first_start() -> Iterator[FirstStart]:
    """Made once; its folder is copied by the tests that need a database that is up to date."""
    with open_home() as home:
        other = subprocess.Popen([*PROGRAM, "migrate"], env=environment(home), stdout=subprocess.PIPE, text=True)
        installation = Installation(home)
        try:
            wait_until(lambda: installation.works() or installation.process.poll() is not None)
            ready, migrated = installation.works(), other.communicate(timeout=60)[0]
            code = installation.stop(signal.SIGINT)
            yield FirstStart(home, installation.said(), migrated, ready, code, stopped_cleanly(home))
        finally:
            installation.process.kill()
            other.kill()


@pytest.fixture
def home(empty_home: Path, first_start: FirstStart) -> Path:
    """A data folder whose database is up to date and stopped."""
    subprocess.run(["cp", "-a", first_start.home, empty_home], check=True)
    return empty_home


@pytest.fixture
def empty_home() -> Iterator[Path]:
    with open_home() as home:
        yield home


@pytest.fixture(scope="module")
def running(first_start: FirstStart) -> Iterator[Installation]:
    """An installation that several tests disturb, one after the other; each leaves it serving."""
    with open_home() as home:
        subprocess.run(["cp", "-a", first_start.home, home], check=True)
        installation = Installation(home)
        yield installation
        installation.process.kill()


@pytest.fixture
def run(db, monkeypatch, tmp_path):
    """A command as it is typed, within the test's own database."""
    from aftercare.config.commands import database

    monkeypatch.setattr(database, "joined_database", contextlib.nullcontext)
    monkeypatch.setattr(database, "django_ready", contextlib.nullcontext)

    def typed(command, *words, given=""):
        return CliRunner().invoke(command, [*words, "--data", str(tmp_path)], input=given)

    return typed
