"""A few processes kept alive: what dies is started again, after a pause that grows with each quick death."""

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

import click

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
RAN_WELL_AFTER = 30.0
STOPS_WITHIN = 8.0


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: Sequence[str]
    pause: float = field(default=FIRST_PAUSE, init=False)
    began: float = field(default=0.0, init=False)
    due: float | None = field(default=0.0, init=False)
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        """Start it on a pipe that is its leash, in a session of its own: Ctrl-C reaches the supervisor alone."""
        self.began, self.due = time.monotonic(), None
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, env=environment, start_new_session=True)
        return self.process

    def put_off(self) -> float:
        """Plan the next start; the answer is the pause."""
        now = time.monotonic()
        self.pause = FIRST_PAUSE if now - self.began > RAN_WELL_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        self.due = now + self.pause
        return self.pause


class Supervisor:
    """Runs until told to stop."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str]) -> None:
        self.children = children
        self.environment = environment
        self.news: SimpleQueue[Child | None] = SimpleQueue()  # a child that ended, or None for an order to stop

    def run(self) -> None:
        """Start the children and keep them alive until SIGINT, SIGTERM or SIGHUP; then stop them all."""
        for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, lambda *_: self.news.put(None))
        try:
            while True:
                self._start_due()
                with contextlib.suppress(Empty):
                    ended = self.news.get(timeout=self._until_next_start())
                    if ended is None:
                        return
                    self._put_off(ended)
        finally:
            self._stop()

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.due is not None and child.due <= now:
                process = child.start(self.environment)
                threading.Thread(target=self._await_end, args=(child, process), daemon=True).start()

    def _await_end(self, child: Child, process: "subprocess.Popen[bytes]") -> None:
        process.wait()
        self.news.put(child)

    def _until_next_start(self) -> float | None:
        due = [child.due for child in self.children if child.due is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _put_off(self, child: Child) -> None:
        code = child.process.returncode if child.process else None
        how = (
            f"was ended by {signal.Signals(-code).name}" if code is not None and code < 0 else f"ended with code {code}"
        )
        click.echo(f"The {child.name} {how}; it is started again in {child.put_off():.1f} s.", err=True)

    def _stop(self) -> None:
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        end = time.monotonic() + STOPS_WITHIN
        while time.monotonic() < end and any(process.poll() is None for process in running):
            time.sleep(0.02)
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()
