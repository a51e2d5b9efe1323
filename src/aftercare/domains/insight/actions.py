"""Count requests: what the ledger tells since the last time, or all of them anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.insight.counting import FIGURES, Cell, Standing, Sums, difference
from aftercare.domains.insight.models import CountedRequest, CountMark, RequestCount
from aftercare.domains.insight.policies import may_keep_counts
from aftercare.domains.insight.queries import chunks, held_as, standings, sums_of_all
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.copying import columns_of, copy_rows, know_table
from aftercare.kit.ledger import Position, behind, end_of_stream, told_about
from aftercare.kit.permissions import require
from aftercare.kit.rows import add_to_rows, insert_rows, update_rows

FACTS = 5_000  # of the ledger, read at once
SUM_OF = ("dimension", "grain", "begins_on", "unit", "value")


@transaction.atomic
def count_requests(actor: Actor, *, at: datetime, most: int = FACTS) -> int:
    """Count anew each request of which the next facts of the ledger tell; returns how many facts were read.

    A request is compared as it is now with what it was counted as, so a late fact, a change or a reopening moves it
    from one sum to another, and to read a fact twice changes nothing. One worker counts at a time; whoever enters
    a request waits for nobody. The first time, and when the company's zone changes, all are counted.
    """
    require(may_keep_counts(actor))
    mark, zone = _hold_mark(), company_zone()
    if mark is None:
        return 0
    if mark.time_zone != zone.key:
        _count_all(mark, zone, at)
        return 0
    ids, end, read = told_about(ServiceRequest.noun, mark.position, most)
    if ids:
        _follow(sorted(ids), zone)
    _move(mark, end, zone, at)
    return read


@transaction.atomic
def count_everything(actor: Actor, *, at: datetime) -> bool:
    """Count every request anew, whatever was counted before; False where another worker counts just now."""
    require(may_keep_counts(actor))
    mark = _hold_mark()
    if mark is None:
        return False
    _count_all(mark, company_zone(), at)
    return True


def _hold_mark() -> CountMark | None:
    """The mark, held by one transaction at a time; None while another holds it."""
    CountMark.objects.get_or_create(only=True)
    return CountMark.objects.select_for_update(skip_locked=True).first()


def _follow(ids: Sequence[UUID], zone: ZoneInfo) -> None:
    """Let some requests be counted as they are now."""
    before = held_as(ids)
    after = {id: Standing(*fields) for id, *fields in standings(ServiceRequest.objects.filter(pk__among=ids), zone)}
    changed = {id: standing for id, standing in after.items() if before.get(id) != standing}
    _add(difference((before[id] for id in changed if id in before), changed.values()))
    rows = [CountedRequest(request_id=id, **standing._asdict()) for id, standing in changed.items()]
    fresh, known = [row for row in rows if row.pk not in before], [row for row in rows if row.pk in before]
    if fresh:
        insert_rows(fresh)
    if known:
        update_rows(known, Standing._fields)


def _count_all(mark: CountMark, zone: ZoneInfo, at: datetime) -> None:
    """Write everything anew; readers see the sums of before until it is done.

    What is told meanwhile lies behind the end of the stream as it is before the first request is read, and is read
    by the next count.
    """
    end = end_of_stream()
    RequestCount.objects.all().delete()
    CountedRequest.objects.all().delete()
    columns = columns_of(CountedRequest)
    for found in chunks(zone):
        copy_rows(CountedRequest._meta.db_table, columns, found)
    know_table(CountedRequest._meta.db_table)
    _add(sums_of_all())
    know_table(RequestCount._meta.db_table)
    _move(mark, end, zone, at)


def _add(sums: Sums) -> None:
    add_to_rows([_sum(cell, figures) for cell, figures in sums.items()], key=SUM_OF, sums=FIGURES)


def _sum(cell: Cell, figures: Iterable[int]) -> RequestCount:
    return RequestCount(**cell._asdict(), **dict(zip(FIGURES, figures, strict=True)))


def _move(mark: CountMark, end: Position, zone: ZoneInfo, at: datetime) -> None:
    """Keep how far it is counted: until now, or until the first fact that waits for an older transaction to end."""
    waiting = behind(end).values_list("recorded_at", flat=True).first()
    mark.tx, mark.entry_id, mark.time_zone = end.tx, end.id, zone.key
    mark.counted_until = min(at, waiting) if waiting else at
    mark.save()
