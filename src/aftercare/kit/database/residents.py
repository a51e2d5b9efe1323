"""The server's own processes at work in a cluster, found by the kernel's record and not by a number in a file."""

import contextlib
import os
import signal
import time
from pathlib import Path

PATIENCE = 5.0  # seconds a process may take to obey before it is killed


def residents(cluster: Path) -> list[int]:
    """Numbers of the PostgreSQL processes whose working folder is this cluster."""
    here = os.path.realpath(cluster)
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # gone meanwhile, or somebody else's
            program = os.path.basename(os.readlink(entry / "exe")).removesuffix(" (deleted)")
            if program == "postgres" and os.readlink(entry / "cwd") == here:
                found.append(int(entry.name))
    return found


def evict(cluster: Path) -> None:
    """End what a killed server or guardian left behind: it holds the shared memory a new server needs."""
    for order in (signal.SIGQUIT, signal.SIGKILL):
        if _gone(cluster, order):
            return


def _gone(cluster: Path, order: signal.Signals) -> bool:
    end = time.monotonic() + PATIENCE
    left = residents(cluster)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, order)
    while left and time.monotonic() < end:
        time.sleep(0.05)
        left = residents(cluster)
    return not left


def drop_stale_pid(cluster: Path) -> None:
    """Remove the pid file of a server that is certainly gone: after a restart of the machine its number may belong
    to another program of the same user, and the server would take that for itself."""
    if Path("/proc/self/exe").exists() and not residents(cluster):
        (cluster / "postmaster.pid").unlink(missing_ok=True)
