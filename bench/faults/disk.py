"""A small disk of its own for the database, so that it can be filled without harm to anybody else."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = "512m"
PIECE = bytes(1 << 20)
TOP_UP_EVERY = 0.2  # seconds; whatever the database frees meanwhile is taken again


class NoSmallDisk(Exception):
    """Nothing can be mounted here; carries the reason."""


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system in memory over the folder; gone, with all on it, afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    order = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "aftercare-faults", str(folder)]
    try:
        done = subprocess.run(order, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoSmallDisk(str(error)) from error
    if done.returncode:
        raise NoSmallDisk(done.stderr.strip().splitlines()[0] if done.stderr.strip() else "mount failed")
    try:
        yield
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    """Wait for the database to leave it."""
    for _try in range(60):
        if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.5)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Not a byte is free on the folder's disk meanwhile."""
    ballast, over = folder / "ballast", threading.Event()
    _fill(ballast)

    def top_up() -> None:
        while not over.wait(TOP_UP_EVERY):
            _fill(ballast)

    thread = threading.Thread(target=top_up, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        ballast.unlink()


def _fill(ballast: Path) -> None:
    for size in (len(PIECE), 4096):
        with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
            while file.write(PIECE[:size]) == size:
                pass
