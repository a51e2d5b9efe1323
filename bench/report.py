"""The report type × month, asked of the tables themselves: no room answers it yet."""

import time
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from bench.stack import Stack

TIMES = 20
COMPANY_ZONE = ZoneInfo("Asia/Shanghai")


def by_kind_and_month() -> list[tuple[Any, ...]]:
    """How many requests of each kind came in each month of the company's calendar."""
    from aftercare.domains.requests.models import ServiceRequest

    months = ServiceRequest.objects.values("kind_id", month=TruncMonth("submitted_at", tzinfo=COMPANY_ZONE))
    return list(
        months.annotate(count=Count("id")).order_by("month", "kind_id").values_list("kind_id", "month", "count")
    )


def measured(stack: Stack, count: int) -> str:
    """What the query costs, in this process and in the database; every request must be counted."""
    spent, before, own = [], stack.cost(), time.process_time()
    for _ in range(TIMES):
        began = time.perf_counter()
        rows = by_kind_and_month()
        spent.append(time.perf_counter() - began)
    own, cost = time.process_time() - own, stack.cost() - before
    if sum(row[2] for row in rows) < count:
        raise ValueError("The report left requests out.")
    each = 1000 / TIMES
    return (
        f"report type × month, query alone: {(own + cost.database) * each:.2f} ms CPU "
        f"(database {cost.database * each:.2f}), 1 SQL, p50 {median(spent) * 1000:.1f} ms, {len(rows)} rows"
    )
