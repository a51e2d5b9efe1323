"""As what requests are counted, and every sum made of that."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from aftercare.domains.insight.counting import DIMENSIONS, FIGURES, PLACE, Cell, Standing, Sums, begins
from aftercare.domains.insight.models import CountedRequest
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State

STEPS = {"entered": "entered_on", "handled": "handled_on", "closed": "closed_on", "cancelled": "cancelled_on"}
CHUNK = 20_000
LATE = Q(handled_at__gt=F("originally_required_at"))


def standings(rows: QuerySet[ServiceRequest], zone: ZoneInfo) -> "QuerySet[ServiceRequest, tuple[Any, ...]]":
    """As what requests are to be counted: each with its id before the fields of a `Standing`."""
    ended = When(state=State.CANCELLED, then=TruncDate("state_since", tzinfo=zone))
    return rows.order_by().values_list(
        "pk", "unit_id", "kind_id", "channel", "priority",
        TruncDate("submitted_at", tzinfo=zone), TruncDate("handled_at", tzinfo=zone),
        Case(When(LATE, then=Value(True)), default=Value(False)),
        TruncDate("closed_at", tzinfo=zone), Case(ended, output_field=DateField()),
    )  # fmt: skip


def chunks(zone: ZoneInfo) -> "Iterator[list[tuple[Any, ...]]]":
    """Every request as it is to be counted, some thousand at a time."""
    last: list[UUID] = []
    while True:
        rows = ServiceRequest.objects.filter(pk__gt=last[-1]) if last else ServiceRequest.objects.all()
        found = list(standings(rows, zone).order_by("pk")[:CHUNK])
        if not found:
            return
        yield found
        last = [found[-1][0]]


def held_as(ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """As what requests are counted now."""
    rows = CountedRequest.objects.filter(pk__among=ids).values_list("pk", *Standing._fields)
    return {id: Standing(*fields) for id, *fields in rows}


def sums_of_all() -> Sums:
    """Every sum, counted anew from what each request is counted as."""
    found: dict[Cell, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for dimension in DIMENSIONS:
        for figure, step in STEPS.items():
            rows = CountedRequest.objects.exclude(**{step: None}).order_by().values_list(dimension, "unit_id", step)
            for value, unit_id, day, count, late in rows.annotate(
                Count("pk"), late_ones=Count("pk", filter=Q(late=True))
            ):
                for grain, begins_on in begins(day):
                    figures = found[Cell(dimension, grain, begins_on, unit_id, str(value))]
                    figures[PLACE[figure]] += count
                    figures[PLACE["late"]] += late if figure == "handled" else 0
    return found
