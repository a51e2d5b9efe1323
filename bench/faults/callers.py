"""Callers who enter one request after the other and never give up: every failed call is made again with its key."""

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

import orjson

from bench.wire import Ask, send

PAUSE = 0.1  # seconds between two requests of one caller, and before a failed call is made again
SLOW = 2.0  # seconds; an answer that takes longer is not normal
LAST_WORDS = 60.0  # seconds a caller goes on with the request in hand when the day is over
MADE, AWAY, REFUSED = "201", "503 with Retry-After", "connection refused"
CLEAR = {MADE, AWAY, REFUSED}


@dataclass(frozen=True, slots=True)
class Try:
    """One call: when it began and ended (monotonic seconds), and what came back."""

    began: float
    ended: float
    said: str

    @property
    def normal(self) -> bool:
        """Done, and soon."""
        return self.said == MADE and self.ended - self.began <= SLOW


class Callers:
    """One thread for each token; `acknowledged` maps what was entered (its title, which is its key) to its number."""

    def __init__(self, port: int, tokens: Sequence[str]) -> None:
        self.port = port
        self.acknowledged: dict[str, str] = {}
        self.never_answered: list[str] = []
        self.tries: list[Try] = []
        self._under_way: dict[int, float] = {}
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=pair, daemon=True) for pair in enumerate(tokens)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Everybody brings the request in hand to an end."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def said(self) -> Counter[str]:
        """How often each answer came."""
        return Counter(one.said for one in list(self.tries))

    def last_trouble(self) -> float:
        """When the last answer came that was not normal; 0 where none did."""
        return max((one.ended for one in list(self.tries) if not one.normal), default=0.0)

    def calm_since(self, moment: float) -> bool:
        """Whether everything asked since then was answered normally, and nobody waits longer than is normal."""
        waiting = [began for began in list(self._under_way.values()) if time.monotonic() - began > SLOW]
        answered = any(one.began > moment for one in list(self.tries))
        return answered and not waiting and self.last_trouble() < moment

    def _work(self, caller: int, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        while not self._over.is_set():
            key = str(uuid4())
            person = {"name": f"Caller {caller}", "phone": f"1380000000{caller}"}
            body = orjson.dumps({"customer": person, "kind": "repair", "title": key})
            self._enter(caller, key, Ask("POST", "/api/v1/requests", headers | {"Idempotency-Key": key}, body))
            time.sleep(PAUSE)

    def _enter(self, caller: int, key: str, ask: Ask) -> None:
        ends = None
        while ends is None or time.monotonic() < ends:
            began = self._under_way[caller] = time.monotonic()
            said, number = _answer(self.port, ask)
            del self._under_way[caller]
            self.tries.append(Try(began, time.monotonic(), said))
            if said == MADE:
                self.acknowledged[key] = number
                return
            if self._over.is_set() and ends is None:
                ends = time.monotonic() + LAST_WORDS
            time.sleep(PAUSE)
        self.never_answered.append(key)


def _answer(port: int, ask: Ask) -> tuple[str, str]:
    """What came back in a word or two, and the number where one was given."""
    try:
        answer = send(port, ask)
    except ConnectionRefusedError:
        return REFUSED, ""
    except TimeoutError:
        return "no answer", ""
    except (OSError, IndexError, ValueError):  # the connection ended before a whole head had come
        return "broken off", ""
    if answer.status == 201:
        return MADE, str(answer.json()["number"])
    if answer.status == 503 and b"\r\nretry-after:" in answer.head.lower():
        return AWAY, ""
    return f"{answer.status} {answer.body[:120].decode(errors='replace')}", ""
