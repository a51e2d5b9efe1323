"""What the room does when others tell that something happened."""

from aftercare.domains.dispatch.actions import end_visits, follow_progress, free_diary
from aftercare.domains.dispatch.queries import SHOWN, given_within
from aftercare.domains.requests.actions import ask_to_reassign
from aftercare.domains.requests.events import (
    PlannedAttemptEnded,
    RequestProgressed,
    RequestStarted,
    RequestSubmitted,
    RequestSuspended,
)
from aftercare.domains.workforce.events import AbsenceRecorded
from aftercare.domains.workforce.models import Absence
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.jobs import put_jobs
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry

PLAN = system("plan")


@reacts_to(RequestSubmitted, when=lambda submitted: submitted.auto_assign)
def assign_at_entry(submitted: RequestSubmitted, fact: LedgerEntry) -> None:
    """Kinds that ask for it are assigned at entry, by a job: the move is dated when it is made."""
    put_jobs("dispatch.assign_at_entry", [{"request_id": str(submitted.request_id)}])


@reacts_to(RequestProgressed)
def follow_the_steps(told: RequestProgressed, fact: LedgerEntry) -> None:
    """The engineer told a step: the visit is as far."""
    _follow(told.attempt, told.step, fact)


@reacts_to(RequestStarted, when=lambda started: started.engineer_id is not None)
def follow_the_start(started: RequestStarted, fact: LedgerEntry) -> None:
    """The engineer began: so did the visit."""
    _follow(started.attempt, "working", fact)


def _follow(attempt: int, step: str, fact: LedgerEntry) -> None:
    """Unless the request was given to somebody meanwhile, whose visit is another."""
    request = SHOWN.get(pk=fact.subject_id)
    if not facts_of(request.ref).filter(verb="assign", seq__gt=fact.seq).exists():
        follow_progress(PLAN, request, attempt=attempt, step=step, at=fact.at)


@reacts_to(PlannedAttemptEnded)
def end_its_visits(ended: PlannedAttemptEnded, fact: LedgerEntry) -> None:
    """The visits of an attempt that is over are over, by what it came to; one that was opened again goes on."""
    request = SHOWN.get(pk=ended.request_id)
    attempt = request.attempts.get(position=ended.attempt)
    if attempt.ended_at is not None:
        end_visits(PLAN, request, attempt=ended.attempt, result=attempt.result, at=fact.at)


@reacts_to(RequestSuspended)
def free_the_diary(suspended: RequestSuspended, fact: LedgerEntry) -> None:
    """The visits that would fall into the waiting fall away."""
    free_diary(PLAN, SHOWN.get(pk=suspended.request_id), at=fact.at)


@reacts_to(AbsenceRecorded)
def find_others_during(away: AbsenceRecorded, fact: LedgerEntry) -> None:
    """An engineer will be away: the dispatcher gives to others what falls into that time."""
    absence = Absence.objects.select_related("engineer").filter(pk=away.absence_id).first()
    if absence is None:
        return
    for request in given_within(absence):
        ask_to_reassign(
            system("reassignment"),
            request,
            engineer=absence.engineer,
            reason="absent",
            cause=absence.id,
            at=fact.at,
        )
