"""A report as a file."""

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.timezone import localtime

from aftercare.domains.accounts.actions import record_export
from aftercare.domains.insight.policies import PAGE
from aftercare.kit.clock import now
from aftercare.kit.sheets.formulas import defused
from aftercare.surfaces.console.staff import StaffRequest


def as_csv(
    request: StaffRequest, table: Sequence[Sequence[object]], *, name: str, filters: Sequence[str]
) -> HttpResponse:
    """The table, its heads first and its sums last, as CSV; that it was taken goes on record."""
    text, at = io.StringIO(), now()
    csv.writer(text).writerows([defused(str(first)), *rest] for first, *rest in table)
    record_export(request.actor, page=PAGE, format="csv", rows=len(table) - 2, filters=filters, at=at)
    answer = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    file = f"{name}-{localtime(at):%Y%m%d-%H%M}.csv".replace("..", "-")
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    answer["Cache-Control"] = "no-store"
    return answer
