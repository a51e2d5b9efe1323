"""What was sold, by part of the company, product, grade or author; each figure leads to its orders."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries import REST, SalesReport, SalesRow, sales_report
from aftercare.domains.orders.policies import VIEW as VIEW_ORDERS
from aftercare.domains.orders.pricing import written
from aftercare.domains.orders.queries import NOBODY
from aftercare.kit.clock import now
from aftercare.kit.money import Money
from aftercare.kit.periods import Period
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.reports.files import as_csv
from aftercare.surfaces.console.reports.forms import SalesForm
from aftercare.surfaces.console.reports.spans import head, period_of, shade, span_words
from aftercare.surfaces.console.reports.words import BY, ORDERS, ORDERS_COUNTED, SALES, sales_words
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.parts import Words


class Figure(NamedTuple):
    """One number: as it is read in a table, to the last digit, how deep its cell is drawn, and what leads to it."""

    value: str
    exact: str
    shade: int = 0
    url: str = ""


class Shown(NamedTuple):
    """One row: its name, its figures and their sum."""

    name: Words
    figures: Sequence[Figure]
    total: Figure


@staff
def sales(request: StaffRequest) -> HttpResponse:
    """The figures that are asked for; the net of approved orders of the last twelve months at first."""
    form, report = _asked(request)
    table = _Table(report, form, leads=may(request.actor, VIEW_ORDERS) is True)
    context = {
        "form": form,
        "report": report,
        "figure": SALES[table.figure],
        "counted": ORDERS_COUNTED[report.counted],
        "orders": ORDERS[report.counted],
        "by": BY[report.by],
        "heads": [head(request, report.grain, span) for span in report.spans],
        "rows": [table.row(row) for row in _ordered(report, table.figure)],
        "totals": table.totals(),
        "average": _average(report),
        "cut": form.cut,
        "export_url": f"{reverse('console:sales_export')}{address(request)}",
    }
    return staff_page(request, "console/reports/sales.html", context, active="console:reports", partials={"results"})


@signed_in
def export(request: StaffRequest) -> HttpResponse:
    """The table as CSV, to the last digit; that it was taken goes on record."""
    form, report = _asked(request)
    figure = form.asked["figure"]
    heads = [str(BY[report.by]), *(span_words(report.grain, span) for span in report.spans), _("Total")]
    rows = [(str(sales_words(report.by, row)), row.figures[figure]) for row in _ordered(report, figure)]
    rows.append((_("Total"), report.totals[figure]))
    lines = [[name, *(_plain(one) for one in figures), _plain(sum(figures, Decimal(0)))] for name, figures in rows]
    name = f"sales-{report.counted}-{figure}-{report.currency}-{report.period}"
    return as_csv(request, [heads, *lines], name=name, filters=form.names())


def _asked(request: StaffRequest) -> tuple[SalesForm, SalesReport]:
    require(may_see_reports(request.actor))
    at = now()
    form = SalesForm(request.GET.dict(), day_of(at))
    unit = form.asked.get("unit")
    asked: dict[str, Any] = {name: form.asked[name] for name in ("by", "grain", "counted")}
    asked |= {"currency": form.asked.get("currency", ""), "period": form.period}
    report = sales_report(request.actor, at=at, unit=unit.id if unit else None, **asked)
    form.offer(report.currencies, report.currency)
    return form, report


def _ordered(report: SalesReport, figure: str) -> list[SalesRow]:
    """The largest of what is shown first; what is only added up last."""
    return sorted(report.rows, key=lambda row: (row.value == REST, -sum(row.figures[figure])))


def _average(report: SalesReport) -> str:
    """What an order comes to, net."""
    orders = sum(report.totals["orders"], Decimal(0))
    if not orders:
        return ""
    return written(Money(sum(report.totals["net"], Decimal(0)) / orders, report.currency).rounded())


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


class _Table:
    """The cells of a report, shaded by the largest of them."""

    def __init__(self, report: SalesReport, form: SalesForm, *, leads: bool) -> None:
        self.report, self.figure, self.leads = report, form.asked["figure"], leads
        self.unit = form.asked.get("unit")
        self.most = max((one for row in report.rows for one in row.figures[self.figure]), default=Decimal(0))

    def row(self, row: SalesRow) -> Shown:
        """A row with its sum; what is only added up leads nowhere."""
        figures, orders = row.figures[self.figure], row.figures["orders"]
        which = None if row.value == REST else self._which(row)
        cells = [
            self._cell(one, count, period_of(self.report.grain, span), which, deep=True)
            for span, one, count in zip(self.report.spans, figures, orders, strict=True)
        ]
        total = self._cell(sum(figures, Decimal(0)), sum(orders, Decimal(0)), self.report.period, which)
        return Shown(sales_words(self.report.by, row), cells, total)

    def totals(self) -> Sequence[Figure]:
        """Each order once: the sums of the columns, and of all."""
        figures, orders = self.report.totals[self.figure], self.report.totals["orders"]
        cells = [
            self._cell(one, count, period_of(self.report.grain, span), {})
            for span, one, count in zip(self.report.spans, figures, orders, strict=True)
        ]
        return [*cells, self._cell(sum(figures, Decimal(0)), sum(orders, Decimal(0)), self.report.period, {})]

    def _cell(
        self,
        figure: Decimal,
        orders: Decimal,
        period: Period,
        which: Mapping[str, str] | None,
        *,
        deep: bool = False,
    ) -> Figure:
        if not orders:
            return Figure("", "")
        money = self.figure != "orders"
        exact = written(Money(figure, self.report.currency).rounded()) if money else ""
        value = number_format(figure, decimal_pos=0, force_grouping=True)
        url = self._url(period, which) if which is not None and self.leads else ""
        return Figure(value, exact, shade(figure, self.most) if deep else 0, url)

    def _which(self, row: SalesRow) -> Mapping[str, str]:
        name = "unit_alone" if self.report.by == "unit" else self.report.by
        return {name: row.value or NOBODY}

    def _url(self, period: Period, which: Mapping[str, str]) -> str:
        """The list with exactly the orders that are counted."""
        unit = {"unit": str(self.unit.id)} if self.unit else {}
        query = {self.report.counted: str(period), "currency": self.report.currency, **unit, **which}
        return f"{reverse('console:orders')}?{urlencode(query)}"
