"""A request's call-back in hand, and what the manager is asked when nobody can be reached."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.decisions import ends_by_decision
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import rule_for
from aftercare.domains.feedback.schedule import workday_after
from aftercare.domains.feedback.states import LIVE
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.locking import lock

HELD = ServiceRequest.objects.select_related("kind", "calendar", "customer").defer("search")
UNREACHABLE = ends_by_decision(
    "callback.unreachable",
    _("This stays until somebody decides: record the customer's answer, or conclude the request without it."),
)


def hold(request: ServiceRequest) -> ServiceRequest:
    """The request as it stands now, locked until the transaction ends; its call-backs change under this lock."""
    return lock(HELD, request.pk)


def call_back_for(request: ServiceRequest, *, at: datetime) -> tuple[CallBack, bool]:
    """The live call-back of a locked request, and whether it is in no table yet.

    Somebody may call before the reaction that opens call-backs has run; the row made here is the one it would make.
    """
    live = CallBack.objects.select_for_update().filter(request=request, state__in=LIVE).first()
    return (live, False) if live else (new_call_back(request, request.attempts_made, at=at), True)


def new_call_back(request: ServiceRequest, attempt: int, *, at: datetime) -> CallBack:
    """A call-back due on a workday soon, that may be tried at once."""
    rule = rule_for(request.kind_id)
    due = workday_after(working_hours(request.calendar), at, rule.due_workdays)
    return CallBack(
        request=request,
        attempt=attempt,
        opened_at=at,
        due_at=due.closes_at,
        next_try_at=at,
        most_tries=rule.most_tries,
    )


def ask_manager(actor: Actor, call: CallBack, request: ServiceRequest, *, at: datetime) -> None:
    """Put it in the service manager's work list, once a call-back; to be saved by the caller."""
    if call.escalated_at is not None:
        return
    call.escalated_at = at
    open_task(
        actor,
        kind=UNREACHABLE,
        key=f"{UNREACHABLE}:{call.id}",
        about=request.ref,
        label=request.number,
        role="manager",
        unit_id=request.unit_id,
        params={"tries": call.tries},
        at=at,
    )


def manager_answered(actor: Actor, call: CallBack, request: ServiceRequest, *, at: datetime) -> None:
    """Take it off the manager's work list, if it ever came there."""
    if call.escalated_at is not None:
        close_tasks_about(actor, request.ref, kinds=(UNREACHABLE,), at=at)
