"""The sums of what was counted, by one dimension, of the units the reader's right reaches."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet, Sum

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.insight.counting import FIGURES
from aftercare.domains.insight.models import Grain, RequestCount
from aftercare.domains.insight.policies import VIEW, visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.periods import Period


class Line(NamedTuple):
    """The figures of one value within one span, in the order of `FIGURES`."""

    value: str
    begins_on: date
    figures: Sequence[int]


def counted_by(
    actor: Actor, *, by: str, period: Period, grain: str = Grain.MONTH, unit: UUID | None = None
) -> list[Line]:
    """The sums by kind, channel, priority or unit for each day or month of a period; `unit` leaves it and those below.

    One statement, whose cost grows with the spans and units asked for and not with the requests.
    """
    scope, column = actor.scope(VIEW), "unit_id" if by == "unit" else "value"
    dimension = "kind" if by == "unit" else by
    if column == "value" and unit is None and scope is not None and scope.everything:
        found = _sums_of_all_units(dimension, str(grain), period.first, period.last)
    else:
        rows = visible_to(actor)
        if unit is not None:
            rows = rows.filter(unit__in=OrganisationUnit.objects.filter(path__contains=f"{unit.hex}/").values("pk"))
        found = list(_summed(rows, column, dimension, grain, period.first, period.last))
    return [Line(str(value or ""), day, figures) for value, day, *figures in found if any(figures)]


@compiled
def _sums_of_all_units(dimension: str, grain: str, first: date, last: date) -> "QuerySet[Any]":
    return _summed(RequestCount.objects.all(), "value", dimension, grain, first, last)


def _summed(
    rows: QuerySet[RequestCount], column: str, dimension: str, grain: str, first: date, last: date
) -> "QuerySet[Any]":
    asked = rows.filter(dimension=dimension, grain=grain, begins_on__gte=first, begins_on__lte=last)
    by_span = asked.order_by("begins_on", column).values_list(column, "begins_on")
    found: QuerySet[Any] = by_span.annotate(**{f"all_{figure}": Sum(figure) for figure in FIGURES})
    return found
