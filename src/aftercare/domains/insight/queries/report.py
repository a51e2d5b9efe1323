"""What a report tells: a row for each value of a dimension, over a period in days or months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.insight.counting import DIMENSIONS, FIGURES
from aftercare.domains.insight.errors import PeriodTooLong
from aftercare.domains.insight.models import CountMark, Grain
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries.sums import Line, counted_by
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.periods import Period, month_of, months_after
from aftercare.kit.permissions import require

BY = (*DIMENSIONS, "unit")
MOST_SPANS = {Grain.MONTH: 36, Grain.DAY: 62}
A_YEAR = 12


class Row(NamedTuple):
    """One kind, channel, priority or unit: its code or id, its name where it has one, and its figures by span."""

    value: str
    name: str
    figures: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Report:
    """Requests counted by one dimension: a row for each value, a figure for each span; none of them is an estimate."""

    by: str
    grain: str
    period: Period
    spans: Sequence[date]
    rows: Sequence[Row]
    counted_until: datetime | None

    def total(self, figure: str) -> list[int]:
        """All rows together, by span."""
        return [sum(column) for column in zip(*(row.figures[figure] for row in self.rows), strict=True)] or [0] * len(
            self.spans
        )


def request_report(
    actor: Actor,
    *,
    at: datetime,
    by: str = "kind",
    period: Period | None = None,
    grain: str = Grain.MONTH,
    unit: UUID | None = None,
) -> Report:
    """The report that is asked for; without a period the company's last twelve months, the present one included."""
    require(may_see_reports(actor))
    mark = next(iter(_marks()), None)
    zone = ZoneInfo(mark.time_zone) if mark and mark.time_zone else company_zone()
    asked = whole(period or last_months(at.astimezone(zone).date()), grain)
    spans = asked.months() if grain == Grain.MONTH else asked.days()
    if len(spans) > MOST_SPANS[Grain(grain)]:
        raise PeriodTooLong(grain=grain, most=MOST_SPANS[Grain(grain)])
    lines = counted_by(actor, by=by, period=asked, grain=grain, unit=unit)
    return Report(by, grain, asked, spans, _rows(by, lines, spans), mark.counted_until if mark else None)


def last_months(today: date, count: int = A_YEAR) -> Period:
    """So many whole months up to the one of today."""
    return Period(months_after(today, 1 - count), month_of(today).last)


@compiled
def _marks() -> QuerySet[CountMark]:
    return CountMark.objects.order_by("pk")[:1]


@compiled
def _kinds() -> "QuerySet[Any]":
    return RequestKind.objects.order_by("position", "code").values_list("code", "name")


def counted_until() -> datetime | None:
    """The instant up to which everything that was told is counted; None before the first time."""
    return CountMark.objects.values_list("counted_until", flat=True).first()


def whole(period: Period, grain: str) -> Period:
    """The period, or the whole months it touches."""
    if grain == Grain.DAY:
        return period
    return Period(period.first.replace(day=1), month_of(period.last).last)


def _rows(by: str, lines: Sequence[Line], spans: Sequence[date]) -> list[Row]:
    values = {line.value for line in lines}
    names = _names(by, values)
    place = {value: n for n, value in enumerate(names)}
    columns = {span: n for n, span in enumerate(spans)}
    found = {value: {figure: [0] * len(spans) for figure in FIGURES} for value in values}
    for value, day, figures in lines:
        for figure, count in zip(FIGURES, figures, strict=True):
            found[value][figure][columns[day]] = count
    ordered = sorted(values, key=lambda value: (place.get(value, len(place)), value))
    return [Row(value, names.get(value, ""), found[value]) for value in ordered]


def _names(by: str, values: "set[str]") -> dict[str, str]:
    """The names of what has one, in the order in which they are listed."""
    if by == "kind" and values:
        return dict(_kinds())
    if by == "unit":
        rows = OrganisationUnit.objects.filter(pk__in=values - {""}).order_by("path").values_list("pk", "name")
        return {str(id): name for id, name in rows}
    return {}
