"""Reports: figures that are kept counted, each with the list of what it counts."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aftercare.domains.insight.counting import FIGURES
from aftercare.domains.insight.errors import NoPeriod
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries import BY, SALES_BY, SALES_FIGURES, Report, request_report
from aftercare.kit.periods import Period
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Text
from aftercare.surfaces.api.lists import Listing
from aftercare.surfaces.api.nouns import Noun

reports = Noun("reports", "Reports 报表: figures that are kept counted.")
REQUESTS, SALES = "requests", "sales"
Counts = Annotated[list[int], Field(description="One for each of `spans`.")]


class ReadyReport(TypedDict):
    """A report, and what it can be asked for."""

    id: Annotated[str, Field(description="The last part of its address.", examples=[REQUESTS])]
    by: Annotated[list[str], Field(description="By what its rows can stand.")]
    figures: Annotated[list[str], Field(description="What is counted.")]


class FiguresShown(TypedDict):
    """How many requests were entered, handled, of those late, closed, cancelled in each span.

    A request counts once in each: on the day it was entered; the day it was last reported solved; the day it was
    closed or cancelled. One that was sent back or reopened is no longer handled or closed. Late is what was solved
    after the date first required.
    """

    entered: Counts
    handled: Counts
    late: Counts
    closed: Counts
    cancelled: Counts


class ReportRowShown(TypedDict):
    """One kind, channel, priority or unit."""

    value: Annotated[str, Field(description="Its code, or the unit's id; empty for requests of no unit.")]
    name: Annotated[str | None, Field(description="What it is called, where it has a name.")]
    figures: FiguresShown


class RequestReportShown(TypedDict):
    """Requests by a dimension and month, or day; days are the company's."""

    by: str
    grain: str
    period: Annotated[str, Field(examples=["2026-01..2026-12"])]
    spans: Annotated[list[date], Field(description="The first day of each.")]
    rows: list[ReportRowShown]
    totals: FiguresShown
    counted_until: Annotated[
        datetime | None, Field(description="What was recorded until then is counted; null before the first count.")
    ]


class ReportsQuery(Listing):
    """Which reports: there are few."""

    sort: Literal["id"] = "id"


class ReportQuery(BaseModel):
    """Which figures."""

    by: Literal["kind", "channel", "priority", "unit"] = "kind"
    grain: Literal["month", "day"] = "month"
    period: Text | None = Field(
        None,
        max_length=30,
        description="Months or days, both ends included; else the last twelve months.",
        examples=["2026-01..2026-12", "2026-03"],
    )
    unit_id: UUID | None = Field(None, description="Only this part of the company and those below it.")


@reports.lists("/reports", ReadyReport)
def list_reports(call: Call, query: Query[ReportsQuery]) -> dict[str, Any]:
    """List reports.

    With what each can be asked for.
    """
    require(may_see_reports(call.actor))
    items = [
        {"id": REQUESTS, "by": list(BY), "figures": list(FIGURES)},
        {"id": SALES, "by": list(SALES_BY), "figures": list(SALES_FIGURES)},
    ]
    body = {"items": items, "next": None}
    return {**body, "total": str(len(items))} if query.total else body


@reports.reads("/reports/requests", RequestReportShown)
def read_request_report(call: Call, query: Query[ReportQuery]) -> dict[str, Any]:
    """Read how many requests there were.

    By kind, channel, priority or unit, and by month or day, of the units the caller's right reaches. Each figure is
    the length of a list: `entered=2026-03&kind=repair&queue=all` in the address of the queue shows its requests.
    """
    require(may_see_reports(call.actor))
    report = request_report(
        call.actor,
        at=call.at,
        by=query.by,
        period=period_of(query.period),
        grain=query.grain,
        unit=query.unit_id,
    )
    return _shown(report)


def period_of(text: str | None) -> Period | None:
    """The period that is asked for; None where none is."""
    if not text:
        return None
    try:
        return Period.read(text)
    except ValueError as unread:
        raise NoPeriod(value=text) from unread


def _shown(report: Report) -> dict[str, Any]:
    return {
        "by": report.by,
        "grain": report.grain,
        "period": str(report.period),
        "spans": report.spans,
        "rows": [{"value": row.value, "name": row.name or None, "figures": row.figures} for row in report.rows],
        "totals": {figure: report.total(figure) for figure in FIGURES},
        "counted_until": report.counted_until,
    }
