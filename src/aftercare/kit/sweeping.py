"""Sweeps: act on rows whose instant has come, each once, in order, however many workers sweep."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

log = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)
UNTIL_THE_NEXT = 4.5  # seconds; most sweeps begin every five


def sweep(
    due: Callable[[datetime], QuerySet[M]],
    act: Callable[[M, datetime], object],
    *,
    clock: Callable[[], datetime],
    together: Callable[[Sequence[M], datetime], object] | None = None,
    batch: int = 25,
    seconds: float = UNTIL_THE_NEXT,
) -> int:
    """Act on every due row until none is left or the time is up; returns how many were dealt with.

    `due(at)` gives the ordered rows; each is locked (skipping what another worker holds) and acted on in a
    savepoint of its own, so that a row that fails is logged and left for the next sweep while the others go on.
    Where many cost hardly more than one, `together` acts on a whole batch; if that fails, each has its own turn.

    It ends before the next tick begins another: of a long backlog the sweeps would otherwise fill every slot of the
    workers, and what reacts to them would wait for all of it.
    """
    began, done = time.monotonic(), 0
    failed: set[object] = set()
    while time.monotonic() - began < seconds:
        with transaction.atomic():
            at = clock()
            free = due(at).exclude(pk__in=failed).select_for_update(skip_locked=True, of=("self",), no_key=True)
            rows = list(free[:batch])
            if together is not None and len(rows) > 1:
                if _acted(partial(together, rows, at)) is None:
                    done += len(rows)
                    continue
                for row in rows:
                    row.refresh_from_db()
            for row in rows:
                trouble = _acted(partial(act, row, at))
                if trouble is None:
                    done += 1
                else:
                    log.error("The sweep could not deal with %s %s.", type(row).__name__, row.pk, exc_info=trouble)
                    failed.add(row.pk)
        if not rows:
            break
    return done


def _acted(act: Callable[[], object]) -> Exception | None:
    """Act in a savepoint; what went wrong, with nothing left of it in the database."""
    try:
        with transaction.atomic():
            act()
    except Exception as trouble:
        return trouble
    return None
