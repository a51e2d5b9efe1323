"""Who is told of what happens to a request: whoever it concerns, and whoever watches it."""

from typing import Any

from aftercare.domains.accounts.events import TaskOpened
from aftercare.domains.accounts.models import Task
from aftercare.domains.channels.actions import notify_people
from aftercare.domains.channels.kinds import TOLD_OTHERWISE
from aftercare.domains.channels.queries import REQUESTS, concerned
from aftercare.domains.customers.events import CommunicationRecorded
from aftercare.domains.feedback.events import CallBackMissed, CallBackTried
from aftercare.domains.requests.events import (
    PersonMentioned,
    RequestAlerted,
    RequestAssigned,
    RequestCancelled,
    RequestFailed,
    RequestLapsed,
    RequestLocked,
    RequestMerged,
    RequestRejected,
    RequestReopened,
    RequestSignedOff,
    RequestWithdrawn,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.compiled import row_of
from aftercare.kit.events import reacts_to
from aftercare.kit.ids import Ref
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")
PARAMS = ("clock", "stage", "channel")  # what a line of it tells beside the kind


@reacts_to(
    RequestAssigned,
    RequestWithdrawn,
    RequestCancelled,
    RequestMerged,
    RequestLocked,
    RequestFailed,
    RequestLapsed,
    RequestRejected,
    RequestReopened,
    RequestAlerted,
    PersonMentioned,
)
def tell_whom_it_concerns(happened: Any, fact: LedgerEntry) -> None:
    """Whoever has it, had it, or decides about it."""
    _tell(row_of(REQUESTS, happened.request_id), happened, fact)


@reacts_to(RequestSignedOff, when=lambda judged: not judged.accepted)
def tell_who_corrects(judged: RequestSignedOff, fact: LedgerEntry) -> None:
    """The record was sent back."""
    _tell(row_of(REQUESTS, judged.request_id), judged, fact)


@reacts_to(CallBackMissed, CallBackTried, when=lambda unreached: getattr(unreached, "last", True))
def tell_who_decides(unreached: CallBackMissed | CallBackTried, fact: LedgerEntry) -> None:
    """A customer was not reached."""
    _tell(row_of(REQUESTS, unreached.request_id), unreached, fact)


@reacts_to(CommunicationRecorded, when=lambda said: said.direction == "in" and not said.automatic)
def tell_of_words(said: CommunicationRecorded, fact: LedgerEntry) -> None:
    """A customer wrote or called."""
    if said.about_kind == ServiceRequest.noun and said.about_id is not None:
        _tell(row_of(REQUESTS, said.about_id), said, fact)


def _tell(request: ServiceRequest, happened: Any, fact: LedgerEntry) -> None:
    params = {name: getattr(happened, name) for name in PARAMS if hasattr(happened, name)}
    told: dict[str, Any] = {"about": request.ref, "label": request.number, "params": params, "at": fact.at}
    for kind, people in concerned(happened, fact, request).items():
        notify_people(HOUSE, people, kind=kind, key=f"{fact.id}:{kind}", besides=fact.actor_id, **told)


@reacts_to(TaskOpened, when=lambda task: task.person_id is not None and not task.kind.startswith(TOLD_OTHERWISE))
def tell_of_the_task(opened: TaskOpened, fact: LedgerEntry) -> None:
    """Something came into one's own work list of which nothing else tells."""
    task = Task.objects.get(pk=opened.task_id)
    about = Ref(task.about_kind, task.about_id)
    told: dict[str, Any] = {
        "kind": "task.opened",
        "about": about,
        "label": task.about_label,
        "params": {"task": task.kind},
    }
    people = [task.person_id] if task.person_id else []
    notify_people(HOUSE, people, key=f"{fact.id}:task", at=fact.at, besides=fact.actor_id, **told)
