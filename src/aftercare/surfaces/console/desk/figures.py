"""The figures that are to be signed off beside what such a problem usually takes; what differs much is marked."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import WRITTEN
from aftercare.domains.requests.models import ServiceRequest

MUCH, LITTLE = 1.5, 0.4  # shares of the usual time beyond which somebody should look twice


class Figure(NamedTuple):
    """A figure in words, and what about it is worth a second look."""

    text: str
    strange: str = ""


class Compared(NamedTuple):
    """A closed request with the figures of its records."""

    request: ServiceRequest
    who: str
    figures: list[Figure]
    sent_back: bool

    @property
    def strange(self) -> bool:
        """Whether anything is worth a second look."""
        return any(figure.strange for figure in self.figures)


def compared(requests: Sequence[ServiceRequest]) -> list[Compared]:
    """Each request with its records' figures, in three statements however many there are."""
    rows = ServiceRecord.objects.filter(request__in=[one.id for one in requests], state__in=WRITTEN)
    rows = rows.select_related("engineer", "assignee").prefetch_related("parts", "costs").order_by("id")
    records: dict[object, list[ServiceRecord]] = {}
    for record in rows:
        records.setdefault(record.request_id, []).append(record)
    return [_compared(one, records.get(one.id, [])) for one in requests]


def _compared(request: ServiceRequest, records: Sequence[ServiceRecord]) -> Compared:
    labour = sum(record.labour_minutes or 0 for record in records)
    billed = sum(record.billable_minutes or 0 for record in records)
    figures = [_labour(labour, _usual(request))]
    if billed != labour:
        figures.append(Figure(_("%(minutes)s min billed") % {"minutes": billed}, _("Not what was worked")))
    if travel := sum(record.travel_minutes for record in records):
        figures.append(Figure(_("%(minutes)s min on the way") % {"minutes": travel}))
    if parts := sum(len(record.parts.all()) for record in records):
        figures.append(Figure(_("Parts: %(count)s") % {"count": parts}))
    if costs := sum(len(record.costs.all()) for record in records):
        figures.append(Figure(_("Costs: %(count)s") % {"count": costs}, _("Spent on the way: look at the receipts")))
    who = next(
        (str(record.engineer or record.assignee) for record in records if record.engineer or record.assignee), ""
    )
    return Compared(request, who, figures, any(record.sent_back_for for record in records))


def _usual(request: ServiceRequest) -> int:
    """The minutes that are planned for such a problem."""
    return request.problem_type.duration_minutes if request.problem_type else request.kind.duration_minutes


def _labour(minutes: int, usual: int) -> Figure:
    text = _("%(minutes)s min of work") % {"minutes": minutes}
    if usual and not LITTLE <= minutes / usual <= MUCH:
        return Figure(text, _("Usually %(usual)s min") % {"usual": usual})
    return Figure(text)
