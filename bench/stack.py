"""The running system: web server and worker as processes, and what they and the database cost."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU, user and system."""

    application: float
    database: float
    workers: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.application - other.application, self.database - other.database, self.workers - other.workers)

    @property
    def whole(self) -> float:
        """Of the stack that answers."""
        return self.application + self.database


class Stack:
    """A web server with two serving processes on loopback, and maybe workers."""

    def __init__(self, postmaster: int, *, workers: int = 0, log: IO[bytes] | None = None) -> None:
        self.postmaster = postmaster
        self.port = _free_port()
        commands = [["bench.serve", str(self.port)]]
        commands += [["aftercare.config.commands", "worker"]] * workers
        self.children = [subprocess.Popen([sys.executable, "-m", *command], stderr=log) for command in commands]

    def cost(self) -> Cost:
        """What web server, database and workers have used so far, ended children included."""
        web, *workers = self.children
        return Cost(_spent(web.pid), _spent(self.postmaster), sum(_spent(worker.pid) for worker in workers))

    def memory(self) -> float:
        """Megabytes of the serving processes, shared pages divided among those who share them."""
        served = psutil.Process(self.children[0].pid)
        return sum(one.memory_full_info().pss for one in [served, *served.children(recursive=True)]) / 1e6

    def wait_for_web(self) -> None:
        """Return once the port answers."""
        for _try in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.1)
        raise TimeoutError("The web server did not come up.")

    def stop(self) -> None:
        """End what was started."""
        for child in self.children:
            child.send_signal(signal.SIGTERM)
        for child in self.children:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


@contextlib.contextmanager
def running(postmaster: int, *, workers: int = 0, log: IO[bytes] | None = None) -> Iterator[Stack]:
    """The system up, and down again afterwards; what it complains of goes into the log where one is given."""
    stack = Stack(postmaster, workers=workers, log=log)
    try:
        stack.wait_for_web()
        yield stack
    finally:
        stack.stop()


def _spent(pid: int) -> float:
    """User and system seconds of a process tree, with the children that have ended."""
    root = psutil.Process(pid)
    ticks = 0
    for one in [root, *root.children(recursive=True)]:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            ticks += sum(map(int, Path(f"/proc/{one.pid}/stat").read_text().rpartition(") ")[2].split()[11:15]))
    return ticks / TICK


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
