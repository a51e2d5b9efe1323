"""The server's parent: starts it, starts it again when it dies, and stops it when the last user is gone.

Runs as `python -m aftercare.kit.database.guardian BASE BINARIES name=value …`, started by the first user.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Literal

from aftercare.kit.database.account import account_for
from aftercare.kit.database.cluster import environment
from aftercare.kit.database.kinship import die_with
from aftercare.kit.database.locks import exclusive, opened, released
from aftercare.kit.database.place import Place
from aftercare.kit.database.residents import drop_stale_pid, evict

RUNS_WELL_AFTER = 2.0  # seconds; a server that cannot start ends sooner
GIVE_UP_AFTER = 20.0  # seconds of failed starts; the users call another guardian
# Fast, then immediate, then the end: during crash recovery PostgreSQL may never finish a fast shutdown.
STOPPING = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
LOG_LIMIT = 32 * 1024 * 1024
LOG_LOOKS_EVERY = 600.0

News = Literal["last user left", "server ended"]


class Guardian:
    """Keeps one server alive for as long as anybody uses it."""

    def __init__(self, place: Place, binaries: Path, settings: list[str]) -> None:
        self.place = place
        self.binaries = binaries
        self.settings = settings
        self.account = account_for(place.cluster)
        self.news: SimpleQueue[News] = SimpleQueue()

    def keep(self, users: int) -> int:
        """Stay until the last holder of the users' lock is gone; the exit code is 1 when no start succeeds."""
        self._tell("last user left", lambda: fcntl.flock(users, fcntl.LOCK_EX))
        well_at = time.monotonic()
        while True:
            began = time.monotonic()
            server = self._start()
            if self._hear() == "last user left":
                _stop(server)
                self.place.drop_socket_folder()
                return 0
            now = time.monotonic()
            print(f"guardian: the server ended with code {server.returncode}", file=sys.stderr, flush=True)
            if now - began > RUNS_WELL_AFTER:
                well_at = now
            elif now - well_at > GIVE_UP_AFTER:
                return 1
            else:
                time.sleep(0.2)

    def _start(self) -> "subprocess.Popen[bytes]":
        evict(self.place.cluster)
        drop_stale_pid(self.place.cluster)
        self.place.make_socket_folder(self.account)
        command = [str(self.binaries / "postgres"), "-D", str(self.place.cluster), "-k", str(self.place.socket_folder)]
        for setting in self.settings:
            command += ["-c", setting]
        me = os.getpid()
        server: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=environment(),
            start_new_session=True,
            preexec_fn=lambda: die_with(me, signal.SIGQUIT),
            **self.account.popen(),
        )
        self._tell("server ended", server.wait)
        return server

    def _tell(self, news: News, when: Callable[[], object]) -> None:
        def wait() -> None:
            when()
            self.news.put(news)

        threading.Thread(target=wait, daemon=True).start()

    def _hear(self) -> News:
        while True:
            try:
                return self.news.get(timeout=LOG_LOOKS_EVERY)
            except Empty:
                trim(self.place.log)


def trim(log: Path) -> None:
    """Keep one older part of a log that grew too long; its writers append, so it can be emptied under them."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    for order, patience in STOPPING:
        server.send_signal(order)
        try:
            server.wait(patience)
            return
        except subprocess.TimeoutExpired:
            continue


def main(base: str, binaries: str, *settings: str) -> int:
    """Take the post when it is free and keep it; only the users' leaving ends it, no signal to the whole terminal."""
    for unheard in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(unheard, lambda *_: None)  # SIG_IGN would be handed down to the server
    place = Place(Path(base))
    trim(place.log)
    users = opened(place.users_lock)
    with exclusive(place.guardian_lock):
        outcome = Guardian(place, Path(binaries), list(settings)).keep(users)
    released(users)  # after the post: whoever waits for this lock then finds that one free
    return outcome


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
