"""Work lists follow the request: after each move, what asks for nothing any more leaves them by itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from aftercare.domains.accounts.actions import close_tasks_about
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import open_about
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.actions.tasks import ALERTS, alert_key, open_message
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import BREACH, CUSTOMER_WROTE, REASSIGN, next_step
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor

NOT_BEGUN = (State.ASSIGNED, State.SUSPENDED)
WAITS_FOR_ANOTHER = {"absent": NOT_BEGUN, "inactive": (*NOT_BEGUN, State.IN_PROGRESS)}


def tend_work_lists(actor: Actor, request: ServiceRequest, clocks: Iterable[Clock], *, at: datetime) -> None:
    """Take off what the request as it stands has answered, and hand a customer's message on to who has it now.

    One statement where nothing changes. An entry of a later room that names `states` in its params waits only in those.
    """
    open_tasks = open_about(request.noun, request.id)
    if not open_tasks:
        return
    latest = {clock.kind: clock for clock in sorted(clocks, key=lambda each: each.round)}
    over = {task.id: task for task in open_tasks if _asks_for_nothing(task, request, latest)}
    if not over:
        return
    close_tasks_about(actor, request.ref, where=lambda task: task.id in over, at=at)
    for task in over.values():
        if task.kind == CUSTOMER_WROTE:
            open_message(actor, request, task.params["communication_id"], at=at)


def _asks_for_nothing(task: Task, request: ServiceRequest, latest: Mapping[str, Clock]) -> bool:
    if task.kind.startswith(ALERTS):
        return _alert_is_over(task, request, latest.get(task.params["clock"]))
    if task.kind == CUSTOMER_WROTE:
        step = next_step(request)
        return task.person_id != (step.person_id if step else None)
    if task.kind == REASSIGN:
        return not awaits_reassignment(request, task.params)
    return request.state not in task.params.get("states", (request.state,))


def _alert_is_over(task: Task, request: ServiceRequest, clock: Clock | None) -> bool:
    """An alert stays while its promise runs and the next step is with whoever was told; one that went past them to the
    manager stays until the promise ends."""
    stage = task.params["stage"]
    if clock is None or not clock.runs or stage not in clock.fired or not task.key.startswith(alert_key(clock)):
        return True
    if task.role_code == "manager" and stage >= BREACH:
        return False
    step = next_step(request)
    return step is None or (task.role_code, task.person_id) != (step.role, step.person_id)


def awaits_reassignment(request: ServiceRequest, params: Mapping[str, str]) -> bool:
    """Whether the request is still with the engineer, or the person without one, who can't do it.

    Work that has begun goes on in an absence.
    """
    if "engineer_id" in params:
        theirs = str(request.engineer_id) == params["engineer_id"]
    else:
        theirs = str(request.assignee_id) == params["person_id"]
    return theirs and request.state in WAITS_FOR_ANOTHER[params["reason"]]
