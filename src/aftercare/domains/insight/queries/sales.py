"""What was sold: orders and their money in one currency, by a dimension and month or day, added up when asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, QuerySet, Sum, Value, When
from django.db.models.functions import TruncDate, TruncMonth

from aftercare.domains.accounts.models import OrganisationUnit, User
from aftercare.domains.accounts.queries import company, company_zone
from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Grade
from aftercare.domains.insight.errors import PeriodTooLong
from aftercare.domains.insight.models import Grain
from aftercare.domains.insight.policies import may_see_reports, sales_in_sight
from aftercare.domains.insight.queries.report import MOST_SPANS, last_months, whole
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.orders.queries import APPROVED, COUNTED, sold
from aftercare.kit.actor import Actor
from aftercare.kit.periods import Period
from aftercare.kit.permissions import require

SALES_BY = ("unit", "product", "grade", "author")
SALES_FIGURES = ("orders", "net", "tax", "total")
MOST_ROWS = 50
REST = "rest"
VALUES: Mapping[str, Any] = {
    "unit": F("unit_id"),
    "author": F("author_id"),
    "grade": Case(
        When(customer__merged_into=None, then=F("customer__grade")), default=F("customer__merged_into__grade")
    ),
}
NAMED: Mapping[str, Any] = {"unit": OrganisationUnit, "author": User, "grade": Grade, "product": Product}
Figures = Mapping[str, Sequence[Decimal]]


class SalesRow(NamedTuple):
    """One unit, product, grade or author: its id, its name and its figures by span; `REST` adds up the smaller ones."""

    value: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class SalesReport:
    """Orders that count in one way, in one currency: money of two currencies is never added up.

    Of products a row counts the orders they stand in and their lines' money, so that rows add up to more orders than
    there are; `totals` count each order once.
    """

    by: str
    counted: str
    grain: str
    period: Period
    currency: str
    currencies: Sequence[str]
    spans: Sequence[date]
    rows: Sequence[SalesRow]
    totals: Figures


def sales_report(
    actor: Actor,
    *,
    at: datetime,
    by: str = "unit",
    counted: str = APPROVED,
    period: Period | None = None,
    grain: str = Grain.MONTH,
    unit: UUID | None = None,
    currency: str = "",
) -> SalesReport:
    """The report that is asked for; without a period the last twelve months, without a currency the company's."""
    require(may_see_reports(actor))
    zone = company_zone()
    asked = whole(period or last_months(at.astimezone(zone).date()), grain)
    spans = asked.months() if grain == Grain.MONTH else asked.days()
    if len(spans) > MOST_SPANS[Grain(grain)]:
        raise PeriodTooLong(grain=grain, most=MOST_SPANS[Grain(grain)])
    cut = _Cut(COUNTED[counted][0], grain, zone, spans)
    orders = sold(_within(actor, unit), counted, asked, zone)
    summed = list(cut.orders(orders, VALUES.get(by)))
    used = sorted({row["in_currency"] for row in summed})
    chosen = currency or _usual(used)
    found = cut.by_value(row for row in summed if row["in_currency"] == chosen)
    totals = _together([*found.values()], spans)
    if by == "product":
        found = cut.by_value(cut.lines(orders.filter(currency=chosen)))
    return SalesReport(by, counted, grain, asked, chosen, used, spans, _rows(by, found, spans), totals)


def _within(actor: Actor, unit: UUID | None) -> QuerySet[Order]:
    rows = sales_in_sight(actor)
    if unit is None:
        return rows
    return rows.filter(unit__in=OrganisationUnit.objects.filter(path__contains=f"{unit.hex}/").values("pk"))


def _usual(used: Sequence[str]) -> str:
    known = company()
    own = known.currency if known else "CNY"
    return own if own in used or not used else used[0]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Orders that count by an instant, cut into spans."""

    instant: str
    grain: str
    zone: ZoneInfo
    spans: Sequence[date]

    def orders(self, rows: QuerySet[Order], value: Any) -> "QuerySet[Any]":
        """Their sums by currency, value and span."""
        cut = rows.order_by().annotate(in_currency=F("currency"), value=Value("") if value is None else value)
        return self._summed(cut, self.instant, Count("id"), "in_currency")

    def lines(self, rows: QuerySet[Order]) -> "QuerySet[Any]":
        """The sums of their lines by product and span."""
        lines = OrderLine.objects.filter(order__in=rows.order_by().values("pk")).annotate(value=F("product_id"))
        return self._summed(lines, f"order__{self.instant}", Count("order", distinct=True))

    def _summed(self, rows: "QuerySet[Any]", instant: str, orders: Any, *also: str) -> "QuerySet[Any]":
        begins = TruncMonth if self.grain == Grain.MONTH else TruncDate
        cut = rows.annotate(span=begins(instant, tzinfo=self.zone)).values(*also, "value", "span")
        summed: QuerySet[Any] = cut.annotate(orders=orders, sum_net=Sum("net"), sum_tax=Sum("tax"))
        return summed

    def by_value(self, summed: Iterable[Any]) -> dict[str, Figures]:
        """The figures of each value, one for each span."""
        columns = {span: n for n, span in enumerate(self.spans)}
        found: dict[str, dict[str, list[Decimal]]] = {}
        for row in summed:
            span = row["span"]
            column = columns[span.date() if isinstance(span, datetime) else span]
            told = {"orders": Decimal(row["orders"]), "net": row["sum_net"], "tax": row["sum_tax"]}
            told["total"] = told["net"] + told["tax"]
            figures = found.setdefault(str(row["value"] or ""), _nothing(self.spans))
            for name, figure in told.items():
                figures[name][column] = figure
        return {**found}


def _rows(by: str, found: Mapping[str, Figures], spans: Sequence[date]) -> list[SalesRow]:
    """The largest first; the small ones beyond the most that fit are added up."""
    ordered = sorted(found, key=lambda value: (-sum(found[value]["net"]), value))
    shown, beyond = ordered[:MOST_ROWS], [found[value] for value in ordered[MOST_ROWS:]]
    names = _names(by, [value for value in shown if value])
    rows = [SalesRow(value, names.get(value, ""), found[value]) for value in shown]
    return [*rows, SalesRow(REST, "", _together(beyond, spans))] if beyond else rows


def _nothing(spans: Sequence[date]) -> dict[str, list[Decimal]]:
    return {name: [Decimal(0)] * len(spans) for name in SALES_FIGURES}


def _together(several: Sequence[Figures], spans: Sequence[date]) -> Figures:
    added = _nothing(spans)
    for name, column in product(SALES_FIGURES, range(len(spans))):
        added[name][column] = sum((one[name][column] for one in several), Decimal(0))
    return added


def _names(by: str, ids: Sequence[str]) -> dict[str, str]:
    rows: QuerySet[Any] = NAMED[by].objects.filter(pk__in=ids)
    return {str(one.pk): str(one) if by == "product" else one.name for one in rows}
