"""Documents of agreements: what was signed, and what was agreed beside it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File
from ninja.files import UploadedFile
from typing_extensions import TypedDict

from aftercare.domains.contracts.actions import attach_document, remove_document
from aftercare.domains.contracts.queries.agreements import documents_of
from aftercare.kit.models import StoredFile
from aftercare.surfaces.api.agreements import HERE, agreements, agreements_in_reach
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.find import found
from aftercare.ui.sending import file_answer


class DocumentShown(TypedDict):
    """A file; its type was read from its bytes, its size is in bytes."""

    id: UUID
    name: str
    content_type: str
    size: int
    added_at: datetime


class Documents(TypedDict):
    """Documents, in the order they came."""

    items: list[DocumentShown]


@agreements.reads(f"{HERE}/documents", Documents)
def list_agreement_documents(call: Call, id: UUID) -> dict[str, Any]:
    """List an agreement's documents.

    In the order they came; at most 100.
    """
    return {"items": [_show(file) for file in documents_of(found(agreements_in_reach(call), id))]}


@agreements.makes(f"{HERE}/documents", DocumentShown, readable=False)
def create_agreement_document(call: Call, id: UUID, file: UploadedFile = File(...)) -> dict[str, Any]:
    """Keep a document with an agreement.

    At most 20 MB, a picture, document or text; what it is, is read from its bytes. The same file is kept once.
    """
    agreement = found(agreements_in_reach(call), id)
    return _show(attach_document(call.actor, agreement, name=file.name or "", content=file, at=call.at))


@agreements.sends(f"{HERE}/documents/{{uuid:file_id}}")
def read_agreement_document(call: Call, id: UUID, file_id: UUID) -> HttpResponse:
    """Read a document's bytes."""
    document = found(documents_of(found(agreements_in_reach(call), id)), file_id)
    return file_answer(document, keep="no-store")


@agreements.removes(f"{HERE}/documents/{{uuid:file_id}}")
def delete_agreement_document(call: Call, id: UUID, file_id: UUID) -> None:
    """Take a document off an agreement.

    That it was there stays told in the audit.
    """
    agreement = found(agreements_in_reach(call), id)
    remove_document(call.actor, agreement, document=found(documents_of(agreement), file_id), at=call.at)


def _show(file: StoredFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in DocumentShown.__annotations__}
