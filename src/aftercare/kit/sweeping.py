"""Sweeps: act on rows whose instant has come, each once, in order, however many workers sweep."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

log = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)


def sweep(
    due: Callable[[datetime], QuerySet[M]],
    act: Callable[[M, datetime], object],
    *,
    clock: Callable[[], datetime],
    batch: int = 25,
    seconds: float = 55,
) -> int:
    """Act on every due row until none is left or the time is up; returns how many were dealt with.

    `due(at)` gives the ordered rows; each is locked (skipping what another worker holds) and acted on in a
    savepoint of its own, so that a row that fails is logged and left for the next sweep while the others go on.
    """
    began, done = time.monotonic(), 0
    failed: set[object] = set()
    while time.monotonic() - began < seconds:
        with transaction.atomic():
            at = clock()
            rows = list(due(at).exclude(pk__in=failed).select_for_update(skip_locked=True, of=("self",))[:batch])
            for row in rows:
                try:
                    with transaction.atomic():
                        act(row, at)
                    done += 1
                except Exception:
                    log.exception("The sweep could not deal with %s %s.", type(row).__name__, row.pk)
                    failed.add(row.pk)
        if not rows:
            break
    return done
