"""What is said and known about a request beside its moves: notes, talks with the customer, changes, ties."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.queries import promise_for
from aftercare.domains.customers.actions import record_communication
from aftercare.domains.customers.models import Communication, Direction
from aftercare.domains.requests.actions.promised import follow_promise
from aftercare.domains.requests.actions.recording import hold, note_response, record
from aftercare.domains.requests.actions.tasks import answered, ask_for_answer
from aftercare.domains.requests.actions.wait import may_move_date, pause_reason
from aftercare.domains.requests.actions.watching import must_see, tell_by_name
from aftercare.domains.requests.errors import (
    DateBeforeWakeUp,
    DateInThePast,
    DateNotYours,
    LinkedToItself,
    LinkStays,
    NotLinked,
    RequestEnded,
    ShownOtherwise,
)
from aftercare.domains.requests.events import (
    CustomerContacted,
    RequestChanged,
    RequestNoted,
    RequestsLinked,
    RequestsUnlinked,
    RequiredDateMoved,
)
from aftercare.domains.requests.indexing import request_tokens
from aftercare.domains.requests.models import RequestLink, RequestNote, ServiceRequest
from aftercare.domains.requests.policies import may_change, may_contact, may_note, may_relate
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.files import CheckedFile, keep_file
from aftercare.kit.instants import when_done
from aftercare.kit.models import StoredFile
from aftercare.kit.permissions import require
from aftercare.kit.searching import token_vector

CHOSEN = ("related", "duplicate", "follow_up")  # ties that say what somebody thinks, not what was done
CHANGEABLE = ("title", "description", "site", "contact", "device", "problem_type")


@transaction.atomic
def note_request(
    actor: Actor,
    request: ServiceRequest,
    *,
    text: str,
    at: datetime,
    internal: bool = True,
    mentioned: Collection[User] = (),
    files: Sequence[CheckedFile] = (),
    attached: Sequence[StoredFile] = (),
) -> RequestNote:
    """Write a note: among colleagues, or one the customer sees with its files, which answers them.

    Whoever is mentioned watches the request from then on. `files` are kept with it; `attached` are there already.
    """
    held = hold(request)
    require(may_note(actor, held))
    must_see(held, mentioned, at=at)
    _as_internal(attached, internal=internal)
    if not internal:
        note_response(actor, held, at=at)
    note = RequestNote.objects.create(request=held, text=text, internal=internal, author=actor.id, written_at=at)
    kept = [keep_file(one, subject=held.ref, actor=actor, internal=internal, at=at) for one in files]
    kept += attached
    note.files.set(kept)
    fact = RequestNoted(
        request_id=held.id,
        note_id=note.id,
        internal=internal,
        file_ids=tuple(one.id for one in kept),
        person_ids=tuple(sorted(person.id for person in mentioned)),
    )
    record(actor, held, fact, at=at)
    tell_by_name(actor, held, note, mentioned, at=at)
    if not internal:
        answered(actor, held, at=at)
    return note


def _as_internal(files: Sequence[StoredFile], *, internal: bool) -> None:
    """Refuse to show customers what is for colleagues, or to hide behind a note what they may see."""
    for file in files:
        if file.internal != internal:
            raise ShownOtherwise(name=file.name, errors={"file_ids": ShownOtherwise.sentence})


@transaction.atomic
def record_contact(
    actor: Actor,
    request: ServiceRequest,
    *,
    channel: str,
    direction: str,
    text: str,
    at: datetime,
    done_at: datetime | None = None,
    follow_up_at: datetime | None = None,
    outcome: str = "",
) -> Communication:
    """Record a call, message or visit; the first one by a person that reaches the customer is the first response.

    What the customer writes waits in a work list until somebody answers.
    """
    held = hold(request)
    require(may_contact(actor, held))
    done = when_done(done_at, since=held.submitted_at, at=at)
    said = record_communication(
        actor,
        held.customer,
        channel=channel,
        direction=direction,
        text=text,
        about=held.ref,
        follow_up_at=follow_up_at,
        outcome=outcome,
        at=done,
        also=[held.customer_id],
    )
    if direction == Direction.OUT and actor.kind is ActorKind.PERSON:
        reached = said.reached
        if reached:
            note_response(actor, held, at=done)
        fact = CustomerContacted(request_id=held.id, communication_id=said.id, channel=channel, reached=reached)
        record(actor, held, fact, at=done, recorded_at=at)
        if reached:
            answered(actor, held, at=at)
    elif direction == Direction.IN and actor.kind is ActorKind.CUSTOMER:
        ask_for_answer(actor, held, said, at=at)
    return said


@transaction.atomic
def change_request(
    actor: Actor, request: ServiceRequest, *, at: datetime, priority: int | None = None, **values: Any
) -> ServiceRequest:
    """Change what the request says; a new priority brings the targets of that priority from the beginning.

    The required date follows them unless somebody named it.
    """
    held = _hold_open(actor, request)
    fields = [name for name in CHANGEABLE if name in values and getattr(held, name) != values[name]]
    for name in fields:
        setattr(held, name, values[name])
    targets: dict[str, int] = {}
    if priority is not None and priority != held.priority:
        held.priority = priority
        promise = promise_for(kind=held.kind_id, priority=priority, level_id=held.level_id)
        held.targets = targets = promise.seconds()
        fields.append("priority")
    if not fields:
        return held
    held.product_id = held.device.product_id if held.device else None
    if held.device is not None and held.category_id is not None:
        held.category = None  # the device tells it now
        fields.append("category")
    held.search = token_vector(request_tokens(held, held.customer))
    fact = RequestChanged(
        request_id=held.id,
        fields=tuple(fields),
        priority=held.priority if "priority" in fields else None,
        targets=tuple(targets.items()),
        required_at=follow_promise(held, at) if targets else None,
    )
    record(actor, held, fact, at=at)
    return held


def _hold_open(actor: Actor, request: ServiceRequest) -> ServiceRequest:
    held = hold(request)
    require(may_change(actor, held))
    if not held.is_open:
        raise RequestEnded(number=held.number)
    return held


@transaction.atomic
def move_required_date(
    actor: Actor, request: ServiceRequest, *, to: datetime, reason: str, at: datetime, note: str = ""
) -> ServiceRequest:
    """Move the required date for a reason; later only with the customer's word or by the manager.

    That of a request that waits stays behind its wake-up, as when it began to wait.
    """
    held = _hold_open(actor, request)
    why = pause_reason(actor, reason)
    if to <= at:
        raise DateInThePast("required_at", date=to)
    if held.suspended_until is not None and to <= held.suspended_until:
        raise DateBeforeWakeUp(until=held.suspended_until, errors={"required_at": DateBeforeWakeUp.sentence})
    if to > held.required_at and not may_move_date(actor, held, why):
        raise DateNotYours(required=held.required_at)
    before, held.required_at, held.date_given = held.required_at, to, True
    fact = RequiredDateMoved(request_id=held.id, reason=why.code, before=before, required_at=to)
    record(actor, held, fact, at=at, text=note)
    return held


@transaction.atomic
def link_requests(
    actor: Actor, request: ServiceRequest, *, other: ServiceRequest, at: datetime, kind: str = "related"
) -> RequestLink:
    """Tie two requests together; the same tie is made, and told, once."""
    held = hold(request)
    require(may_relate(actor, held))
    if other.pk == held.pk:
        raise LinkedToItself()
    link, made = RequestLink.objects.get_or_create(request=held, other=other, kind=kind)
    if made:
        record(actor, held, RequestsLinked(request_id=held.id, other=other.id, kind=kind), at=at)
    return link


@transaction.atomic
def unlink_requests(actor: Actor, request: ServiceRequest, *, other: ServiceRequest, at: datetime) -> ServiceRequest:
    """Untie two requests that somebody tied, whichever of them the tie was written on."""
    held = hold(request)
    require(may_relate(actor, held))
    between = Q(request=held, other=other) | Q(request=other, other=held)
    ties = list(RequestLink.objects.filter(between))
    if not ties:
        raise NotLinked(number=held.number, other=other.number)
    chosen = [tie for tie in ties if tie.kind in CHOSEN]
    if not chosen or held.id == other.merged_into_id or other.id == held.merged_into_id:
        raise LinkStays(number=held.number, other=other.number)
    for tie in chosen:
        tie.delete()
        record(actor, held, RequestsUnlinked(request_id=held.id, other=other.id, kind=tie.kind), at=at)
    return held
