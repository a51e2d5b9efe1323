"""Locks between processes that the kernel gives back when their holder is gone.

They are undone explicitly: closing the file would not do it while a process forked meanwhile has it open too.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def opened(path: Path) -> int:
    """A descriptor of the lock's file, made if need be, closed to other users of the machine."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def released(lock: int) -> None:
    """Give the lock back."""
    fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it alone."""
    lock = opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        released(lock)


def wait_for_end_of(path: Path) -> None:
    """Return when nobody holds this lock exclusively."""
    lock = opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
    finally:
        released(lock)


def held(path: Path) -> bool:
    """Whether somebody holds this lock exclusively."""
    lock = opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        released(lock)
    return False
