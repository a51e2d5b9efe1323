"""Whether what reports tell is right."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.domains.insight.counting import FIGURES, Cell, Standing
from aftercare.domains.insight.models import CountMark, RequestCount
from aftercare.domains.insight.queries.standing import chunks, held_as, sums_of_all
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import invariant
from aftercare.kit.ledger import behind


def broken_counts(most: int = 20) -> list[str]:
    """A sentence for each sum or request that is counted wrongly; an empty list says that all holds.

    What is not counted yet is left out. Nothing is counted meanwhile, so it may be asked of a system at work.
    """
    with transaction.atomic():
        mark = CountMark.objects.select_for_update().exclude(time_zone="").first()
        if mark is None:
            return []
        return [*_requests_counted_wrongly(mark), *_sums_wrong()][:most]


def _requests_counted_wrongly(mark: CountMark) -> Iterator[str]:
    for found in chunks(ZoneInfo(mark.time_zone)):
        held = held_as([id for id, *_fields in found])
        wrong = [id for id, *fields in found if held.get(id) != Standing(*fields)]
        if wrong:
            waiting = set(behind(mark.position).filter(subject_id__in=wrong).values_list("subject_id", flat=True))
            rows = ServiceRequest.objects.filter(pk__in=set(wrong) - waiting).order_by("number")
            yield from rows.values_list("number", flat=True)


def _sums_wrong() -> Iterator[str]:
    right = {cell: tuple(figures) for cell, figures in sums_of_all().items() if any(figures)}
    rows = RequestCount.objects.values_list(*Cell._fields, *FIGURES)
    kept = {Cell(*row[: len(Cell._fields)]): row[len(Cell._fields) :] for row in rows}
    for cell in sorted(right.keys() | kept.keys(), key=str):
        nothing = (0,) * len(FIGURES)
        if kept.get(cell, nothing) != right.get(cell, nothing):
            told = f"{cell.dimension} {cell.value}, {cell.grain} of {cell.begins_on}, unit {cell.unit_id}"
            yield f"{told}: {kept.get(cell, nothing)} instead of {right.get(cell, nothing)}"


@invariant
def _counted_wrongly() -> tuple[str, list[str]]:
    return "The figures of reports differ from what is there", broken_counts()
