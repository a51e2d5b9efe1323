"""Accept hours, parts and costs of a closed request, corrected where need be, or send them back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.actions import Addressee, close_tasks_about, open_tasks
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import members_of
from aftercare.domains.fieldwork.actions.completing import amounts, pieces
from aftercare.domains.fieldwork.actions.figures import correct_figures
from aftercare.domains.fieldwork.actions.records import SENT_BACK
from aftercare.domains.fieldwork.actions.writing import hold
from aftercare.domains.fieldwork.drafts import Correction
from aftercare.domains.fieldwork.errors import CorrectedYetSentBack
from aftercare.domains.fieldwork.events import RecordSignedOff
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import FLOW, WRITTEN, RecordState
from aftercare.domains.requests.actions import escalate_correction, sign_off_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_watch
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def sign_off_visit(
    actor: Actor,
    request: ServiceRequest,
    *,
    accepted: bool,
    at: datetime,
    reason: str = "",
    corrections: Sequence[Correction] = (),
) -> ServiceRequest:
    """Accept the figures of every complete record not accepted yet, or send them back to who wrote them.

    What is accepted stands in the ledger with its figures; an accepted record never changes again.
    """
    signed = sign_off_request(actor, request, accepted=accepted, reason=reason, at=at)
    if corrections and not accepted:
        raise CorrectedYetSentBack()
    for correction in corrections:
        correct_figures(actor, signed, correction, at=at)
    rows = ServiceRecord.objects.filter(request=signed, state__in=WRITTEN).select_related("attempt", "assignee")
    for record in rows.prefetch_related("parts", "costs").order_by("attempt__position"):
        _sign(actor, signed, record, accepted=accepted, reason=reason, at=at)
    return signed


def _sign(
    actor: Actor, request: ServiceRequest, record: ServiceRecord, *, accepted: bool, reason: str, at: datetime
) -> None:
    move = FLOW.move(record, "accept" if accepted else "send_back")
    close_tasks_about(actor, record.ref, kinds=(SENT_BACK,), at=at)
    if accepted:
        record.accepted_at, record.accepted_by, record.sent_back_for = at, actor.id, ""
    else:
        record.sent_back_for = reason
        _ask_for_correction(actor, request, record, at=at)
    fact = RecordSignedOff(
        record_id=record.id,
        request_id=record.request_id,
        accepted=accepted,
        labour_minutes=record.labour_minutes or 0,
        travel_minutes=record.travel_minutes,
        billable_minutes=record.billable_minutes or 0,
        parts=pieces(sorted(record.parts.all(), key=lambda line: (line.position, line.id))),
        costs=amounts(sorted(record.costs.all(), key=lambda line: (line.position, line.id))),
    )
    record.save(update_fields=["state", "accepted_at", "accepted_by", "sent_back_for"])
    publish(actor, fact, at=at, move=move, text="" if accepted else reason, context_id=record.request_id)


def _ask_for_correction(actor: Actor, request: ServiceRequest, record: ServiceRecord, *, at: datetime) -> None:
    """Put the record in the work lists of those it is for, once each time it is sent back."""
    open_tasks(
        actor,
        record.ref,
        addressees=_who_corrects(record),
        kind=SENT_BACK,
        label=request.number,
        unit_id=request.unit_id,
        params={"request_id": str(request.id)},
        at=at,
    )


@transaction.atomic
def readdress_corrections(actor: Actor, request: ServiceRequest, *, at: datetime) -> int:
    """Ask others to correct what was sent back to somebody who left: the team, or else the manager; returns how many
    records found another."""
    require(may_watch(actor))
    held = hold(request)
    rows = ServiceRecord.objects.filter(request=held, state=RecordState.SENT_BACK).select_related("attempt", "assignee")
    left = [record for record in rows.order_by("attempt__position") if not _asked(record)]
    for record in left:
        close_tasks_about(actor, record.ref, kinds=(SENT_BACK,), at=at)
        _ask_for_correction(actor, held, record, at=at)
    escalate_correction(actor, held, at=at)
    return len(left)


def _asked(record: ServiceRecord) -> bool:
    """Whether all who correct it have it in their work list."""
    asked = Task.objects.filter(about_kind=record.noun, about_id=record.id, kind=SENT_BACK, done_at=None)
    whom = {(one.role, one.person_id) for one in _who_corrects(record)}
    return whom <= set(asked.values_list("role_code", "person_id"))


def _who_corrects(record: ServiceRecord) -> list[Addressee]:
    """Who made the attempt, or each of the team that had it; the manager where none of them signs in here."""
    key = f"{SENT_BACK}:{record.id}:{record.version}"
    if record.assignee is not None and record.assignee.is_active:
        return [Addressee(key, person_id=record.assignee_id)]
    team = members_of(record.attempt.team_id) if record.attempt.team_id else []
    manager = Addressee(f"{key}:manager", role="manager")
    return [Addressee(f"{key}:{member}", person_id=member) for member in team] or [manager]
