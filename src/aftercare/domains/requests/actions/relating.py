"""What is said and known about a request beside its moves: notes, talks with the customer, ties."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aftercare.domains.accounts.models import User
from aftercare.domains.customers.actions import record_communication
from aftercare.domains.customers.models import Communication, Direction
from aftercare.domains.requests.actions.recording import hold, note_response, record
from aftercare.domains.requests.actions.tasks import answered, ask_for_answer
from aftercare.domains.requests.actions.watching import must_see, tell_by_name
from aftercare.domains.requests.errors import (
    LinkedToItself,
    LinkStays,
    NotLinked,
    ShownOtherwise,
)
from aftercare.domains.requests.events import (
    CustomerContacted,
    RequestNoted,
    RequestsLinked,
    RequestsUnlinked,
)
from aftercare.domains.requests.models import RequestLink, RequestNote, ServiceRequest
from aftercare.domains.requests.policies import may_contact, may_note, may_relate
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.files import CheckedFile, keep_file
from aftercare.kit.instants import when_done
from aftercare.kit.models import StoredFile
from aftercare.kit.permissions import require

EITHER_WAY = ("related", "duplicate")
CHOSEN = ("related", "duplicate", "follow_up")  # ties that say what somebody thinks, not what was done


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
def link_requests(
    actor: Actor, request: ServiceRequest, *, other: ServiceRequest, at: datetime, kind: str = "related"
) -> RequestLink:
    """Tie two requests together; the same tie is made, and told, once, whichever of them it is made on.

    Only that one follows up the other is said of one of them.
    """
    if other.pk == request.pk:
        raise LinkedToItself()
    held = {id: hold(id) for id in sorted((request.id, other.id))}[request.id]
    require(may_relate(actor, held))
    if kind in EITHER_WAY and (known := RequestLink.objects.filter(request=other, other=held, kind=kind).first()):
        return known
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
