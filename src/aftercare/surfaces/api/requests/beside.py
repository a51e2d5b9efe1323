"""What stands beside a request's moves: notes, talks with the customer, ties to other requests."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import User
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.requests.actions import link_requests, note_request, record_contact, unlink_requests
from aftercare.domains.requests.models import RequestLink
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries import find_request, listed
from aftercare.kit.files import files_of
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.communications import CommunicationGiven, CommunicationShown, show_communication
from aftercare.surfaces.api.fields import Body, Flag, Text
from aftercare.surfaces.api.find import found, needed
from aftercare.surfaces.api.people import Named
from aftercare.surfaces.api.requests.noun import request_to_change, requests
from aftercare.surfaces.api.requests.rows import rows_of, show_rows
from aftercare.surfaces.api.requests.shown import RequestRow, StateName

HERE = "/requests/{uuid:id}"
MOST = 200


class NoteGiven(Body):
    """A note; an internal one stays among colleagues."""

    text: Text = Field(min_length=1, max_length=20_000)
    internal: Flag = True
    mentioned: list[UUID] = Field(
        default=[], max_length=50, description="Users who are asked to look at it; they watch the request from then on."
    )
    file_ids: list[UUID] = Field(
        default=[], max_length=20, description="Attachments of the request that belong to it, as internal as the note."
    )


class NoteShown(TypedDict):
    """A note on a request."""

    id: UUID
    text: str
    internal: bool
    author: Named | None
    written_at: datetime
    file_ids: list[UUID]


class Notes(TypedDict):
    """The notes on a request, the latest first."""

    items: list[NoteShown]


@requests.reads(f"{HERE}/notes", Notes)
def list_request_notes(call: Call, id: UUID) -> dict[str, Any]:
    """List the notes on a request.

    The latest first, two hundred at most; the whole story is in the timeline.
    """
    rows = list(find_request(call.actor, id).notes.order_by("-id").prefetch_related("files")[:MOST])
    authors = {note.author for note in rows if note.author}
    names = dict(User.objects.filter(pk__in=authors).values_list("pk", "name"))
    return {"items": [_note(note, names.get(note.author) if note.author else None) for note in rows]}


@requests.makes(f"{HERE}/notes", NoteShown, readable=False, versioned=True)
def create_request_note(call: Call, id: UUID, body: NoteGiven) -> NoteShown:
    """Write a note.

    Among colleagues, or one the customer sees.
    """
    request = request_to_change(call, id)
    people = [needed(User.objects.filter(is_active=True), one, "mentioned") for one in dict.fromkeys(body.mentioned)]
    files = [needed(files_of(request.ref), one, "file_ids") for one in dict.fromkeys(body.file_ids)]
    note = note_request(
        call.actor, request, text=body.text, internal=body.internal, mentioned=people, attached=files, at=call.at
    )
    return _note(note, call.user.name)


def _note(note: Any, author: str | None) -> NoteShown:
    person: Named | None = {"id": note.author, "name": author} if note.author and author else None
    return {
        "id": note.id,
        "text": note.text,
        "internal": note.internal,
        "author": person,
        "written_at": note.written_at,
        "file_ids": [file.id for file in note.files.all()],
    }


class Communications(TypedDict):
    """What was said, the latest first."""

    items: list[CommunicationShown]


@requests.reads(f"{HERE}/communications", Communications)
def list_request_communications(call: Call, id: UUID) -> dict[str, Any]:
    """List what was said about a request.

    The latest first, two hundred at most.
    """
    rows = communications_about(find_request(call.actor, id).ref)[:MOST]
    return {"items": [show_communication(said) for said in rows]}


@requests.makes(f"{HERE}/communications", CommunicationShown, readable=False, versioned=True)
def create_request_communication(call: Call, id: UUID, body: CommunicationGiven) -> CommunicationShown:
    """Record what was said with the customer.

    The first one by a person to the customer is the first response.
    """
    request = request_to_change(call, id)
    return show_communication(record_contact(call.actor, request, at=call.at, **body.model_dump()))


class LinkGiven(Body):
    """The other request."""

    other: UUID
    kind: Literal["related", "duplicate", "follow_up"] = "related"


class LinkShown(TypedDict):
    """A tie to another request."""

    id: UUID
    kind: str
    other: UUID
    number: str
    state: StateName


class Links(TypedDict):
    """The ties of a request."""

    items: list[LinkShown]


@requests.reads(f"{HERE}/links", Links)
def list_request_links(call: Call, id: UUID) -> dict[str, Any]:
    """List the requests tied to this one.

    Only those the caller may see.
    """
    rows = find_request(call.actor, id).links.filter(other__in=visible_to(call.actor)).select_related("other")
    return {"items": [_link(link) for link in rows.order_by("id")[:MOST]]}


@requests.makes(f"{HERE}/links", LinkShown, readable=False, versioned=True)
def create_request_link(call: Call, id: UUID, body: LinkGiven) -> LinkShown:
    """Tie a request to another.

    The same tie is made once.
    """
    other = needed(visible_to(call.actor), body.other, "other")
    return _link(link_requests(call.actor, request_to_change(call, id), other=other, kind=body.kind, at=call.at))


@requests.removes(f"{HERE}/links/{{uuid:link_id}}")
def remove_request_link(call: Call, id: UUID, link_id: UUID) -> None:
    """Untie two requests.

    From either side; what was merged or split stays tied.
    """
    request = request_to_change(call, id)
    link = found(RequestLink.objects.filter(Q(request=request) | Q(other=request)), link_id)
    other_id = link.other_id if link.request_id == request.id else link.request_id
    unlink_requests(call.actor, request, other=found(visible_to(call.actor), other_id), at=call.at)


def _link(link: Any) -> LinkShown:
    return {
        "id": link.id,
        "kind": link.kind,
        "other": link.other_id,
        "number": link.other.number,
        "state": link.other.state,
    }


class Children(TypedDict):
    """The requests below this one."""

    items: list[RequestRow]


@requests.reads(f"{HERE}/children", Children)
def list_request_children(call: Call, id: UUID) -> dict[str, Any]:
    """List the requests below this one.

    It can't close before they do.
    """
    rows = listed(call.actor, parent=find_request(call.actor, id)).order_by("id")[:MOST]
    rows_found = rows_of(list(rows.values_list("pk", flat=True)))
    return {"items": show_rows(sorted(rows_found, key=lambda row: row.pk))}
