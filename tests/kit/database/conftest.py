"""A cluster folder of its own for each test, and other processes that use it."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftercare.kit.database import Embedded
from aftercare.kit.database.residents import residents

# Tests of what only root meets.
collect_ignore = [] if os.geteuid() == 0 else ["test_embedded_as_root.py"]
SRC = Path(__file__).resolve().parents[3] / "src"
USER = """
import sys
from aftercare.kit.database import Embedded
print(Embedded(sys.argv[1], durable=sys.argv[2] == "durable").up(), flush=True)
sys.stdin.read()
"""


def guardians(folder: Path) -> list[int]:
    """Numbers of the guardians of this folder's cluster."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if b"aftercare.kit.database.guardian" in words and os.fsencode(folder.resolve()) in words:
                found.append(int(entry.name))
    return found


def wait_until(met: Callable[[], bool], *, within: float = 120.0) -> float:
    """Seconds until the condition held; fails when it takes longer than `within`."""
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < within, f"not within {within} s"
        time.sleep(0.03)
    return time.monotonic() - began


def nothing_runs(folder: Path) -> bool:
    """No server and no guardian is left for this folder."""
    return not guardians(folder) and not residents(folder.resolve() / "cluster")


@contextlib.contextmanager
def open_home() -> Iterator[Path]:
    """A folder that any account may enter, removed with whatever it holds."""
    home = Path(tempfile.mkdtemp(prefix="aftercare-database-"))
    home.chmod(0o755)
    yield home
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A cluster made once and stopped, to be copied: making one takes seconds."""
    with open_home() as home:
        embedded = Embedded(home / "database", durable=False)
        embedded.up()
        embedded.leave_stopped()
        yield home / "database"


@pytest.fixture
def empty() -> Iterator[Path]:
    """Where a cluster is wanted and none is yet."""
    with open_home() as home:
        yield home / "database"
        wait_until(lambda: nothing_runs(home / "database"))


@pytest.fixture
def folder(empty: Path, made: Path) -> Path:
    """Where a stopped cluster lies."""
    subprocess.run(["cp", "-a", made, empty], check=True)
    return empty


@pytest.fixture
def server(folder: Path) -> Iterator[Embedded]:
    """The embedded server of that folder, used by this process."""
    embedded = Embedded(folder, durable=False)
    embedded.up()
    yield embedded
    embedded.leave()


@pytest.fixture
def join(folder: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start another process that uses the server until its standard input ends; it is up when this returns."""
    started: list[subprocess.Popen[str]] = []

    def start(*, durable: bool = False) -> "subprocess.Popen[str]":
        user = subprocess.Popen(
            [sys.executable, "-c", USER, str(folder), "durable" if durable else "fleeting"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(SRC)},
        )
        started.append(user)
        assert user.stdout
        assert user.stdout.readline().startswith("postgresql://")
        return user

    yield start
    for user in started:
        user.kill()
        user.communicate()
