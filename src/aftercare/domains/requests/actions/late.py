"""Late reports: a phone that was offline tells now what was done before the house moved the request on."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.actions.tasks import LATE_REPORT, manager_answered
from aftercare.domains.requests.errors import LateReport
from aftercare.domains.requests.events import LateReportKept, RequestRetracted
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import may_report_late, may_watch
from aftercare.domains.requests.rules import MOST_FAILED
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor, system
from aftercare.kit.instants import when_done
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry
from aftercare.kit.permissions import require

UNDONE_BY_A_REPORT = frozenset({"lapse", "lock"})
SAYS_WHO_WORKS = frozenset({"assign", "start", "suspend", "resume"})


def make_way_for_report(
    actor: Actor, request: ServiceRequest, verb: str, *, done_at: datetime | None, at: datetime
) -> datetime:
    """When the report's work was done; the house's own moves after it are taken back, so that it finds the request as
    it was then.

    If a person has moved it since, nothing is taken back and the report is refused.
    """
    held = hold(request)
    done = instant_of_report(held, done_at, at=at)
    if done == at or held.state in FLOW.moves[verb].sources:
        return done
    undone = _moves_to_undo(list(facts_of(held.ref)), done)
    if undone is None:
        raise _too_late(held, done)
    if undone and undone[0].verb == "lapse":  # before a mere lock nobody had it, so nothing was to report
        retract_timed_moves(system("late-report"), held, undone=undone, at=at)
    return done


def instant_of_report(request: ServiceRequest, done_at: datetime | None, *, at: datetime) -> datetime:
    """When the work was done: within the latest attempt; a report about one before it is refused."""
    if done_at is None:
        return at
    opened = Attempt.objects.filter(request=request).order_by("position").values_list("opened_at", flat=True)
    openings = [*opened] or [request.submitted_at]
    done = when_done(done_at, since=openings[0], at=at)
    if done < openings[-1]:
        raise _too_late(request, done)
    return done


def told_since(request: ServiceRequest, done: datetime) -> bool:
    """Whether something done later than this already says if somebody is working on site."""
    on_site = Q(kind="request.progressed", data__step__in=("working", "paused"))
    return facts_of(request.ref).filter(on_site | Q(verb__in=SAYS_WHO_WORKS), at__gt=done).exists()


def _too_late(request: ServiceRequest, done: datetime) -> LateReport:
    return LateReport(done_at=done, allowed=tuple(FLOW.verbs(request.state)))


def _moves_to_undo(entries: Sequence[LedgerEntry], done_at: datetime) -> list[LedgerEntry] | None:
    """The house's moves after `done_at` at the end of the ledger; None where a person has moved since."""
    undone: list[LedgerEntry] = []
    for entry in reversed([entry for entry in entries if entry.verb]):
        if entry.at <= done_at:
            break
        if entry.verb not in UNDONE_BY_A_REPORT:
            return None
        undone.append(entry)
    return undone[::-1]


@transaction.atomic
def retract_timed_moves(
    actor: Actor, request: ServiceRequest, *, undone: Sequence[LedgerEntry], at: datetime
) -> ServiceRequest:
    """Go back to the state before the first of these moves; its attempt is open again and counts no failure."""
    require(may_watch(actor))
    held = hold(request)
    first = undone[0]
    move = FLOW.move(held, "retract", to=first.state_left)
    held.failed_attempts -= sum(entry.verb == "lapse" for entry in undone)
    held.failed_attempts = max(0, min(held.failed_attempts, MOST_FAILED))
    held.locked_for = ""
    held.required_at = datetime.fromisoformat(first.data["due_at"])
    held.date_given = first.data.get("date_given", False)
    attempt = Attempt.objects.filter(request=held).order_by("-position")[0]
    attempt.ended_at, attempt.result, attempt.counted = None, "", False
    attempt.save(update_fields=["ended_at", "result", "counted"])
    held.engineer, held.assignee, held.team = attempt.engineer, attempt.assignee, attempt.team
    fact = RequestRetracted(
        request_id=held.id,
        undone=tuple(entry.seq for entry in undone),
        failed_attempts=held.failed_attempts,
        required_at=held.required_at,
    )
    record(actor, held, fact, at=at, move=move)
    manager_answered(actor, held, at=at)
    return held


@transaction.atomic
def keep_late_report(
    actor: Actor, request: ServiceRequest, *, verb: str, done_at: datetime, report: str, at: datetime
) -> ServiceRequest:
    """Keep a report that can't be booked any more, for the service manager to look at; the same one once."""
    held = hold(request)
    require(may_report_late(actor, held))
    key = f"{LATE_REPORT}:{held.id}:{verb}:{done_at.astimezone(UTC).isoformat()}"
    if Task.objects.filter(key=key).exists():
        return held
    record(actor, held, LateReportKept(request_id=held.id, verb=verb, done_at=done_at), at=at, text=report)
    open_task(
        actor,
        kind=LATE_REPORT,
        key=key,
        about=held.ref,
        label=held.number,
        role="manager",
        unit_id=held.unit_id,
        params={"verb": verb, "done_at": done_at.isoformat()},
        at=at,
    )
    return held
