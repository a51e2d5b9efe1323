"""Requests by kind, channel, priority or part of the company, and month or day; each figure leads to its requests."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries import Report, Row, request_report
from aftercare.domains.requests.policies import VIEW as VIEW_REQUESTS
from aftercare.domains.requests.queries import NOBODY, PRIORITIES
from aftercare.kit.clock import now
from aftercare.kit.periods import Period
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.reports.files import as_csv
from aftercare.surfaces.console.reports.forms import ReportForm
from aftercare.surfaces.console.reports.spans import head, period_of, shade, span_words
from aftercare.surfaces.console.reports.words import BY, COUNTED, FIGURES, value_words
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.parts import Words

NUMBERS = {str(number): code for code, number in PRIORITIES.items()}


class Figure(NamedTuple):
    """One number: how deep its cell is drawn, and the list of what it counts."""

    value: int
    shade: int = 0
    url: str = ""


class Shown(NamedTuple):
    """One row: its name, its figures and their sum."""

    name: Words
    figures: Sequence[Figure]
    total: Figure


@staff
def reports(request: StaffRequest) -> HttpResponse:
    """The figures that are asked for; the last twelve months at first."""
    form, report = _asked(request)
    figure = form.asked["figure"]
    table = _Table(report, figure, form, leads=may(request.actor, VIEW_REQUESTS) is True)
    context = {
        "form": form,
        "report": report,
        "figure": FIGURES[figure],
        "counted": COUNTED[figure],
        "by": BY[report.by],
        "heads": [head(request, report.grain, span) for span in report.spans],
        "rows": [table.row(row) for row in report.rows],
        "totals": table.totals(),
        "cut": form.cut,
        "export_url": f"{reverse('console:report_export')}{address(request)}",
    }
    return staff_page(request, "console/reports/requests.html", context, active="console:reports", partials={"results"})


@signed_in
def export(request: StaffRequest) -> HttpResponse:
    """The table as CSV; that it was taken goes on record."""
    form, report = _asked(request)
    figure = form.asked["figure"]
    heads = [str(BY[report.by]), *(span_words(report.grain, span) for span in report.spans), _("Total")]
    rows = [(str(value_words(report.by, row)), row.figures[figure]) for row in report.rows]
    rows.append((_("Total"), report.total(figure)))
    lines = [[name, *counts, sum(counts)] for name, counts in rows]
    return as_csv(request, [heads, *lines], name=f"{figure}-{report.period}", filters=form.names())


def _asked(request: StaffRequest) -> tuple[ReportForm, Report]:
    require(may_see_reports(request.actor))
    at = now()
    form = ReportForm(request.GET.dict(), day_of(at))
    unit = form.asked.get("unit")
    asked: dict[str, Any] = {"by": form.asked["by"], "grain": form.asked["grain"], "period": form.period}
    return form, request_report(request.actor, at=at, unit=unit.id if unit else None, **asked)


class _Table:
    """The cells of a report, shaded by the largest of them."""

    def __init__(self, report: Report, figure: str, form: ReportForm, *, leads: bool) -> None:
        self.report, self.figure, self.leads = report, figure, leads
        self.unit = form.asked.get("unit")
        self.most = max((count for row in report.rows for count in row.figures[figure]), default=0)

    def row(self, row: Row) -> Shown:
        """A row with its sum."""
        which = self._which(row)
        counts = row.figures[self.figure]
        cells = [
            Figure(count, shade(count, self.most), self._url(count, period_of(self.report.grain, span), which))
            for span, count in zip(self.report.spans, counts, strict=True)
        ]
        total = Figure(sum(counts), 0, self._url(sum(counts), self.report.period, which))
        return Shown(value_words(self.report.by, row), cells, total)

    def totals(self) -> Sequence[Figure]:
        """The sums of the columns, and of all."""
        counts = self.report.total(self.figure)
        cells = [
            Figure(count, 0, self._url(count, period_of(self.report.grain, span), {}))
            for span, count in zip(self.report.spans, counts, strict=True)
        ]
        return [*cells, Figure(sum(counts), 0, self._url(sum(counts), self.report.period, {}))]

    def _which(self, row: Row) -> Mapping[str, str]:
        by = self.report.by
        if by == "unit":
            return {"unit_alone": row.value or NOBODY}
        return {by: NUMBERS[row.value] if by == "priority" else row.value}

    def _url(self, count: int, period: Period, which: Mapping[str, str]) -> str:
        """The queue with exactly what is counted, where there is something and the reader may see requests."""
        if not (count and self.leads):
            return ""
        unit = {"unit": str(self.unit.id)} if self.unit else {}
        query = {"queue": "all", self.figure: str(period), **unit, **which}
        return f"{reverse('console:requests')}?{urlencode(query)}"
