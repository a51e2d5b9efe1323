"""Timed and queued work of the room."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.requests.actions import apply_timed_rule, decide_coverage_anew, follow_calendar, index_requests
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import every, job, put_jobs
from aftercare.kit.sweeping import sweep

log = logging.getLogger(__name__)
FEW = 50  # requests to a job
BEHIND_THE_REST = -10
JOBS_AT_ONCE = 2000


def _due(at: datetime) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(rule_due_at__lte=at).defer("search").order_by("rule_due_at", "id")


@every(5, "requests.sweep_overdue")
def sweep_overdue() -> int:
    """Wake, lock and let lapse every request whose instant has come, in the order of those instants."""
    actor = system("timed-rule")
    return sweep(_due, lambda request, at: apply_timed_rule(actor, request, at=at), clock=now)


@job("requests.follow_calendar")
def follow_calendar_everywhere(*, calendar_id: str) -> None:
    """Let all open requests whose promises this calendar measures follow it, a few to a job, behind other work."""
    version = _version(calendar_id)
    rows = ServiceRequest.objects.filter(calendar_id=UUID(calendar_id), state__in=OPEN).order_by("id")
    ids = [str(id) for id in rows.values_list("id", flat=True).iterator(chunk_size=2000)]
    _follow_later(calendar_id, version, [ids[n : n + FEW] for n in range(0, len(ids), FEW)])


@job("requests.follow_calendar_by_some")
def follow_calendar_by_some(*, calendar_id: str, version: int, request_ids: Sequence[str]) -> None:
    """Let some requests follow a calendar, each in a transaction of its own; one that fails is tried again alone.

    Where the calendar changed once more, others are queued behind that change and these need not go first.
    """
    if _version(calendar_id) != version:
        return
    failed = [id for id in request_ids if not _followed(id, last=len(request_ids) == 1)]
    _follow_later(calendar_id, version, [[id] for id in failed])


@job("requests.index_some")
def index_some(*, request_ids: Sequence[str]) -> None:
    """Let some requests be found by what is known now of their customers and devices."""
    index_requests(system("search"), ids=[UUID(id) for id in request_ids], at=now())


@job("requests.decide_coverage")
def decide_coverage(*, request_ids: Sequence[str]) -> None:
    """Read anew who pays for some requests, because what is promised became known later."""
    decide_coverage_anew(system("coverage"), ids=[UUID(id) for id in request_ids], at=now())


@job("requests.index_all")
def index_all() -> None:
    """Let every request be found by what is known now, the newest first, behind other work."""
    ids = [str(id) for id in ServiceRequest.objects.order_by("-id").values_list("id", flat=True).iterator()]
    some = [{"request_ids": ids[n : n + FEW]} for n in range(0, len(ids), FEW)]
    for n in range(0, len(some), JOBS_AT_ONCE):
        put_jobs("requests.index_some", some[n : n + JOBS_AT_ONCE], priority=BEHIND_THE_REST)


def _followed(request_id: str, *, last: bool) -> bool:
    request = ServiceRequest.objects.only("id").get(pk=UUID(request_id))
    try:
        follow_calendar(system("promise-clock"), request, at=now())
    except Exception:
        if last:
            raise
        log.warning("The promises of request %s could not follow their calendar; it is tried alone.", request_id)
        return False
    return True


def _follow_later(calendar_id: str, version: int, some: Sequence[Sequence[str]]) -> None:
    given = [{"calendar_id": calendar_id, "version": version, "request_ids": ids} for ids in some]
    put_jobs("requests.follow_calendar_by_some", given, priority=BEHIND_THE_REST)


def _version(calendar_id: str) -> int:
    return Calendar.objects.values_list("version", flat=True).get(pk=calendar_id)
