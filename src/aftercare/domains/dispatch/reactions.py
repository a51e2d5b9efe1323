"""What the room does when others tell that something happened."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.accounts.queries import open_about
from aftercare.domains.dispatch.actions import end_visits, follow_progress, free_diary
from aftercare.domains.dispatch.actions.asking import NOBODY_FITS
from aftercare.domains.dispatch.queries import SHOWN, given_to, given_within
from aftercare.domains.requests.actions import ask_to_reassign, leave_assigned
from aftercare.domains.requests.events import (
    PlannedAttemptEnded,
    RequestChanged,
    RequestProgressed,
    RequestResumed,
    RequestStarted,
    RequestSubmitted,
    RequestSuspended,
    RequiredDateMoved,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.events import (
    AbsenceCancelled,
    AbsenceRecorded,
    EngineerDeactivated,
    EngineerReactivated,
)
from aftercare.domains.workforce.models import Absence, Engineer
from aftercare.kit.actor import system
from aftercare.kit.compiled import row_of
from aftercare.kit.events import reacts_to
from aftercare.kit.jobs import put_jobs
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry

PLAN = system("plan")
HOUSE = system("reassignment")
CHOSEN_BY = frozenset({"device", "priority", "problem_type", "site", "wished"})


@reacts_to(RequestSubmitted, when=lambda submitted: submitted.auto_assign)
def assign_at_entry(submitted: RequestSubmitted, fact: LedgerEntry) -> None:
    """Kinds that ask for it are assigned at entry, by a job: the move is dated when it is made."""
    put_jobs("dispatch.assign_at_entry", [{"request_id": str(submitted.request_id)}])


def _bears_on_the_choice(changed: RequestChanged | RequiredDateMoved) -> bool:
    return isinstance(changed, RequiredDateMoved) or bool(CHOSEN_BY.intersection(changed.fields))


@reacts_to(RequestChanged, RequiredDateMoved, when=_bears_on_the_choice)
def choose_again(changed: RequestChanged | RequiredDateMoved, fact: LedgerEntry) -> None:
    """Where the rules found nobody and asked the dispatcher, they look again once what they choose by was put right."""
    if any(task.kind == NOBODY_FITS for task in open_about("request", changed.request_id)):
        put_jobs("dispatch.assign_at_entry", [{"request_id": str(changed.request_id)}])


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
    request = row_of(SHOWN, fact.subject_id)
    if not facts_of(request.ref).filter(verb="assign", seq__gt=fact.seq).exists():
        follow_progress(PLAN, request, attempt=attempt, step=step, at=fact.at)


@reacts_to(PlannedAttemptEnded)
def end_its_visits(ended: PlannedAttemptEnded, fact: LedgerEntry) -> None:
    """The visits of an attempt that is over are over, by what it came to; one that was opened again goes on."""
    request = row_of(SHOWN, ended.request_id)
    attempt = request.attempts.get(position=ended.attempt)
    if attempt.ended_at is not None:
        end_visits(PLAN, request, attempt=ended.attempt, result=attempt.result, at=fact.at)


@reacts_to(RequestSuspended)
def free_the_diary(suspended: RequestSuspended, fact: LedgerEntry) -> None:
    """The visits that would fall into the waiting fall away."""
    free_diary(PLAN, row_of(SHOWN, suspended.request_id), at=fact.at)


@reacts_to(AbsenceRecorded)
def find_others_during(away: AbsenceRecorded, fact: LedgerEntry) -> None:
    """An engineer will be away: the dispatcher gives to others what falls into that time."""
    absence = Absence.objects.select_related("engineer").filter(pk=away.absence_id).first()
    if absence is not None:
        _ask_during(absence, given_within(absence), fact.at)


@reacts_to(RequestResumed)
def find_others_on_waking(woken: RequestResumed, fact: LedgerEntry) -> None:
    """A request goes on with its engineer, who may have asked for leave while it waited; one that waited since its
    entry is assigned now, where its kind asks for it."""
    request = row_of(SHOWN, woken.request_id)
    if request.state == State.PENDING and not request.attempts_made and request.kind.auto_assign:
        put_jobs("dispatch.assign_at_entry", [{"request_id": str(request.id)}])
    if request.engineer is not None:
        _ask_while_away(request.engineer, [request.id], fact.at)


@reacts_to(EngineerDeactivated)
def find_others_for(gone: EngineerDeactivated, fact: LedgerEntry) -> None:
    """An engineer left: the dispatcher gives their requests to others, those under way too."""
    engineer = Engineer.objects.get(pk=gone.engineer_id)
    if not engineer.active:
        _ask_for_good(engineer, given_to(engineer), fact.at)


@reacts_to(EngineerReactivated)
def keep_those_of_the_returned(back: EngineerReactivated, fact: LedgerEntry) -> None:
    """An engineer is back: what nobody has given to others stays."""
    engineer = Engineer.objects.get(pk=back.engineer_id)
    if engineer.active:
        _leave(engineer, back.engineer_id, fact.at)


@reacts_to(AbsenceCancelled)
def keep_those_of_the_present(there: AbsenceCancelled, fact: LedgerEntry) -> None:
    """An absence was taken back: what nobody has given to others stays."""
    _leave(Engineer.objects.get(pk=there.engineer_id), there.absence_id, fact.at)


def _leave(engineer: Engineer, cause: UUID, at: datetime) -> None:
    """Take the question back, and ask it anew where another cause still holds."""
    left = leave_assigned(HOUSE, cause=cause, at=at)
    if not engineer.active:
        return _ask_for_good(engineer, given_to(engineer).filter(pk__in=left), at)
    _ask_while_away(engineer, left, at)


def _ask_while_away(engineer: Engineer, ids: Collection[UUID], at: datetime) -> None:
    """Ask about those of these requests that fall into an absence of now or later."""
    absences = Absence.objects.select_related("engineer").filter(engineer=engineer, end_at__gt=at)
    for absence in absences.order_by("start_at", "id"):
        _ask_during(absence, given_within(absence).filter(pk__in=ids), at)


def _ask_for_good(engineer: Engineer, requests: QuerySet[ServiceRequest], at: datetime) -> None:
    for request in requests:
        ask_to_reassign(HOUSE, request, engineer=engineer, reason="inactive", cause=engineer.id, at=at)


def _ask_during(absence: Absence, requests: QuerySet[ServiceRequest], at: datetime) -> None:
    for request in requests:
        ask_to_reassign(HOUSE, request, engineer=absence.engineer, reason="absent", cause=absence.id, at=at)
