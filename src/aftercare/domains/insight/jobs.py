"""Timed work of the room."""

import time

from aftercare.domains.insight.actions import count_requests
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every

SECONDS = 8.0  # it ends before the next one begins


@every(10, "insight.count_requests")
def count_what_was_told() -> int:
    """Count what happened since, some thousand facts at a time, until nothing is left or the time is up."""
    began, counted = time.monotonic(), 0
    while read := count_requests(system("reports"), at=now()):
        counted += read
        if time.monotonic() - began > SECONDS:
            break
    return counted
