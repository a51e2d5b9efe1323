"""What was sold, added up."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries import SALES_FIGURES, Figures, sales_report
from aftercare.kit.money import Money
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Text
from aftercare.surfaces.api.reports import period_of, reports

Counts = Annotated[list[int], Field(description="One for each of `spans`.")]
Sums = Annotated[list[str], Field(description="One for each of `spans`, in `currency`.", examples=[["5398.20"]])]


class SalesFiguresShown(TypedDict):
    """How many orders, and their sums before tax, of tax and with it."""

    orders: Counts
    net: Sums
    tax: Sums
    total: Sums


class SalesRowShown(TypedDict):
    """One unit, product, grade or author."""

    value: Annotated[str, Field(description="Its id; empty for none (of products: parts); `rest` for all others.")]
    name: Annotated[str | None, Field(description="What it is called, where it has a name.")]
    figures: SalesFiguresShown


class SalesReportShown(TypedDict):
    """Orders by a dimension and month, or day; days are the company's, money of two currencies is never added up."""

    by: str
    counted: str
    grain: str
    period: Annotated[str, Field(examples=["2026-01..2026-12"])]
    currency: str
    currencies: Annotated[list[str], Field(description="In which anything counts.")]
    spans: Annotated[list[date], Field(description="The first day of each.")]
    rows: Annotated[list[SalesRowShown], Field(description="The largest first: fifty, and the others added up.")]
    totals: Annotated[SalesFiguresShown, Field(description="Each order once, though it stand in several products.")]


class SalesQuery(BaseModel):
    """Which figures."""

    by: Literal["unit", "product", "grade", "author"] = "unit"
    counted: Literal["approved", "delivered"] = Field(
        "approved", description="On the day the review approved them, or the day the last of them arrived."
    )
    grain: Literal["month", "day"] = "month"
    period: Text | None = Field(
        None,
        max_length=30,
        description="Months or days, both ends included; else the last twelve months.",
        examples=["2026-01..2026-12", "2026-03"],
    )
    unit_id: UUID | None = Field(None, description="Only this part of the company and those below it.")
    currency: Text = Field("", max_length=3, description="Else the company's.", examples=["CNY"])


@reports.reads("/reports/sales", SalesReportShown)
def read_sales_report(call: Call, query: Query[SalesQuery]) -> dict[str, Any]:
    """Read what was sold.

    By unit, product, grade or author, and by month or day, of the units the caller's right reaches. Each figure is
    made of a list: `approved=2026-03&currency=CNY&unit_id=…` at `/orders` shows its orders.
    """
    require(may_see_reports(call.actor))
    report = sales_report(
        call.actor,
        at=call.at,
        by=query.by,
        counted=query.counted,
        period=period_of(query.period),
        grain=query.grain,
        unit=query.unit_id,
        currency=query.currency,
    )
    told = {name: getattr(report, name) for name in ("by", "counted", "grain", "currency", "currencies", "spans")}
    rows = [
        {"value": row.value, "name": row.name or None, "figures": _figures(row.figures, report.currency)}
        for row in report.rows
    ]
    return {**told, "period": str(report.period), "rows": rows, "totals": _figures(report.totals, report.currency)}


def _figures(figures: Figures, currency: str) -> dict[str, Any]:
    money = [name for name in SALES_FIGURES if name != "orders"]
    sums = {name: [f"{Money(one, currency).rounded().amount:f}" for one in figures[name]] for name in money}
    return {"orders": [int(count) for count in figures["orders"]], **sums}
