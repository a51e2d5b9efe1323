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
from pathlib import Path

import psycopg
import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
PROGRAM = [sys.executable, "-m", "aftercare.config.commands"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has set the data folder only."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BASE_URL"}}
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


class Installation:
    """One `aftercare up` on a data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.log = home.parent / f"up-{self.port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*PROGRAM, "up", "--port", str(self.port)],
                env=environment(home),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: "is ready at" in self.said() or self.process.poll() is not None, within=60)
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

    def query(self, question: str) -> object:
        url = f"postgresql://aftercare@/aftercare?host={self.home}/database/cluster"
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(question).fetchone()
            assert row
            return row[0]

    def works(self) -> bool:
        """Whether web server, database and worker are all there."""
        return self.status("/readyz") == 200

    def latest_worker(self) -> int:
        """The number under which a worker last told the database that it is at work; 0 if none can be had."""
        with contextlib.suppress(psycopg.OperationalError):
            number = self.query("SELECT coalesce(max(id), 0) FROM procrastinate_workers")
            assert isinstance(number, int)
            return number
        return 0

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


@pytest.fixture(scope="session")
def migrations() -> Iterator[tuple[Path, list[str]]]:
    """A data folder whose database two processes brought up to date at once, and what they said; made once."""
    with open_home() as home:
        started = [
            subprocess.Popen([*PROGRAM, "migrate"], env=environment(home), stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = sorted(process.communicate(timeout=180)[0] for process in started)
        assert [process.returncode for process in started] == [0, 0]
        yield home, said


@pytest.fixture
def home(empty_home: Path, migrations: tuple[Path, list[str]]) -> Path:
    """A data folder whose database is up to date and stopped."""
    subprocess.run(["cp", "-a", migrations[0], empty_home], check=True)
    return empty_home


@pytest.fixture
def empty_home() -> Iterator[Path]:
    with open_home() as home:
        yield home


@pytest.fixture
def install(empty_home: Path) -> Iterator[Callable[[Path], Installation]]:
    """Start an installation that is ended with the test, whatever became of it."""
    started: list[Installation] = []

    def start(home: Path) -> Installation:
        started.append(Installation(home))
        return started[-1]

    yield start
    for installation in started:
        installation.process.kill()


@pytest.fixture(scope="module")
def running(migrations: tuple[Path, list[str]]) -> Iterator[Installation]:
    """An installation that several tests disturb, one after the other; each leaves it serving."""
    with open_home() as home:
        subprocess.run(["cp", "-a", migrations[0], home], check=True)
        installation = Installation(home)
        yield installation
        installation.stop()
