"""What happens next, by the time it happens: the order in which the days of the company are lived."""

import contextlib
import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from aftercare.domains.accounts.hours import WorkingHours, add_working_time
from aftercare.kit.clock import standing_at
from aftercare.kit.errors import Refusal
from aftercare.kit.jobs import run_queued

Doing = Callable[[datetime], Any]


class Agenda:
    """Doings of the same instant happen in the order in which they were planned."""

    def __init__(self, dice: Random, hours: WorkingHours) -> None:
        self.dice, self.hours = dice, hours
        self.coming: list[tuple[datetime, int, Doing]] = []
        self.order = count()

    def plan(self, at: datetime, doing: Doing) -> None:
        """Let something happen at an instant."""
        heapq.heappush(self.coming, (at, next(self.order), doing))

    def after(self, at: datetime, least: int, most: int) -> datetime:
        """An instant so many working minutes later."""
        worked = timedelta(minutes=self.dice.randint(least, most), seconds=self.dice.randrange(60))
        found = add_working_time(self.hours, at, worked)
        assert found is not None  # noqa: S101  the calendar opens
        return found

    def live(self, until: datetime, before: Doing = lambda at: None) -> Iterator[datetime]:
        """Let everything happen up to an instant, each with what follows from it; `before` comes ahead of each."""
        while self.coming and self.coming[0][0] < until:
            at, _order, doing = heapq.heappop(self.coming)
            before(at)
            with contextlib.suppress(Refusal):  # somebody, or a rule, was faster; that is life
                doing(at)
            follow(at)
            yield at
        before(until)
        follow(until)


def follow(at: datetime) -> None:
    """Let happen what follows by itself from what was done at an instant."""
    with standing_at(at):
        run_queued()
