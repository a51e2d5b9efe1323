"""Whether what the callers were told is true, looked at in the database itself."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping

PATIENCE = 180.0


def breaches(acknowledged: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each number that is lost, each request that exists twice, and all that does not hold."""
    from aftercare.domains.requests.models import ServiceRequest
    from aftercare.domains.requests.queries import broken_invariants
    from aftercare.kit.ledger import tampered

    entered: dict[str, list[str]] = defaultdict(list)
    for title, number in ServiceRequest.objects.order_by("number").values_list("title", "number"):
        entered[title].append(number)
    for key, number in acknowledged.items():
        if number not in entered[key]:
            yield f"{number} was acknowledged and is not there"
    for numbers in entered.values():
        if len(numbers) > 1:
            yield f"{' and '.join(numbers)} were made under one key"
    yield from (f"the ledger row {row} is not as it was written" for row in tampered())
    yield from broken_invariants()


def reactions_done(since: float) -> float | None:
    """Seconds until no reaction is left to run; None where some are left after all patience."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(task_name="kit.react")
    while time.monotonic() < since + PATIENCE:
        if not waiting.exists():
            return time.monotonic() - since
        time.sleep(0.5)
    return None
