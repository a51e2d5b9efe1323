"""How fast one caller may call: a bucket of calls for each, refilled steadily, kept in this process."""

import threading
import time
from collections import OrderedDict
from uuid import UUID

from django.conf import settings

from aftercare.surfaces.api.errors import TooManyCalls

MOST_CALLERS = 10_000


class Buckets:
    """Calls left for each caller; whoever was silent the longest is forgotten first, with a full bucket anyway."""

    def __init__(self, per_second: float, burst: float) -> None:
        self.per_second, self.burst = per_second, burst
        self.lock = threading.Lock()
        self.left: OrderedDict[UUID, tuple[float, float]] = OrderedDict()

    def take(self, caller: UUID, at: float) -> float:
        """Take one call at an instant (monotonic seconds); returns how many seconds are missing, 0 when taken."""
        with self.lock:
            left, since = self.left.pop(caller, (self.burst, at))
            left = min(self.burst, left + (at - since) * self.per_second)
            taken = left >= 1
            self.left[caller] = (left - 1 if taken else left, at)
            if len(self.left) > MOST_CALLERS:
                self.left.popitem(last=False)
        return 0.0 if taken else (1 - left) / self.per_second


BUCKETS = Buckets(getattr(settings, "API_CALLS_PER_SECOND", 50), getattr(settings, "API_CALLS_AT_ONCE", 200))


def take_call(caller: UUID) -> None:
    """Count a call, or refuse it and say how long to wait."""
    if seconds := BUCKETS.take(caller, time.monotonic()):
        raise TooManyCalls(seconds=max(1, round(seconds + 0.499)))
