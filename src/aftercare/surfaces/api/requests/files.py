"""Files of a request: attachments, the photos of its records, and the bytes of either."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form
from ninja.files import UploadedFile
from typing_extensions import TypedDict

from aftercare.domains.fieldwork.actions import attach_photo, remove_photo
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import attach_file
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.files import files_of, open_file
from aftercare.kit.models import StoredFile
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.requests.noun import request_to_change, request_to_read, requests

HERE = "/requests/{uuid:id}"


class FileShown(TypedDict):
    """A file; its type was read from its bytes."""

    id: UUID
    name: str
    content_type: str
    size: int
    role: str
    internal: bool
    added_at: datetime


class Files(TypedDict):
    """Files, in the order they came."""

    items: list[FileShown]


def _show(file: StoredFile) -> dict[str, Any]:
    names = ("id", "name", "content_type", "size", "role", "internal", "added_at")
    return {name: getattr(file, name) for name in names}


@requests.reads(f"{HERE}/attachments", Files)
def list_request_attachments(call: Call, id: UUID) -> dict[str, Any]:
    """List a request's attachments.

    In the order they came; the photos of its records are named there.
    """
    return {"items": [_show(file) for file in files_of(request_to_read(call, id).ref)[:500]]}


@requests.makes(f"{HERE}/attachments", FileShown, readable=False, versioned=True)
def create_request_attachment(
    call: Call, id: UUID, file: UploadedFile = File(...), internal: AskedFlag = Form(False)
) -> dict[str, Any]:
    """Attach a file.

    At most 20 MB, a picture, document or text; what it is, is read from its bytes. An internal one is for colleagues.
    """
    request = request_to_change(call, id)
    return _show(attach_file(call.actor, request, name=file.name or "", content=file, internal=internal, at=call.at))


@requests.makes(f"{HERE}/photos", FileShown, readable=False)
def create_request_photo(call: Call, id: UUID, file: UploadedFile = File(...)) -> dict[str, Any]:
    """Add a photo to the service record.

    Of the attempt under way; the same photo is kept once.
    """
    photo = attach_photo(call.actor, request_to_read(call, id), name=file.name or "", content=file, at=call.at)
    return _show(photo)


@requests.removes(f"{HERE}/photos/{{uuid:file_id}}")
def delete_request_photo(call: Call, id: UUID, file_id: UUID) -> None:
    """Take a photo off the service record.

    As long as the record is not accepted; a record that must have a photo keeps its last.
    """
    request = request_to_read(call, id)
    remove_photo(call.actor, request, photo=found(_files(request), file_id), at=call.at)


@requests.sends(f"{HERE}/files/{{uuid:file_id}}")
def read_request_file(call: Call, id: UUID, file_id: UUID) -> HttpResponse:
    """Read a file's bytes.

    An attachment, a photo or a signature of this request.
    """
    file = found(_files(request_to_read(call, id)), file_id)
    with open_file(file) as content:
        answer = HttpResponse(content.read(), content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _files(request: ServiceRequest) -> QuerySet[StoredFile]:
    """Those of the request itself and those of its service records."""
    records = ServiceRecord.objects.filter(request=request).values("pk")
    own = Q(subject_kind=request.noun, subject_id=request.id)
    return StoredFile.objects.filter(own | Q(subject_kind=ServiceRecord.noun, subject_id__in=records))
