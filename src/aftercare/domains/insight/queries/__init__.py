"""Reads: the sums of a report, as what requests are counted, and whether all of it is right."""

from aftercare.domains.insight.queries.checking import broken_counts
from aftercare.domains.insight.queries.report import (
    BY,
    MOST_SPANS,
    Report,
    Row,
    counted_until,
    last_months,
    request_report,
)
from aftercare.domains.insight.queries.sales import (
    REST,
    SALES_BY,
    SALES_FIGURES,
    Figures,
    SalesReport,
    SalesRow,
    sales_report,
)
from aftercare.domains.insight.queries.standing import chunks, held_as, standings, sums_of_all
from aftercare.domains.insight.queries.sums import Line, counted_by

__all__ = [
    "BY",
    "MOST_SPANS",
    "REST",
    "SALES_BY",
    "SALES_FIGURES",
    "Figures",
    "Line",
    "Report",
    "Row",
    "SalesReport",
    "SalesRow",
    "broken_counts",
    "chunks",
    "counted_by",
    "counted_until",
    "held_as",
    "last_months",
    "request_report",
    "sales_report",
    "standings",
    "sums_of_all",
]
