"""Each verb of the mapping as a call of Aftercare's own actions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.feedback.actions import confirm_by_call, reject_by_call
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import promised_date
from aftercare.kit.actor import Actor
from bench.replay.cast import Cast
from bench.replay.mapping import Step, Who

Command = Callable[[Cast, Actor, Any, Step, datetime], Any]
ASSUMED = "replay: assumed, the log knows no answer"


def _submit(cast: Cast, actor: Actor, request: None, step: Step, at: datetime) -> ServiceRequest:
    given = step.given
    return actions.submit_request(
        actor,
        customer=cast.customers[given["caller"]],
        kind="repair",
        title=f"Incident {given['number']}",
        external_id=f"incident {given['number']}",
        channel=given["channel"],
        priority=given["priority"],
        problem_type=cast.problems.get(given["problem"]),
        at=at,
    )


def _change(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> ServiceRequest:
    values = {name: value for name, value in step.given.items() if name == "priority"}
    if "problem" in step.given:
        values["problem_type"] = cast.problems.get(step.given["problem"])
    return actions.change_request(actor, request, at=at, **values)


def _contact(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> Any:
    return actions.record_contact(actor, request, direction="out", at=at, **step.given)


def _assign(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> ServiceRequest:
    note = f"replay: {step.inserted}" if step.inserted else ""
    return actions.assign_request(actor, request, at=at, note=note, **_with_whom(cast, step))


def _unlock(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> ServiceRequest:
    whom = _with_whom(cast, step)
    to = "assigned" if any(whom.values()) else "pending"
    due = promised_date(request.targets, working_hours(request.calendar), at)
    decision = f"replay: {step.inserted}"
    return actions.unlock_request(actor, request, decision=decision, to=to, required_at=due, at=at, **whom)


def _with_whom(cast: Cast, step: Step) -> dict[str, Any]:
    person: Who | None = step.given["person"]
    return {
        "engineer": cast.engineers.get(person) if person else None,
        "assignee": cast.users[person] if person and person not in cast.engineers else None,
        "team": cast.teams.get(step.given["team"]),
    }


def _handle(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> ServiceRequest:
    """The log knows neither minutes nor words, only a code."""
    record = RecordDraft(work_done=step.given["work_done"], labour_minutes=0)
    return handle_visit(actor, request, record=record, at=at)


def _confirm(cast: Cast, actor: Actor, request: ServiceRequest, step: Step, at: datetime) -> ServiceRequest:
    return confirm_by_call(actor, request, satisfaction=step.given["satisfaction"], comment=ASSUMED, at=at)


def _plain(action: Callable[..., Any]) -> Command:
    """An action that takes what the step gives as it is."""
    return lambda cast, actor, request, step, at: action(actor, request, at=at, **step.given)


COMMANDS: dict[str, Command] = {
    "submit": _submit,
    "change": _change,
    "contact": _contact,
    "note": _plain(actions.note_request),
    "assign": _assign,
    "unlock": _unlock,
    "withdraw": _plain(actions.withdraw_request),
    "start": _plain(actions.start_request),
    "handle": _handle,
    "suspend": _plain(actions.suspend_request),
    "resume": _plain(actions.resume_request),
    "confirm": _confirm,
    "reject": _plain(reject_by_call),
    "reopen": _plain(actions.reopen_request),
}
