"""One reader of the ledger for all streams of a process: it listens, reads what is finished, and hands it round."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from django.db import Error, connection

from aftercare.kit.ledger import Position, end_of_stream, stream
from aftercare.kit.listening import listening
from aftercare.kit.models import LedgerEntry

R = TypeVar("R")

log = logging.getLogger(__name__)
CHANNEL = "aftercare_ledger"
PAUSE = 0.15  # facts that come together are handed round together
LOOKS_EVERY = 1.0  # a fact that had to wait for an older transaction is not announced again
BATCH = 500
MOST_WAITING = 5_000


class Subscriber:
    """Facts waiting for one stream. Too many of them are dropped: the stream then reads the ledger itself."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self.wake = wake
        self.waiting: deque[LedgerEntry] = deque()
        self.behind = True  # what was recorded before the subscription is read by the stream itself
        self.lock = threading.Lock()

    def offer(self, facts: Iterable[LedgerEntry]) -> None:
        """Take facts from the hub."""
        with self.lock:
            self.waiting.extend(facts)
            if len(self.waiting) > MOST_WAITING:
                self.waiting.clear()
                self.behind = True
        self.wake()

    def take(self) -> list[LedgerEntry]:
        """Everything that waits."""
        with self.lock:
            taken = list(self.waiting)
            self.waiting.clear()
        return taken


class Hub:
    """Reads as long as anybody listens; a database that goes away is waited for, and nothing is skipped."""

    def __init__(self) -> None:
        self.subscribers: set[Subscriber] = set()
        self.lock = threading.Lock()
        self.reader: threading.Thread | None = None

    def join(self, subscriber: Subscriber) -> None:
        """Hand everything to this subscriber from now on."""
        with self.lock:
            self.subscribers.add(subscriber)
            if self.reader is None:
                self.reader = threading.Thread(target=self._run, name="ledger-reader", daemon=True)
                self.reader.start()

    def leave(self, subscriber: Subscriber) -> None:
        """Stop handing anything to it."""
        with self.lock:
            self.subscribers.discard(subscriber)

    def _run(self) -> None:
        while self._wanted():
            try:
                self._read()
            except Error as lost:
                log.warning("Live updates wait for the database: %s", lost)
                time.sleep(LOOKS_EVERY)
            except Exception:
                log.exception("Live updates stumbled; they go on.")
                time.sleep(LOOKS_EVERY)

    def _wanted(self) -> bool:
        with self.lock:
            if not self.subscribers:
                self.reader = None
            return self.reader is not None

    def _read(self) -> None:
        """Listen first, then read from the end on: whatever comes between is announced."""
        with listening(CHANNEL) as wait:
            position = _fresh(end_of_stream)
            self._catch_up()
            while self.subscribers:
                if wait(LOOKS_EVERY):
                    time.sleep(PAUSE)
                facts = _fresh(partial(stream, position, BATCH))
                if facts:
                    position = Position(facts[-1].tx, facts[-1].id)
                    self._hand_round(facts)

    def _catch_up(self) -> None:
        """After a break every stream looks for itself what it missed."""
        for subscriber in self._all():
            subscriber.behind = True
            subscriber.wake()

    def _hand_round(self, facts: Sequence[LedgerEntry]) -> None:
        for subscriber in self._all():
            subscriber.offer(facts)

    def _all(self) -> list[Subscriber]:
        with self.lock:
            return list(self.subscribers)


def _fresh(read: Callable[[], R]) -> R:
    """Read with a connection that goes back to the pool at once."""
    try:
        return read()
    finally:
        give_back()


def give_back() -> None:
    """Return the connection to the pool: a stream lasts for hours, and holds none while it waits."""
    if not connection.in_atomic_block:
        connection.close()


HUB = Hub()
