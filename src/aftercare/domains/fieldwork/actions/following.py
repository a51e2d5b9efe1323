"""Checklist items that were found wrong on a visit that solved the wish: somebody takes care of them afterwards."""

from collections.abc import Iterable
from datetime import datetime

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.fieldwork.models import ChecklistAnswer, RecordResult, ServiceRecord
from aftercare.kit.actor import Actor

FAILED_ITEMS = "service_record.failed_items"
DESK = "agent"


def follow_up(actor: Actor, record: ServiceRecord, answers: Iterable[ChecklistAnswer], *, at: datetime) -> None:
    """Keep one entry in the desk's work list for the items that failed; none where the request goes on anyway.

    It is about the record, so that it outlives the request.
    """
    failed = list(failed_items(answers)) if record.result == RecordResult.SOLVED else []
    asked = Task.objects.filter(about_kind=record.noun, about_id=record.id, kind=FAILED_ITEMS).order_by("-id").first()
    if failed == (asked.params["items"] if asked else []):
        return
    close_tasks_about(actor, record.ref, kinds=(FAILED_ITEMS,), at=at)
    if failed:
        open_task(
            actor,
            kind=FAILED_ITEMS,
            key=f"{FAILED_ITEMS}:{record.id}:{record.version}",
            about=record.ref,
            label=record.request.number,
            role=DESK,
            unit_id=record.request.unit_id,
            params={"items": failed, "request_id": str(record.request_id)},
            at=at,
        )


def failed_items(answers: Iterable[ChecklistAnswer]) -> tuple[str, ...]:
    """The codes of the items that did not pass, in the order of the list."""
    return tuple(answer.item for answer in answers if answer.passed is False)
