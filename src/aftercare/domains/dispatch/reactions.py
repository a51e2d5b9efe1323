"""What the room does when others tell that something happened."""

from aftercare.domains.accounts.actions import open_task
from aftercare.domains.dispatch.actions import auto_assign, end_visits, free_diary
from aftercare.domains.dispatch.errors import NobodyFits
from aftercare.domains.dispatch.queries import given_within
from aftercare.domains.requests.actions import ask_to_reassign
from aftercare.domains.requests.events import PlannedAttemptEnded, RequestSubmitted, RequestSuspended
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.events import AbsenceRecorded
from aftercare.domains.workforce.models import Absence
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

SHOWN = ServiceRequest.objects.select_related("kind", "calendar", "site", "problem_type").defer("search")


@reacts_to(RequestSubmitted, when=lambda submitted: submitted.auto_assign)
def assign_at_entry(submitted: RequestSubmitted, fact: LedgerEntry) -> None:
    """Kinds that ask for it are assigned at entry; where nobody fits, a dispatcher is asked."""
    request = SHOWN.get(pk=submitted.request_id)
    if request.state != State.PENDING:
        return
    actor = system("auto-dispatch")
    try:
        auto_assign(actor, request, at=fact.at)
    except NobodyFits as nobody:
        open_task(
            actor,
            kind="dispatch.nobody_fits",
            key=f"dispatch.nobody_fits:{request.id}",
            about=request.ref,
            label=request.number,
            role="dispatcher",
            unit_id=request.unit_id,
            params={"reason": str(nobody), "states": [State.PENDING]},
            at=fact.at,
        )


@reacts_to(PlannedAttemptEnded)
def end_its_visits(ended: PlannedAttemptEnded, fact: LedgerEntry) -> None:
    """The visits of an attempt that is over are over."""
    request = SHOWN.get(pk=ended.request_id)
    end_visits(system("plan"), request, attempt=ended.attempt, result=ended.result, at=fact.at)


@reacts_to(RequestSuspended)
def free_the_diary(suspended: RequestSuspended, fact: LedgerEntry) -> None:
    """The visits that would fall into the waiting fall away."""
    free_diary(system("plan"), SHOWN.get(pk=suspended.request_id), at=fact.at)


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
