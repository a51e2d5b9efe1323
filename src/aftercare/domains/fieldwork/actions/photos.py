"""Photos of a visit."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.fieldwork.actions.records import begin, written_about
from aftercare.domains.fieldwork.actions.writing import hold, sheet_for
from aftercare.domains.fieldwork.checks import check_photo
from aftercare.domains.fieldwork.errors import PhotosFull
from aftercare.domains.fieldwork.events import PhotoAttached
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.policies import on_behalf
from aftercare.domains.fieldwork.queries import photos_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.files import CheckedFile, keep_file
from aftercare.kit.files.checking import Readable
from aftercare.kit.models import StoredFile

MOST = 40


def attach_photo(
    actor: Actor,
    request: ServiceRequest,
    *,
    name: str,
    content: bytes | Readable,
    at: datetime,
    done_at: datetime | None = None,
) -> StoredFile:
    """Put a photo to the record of the attempt of that time; the picture is drawn anew before anything is locked."""
    return attach_photos(actor, request, photos=[check_photo(name, content)], at=at, done_at=done_at)[0]


@transaction.atomic
def attach_photos(
    actor: Actor,
    request: ServiceRequest,
    *,
    photos: Sequence[CheckedFile],
    at: datetime,
    done_at: datetime | None = None,
) -> list[StoredFile]:
    """Put photos to the record of the attempt of that time, beginning the record if need be; the same photo once.

    They were checked before, because nobody may wait for the request while pictures are drawn.
    """
    held = hold(request)
    sheet = sheet_for(actor, held, written_about(actor, held, done_at or at), at)
    if sheet.fresh:
        begin(actor, sheet, at=at)
    taken = list(photos_of([sheet.record]).get(sheet.record.id, ()))
    return [_keep(actor, sheet.record, photo, taken, at=at) for photo in photos]


def _keep(
    actor: Actor, record: ServiceRecord, photo: CheckedFile, taken: list[StoredFile], *, at: datetime
) -> StoredFile:
    """Keep one more beside those that were taken, which it joins."""
    kept = keep_file(photo, subject=record.ref, role="photo", actor=actor, at=at)
    if kept in taken:
        return kept
    if len(taken) >= MOST:
        raise PhotosFull(most=MOST)
    taken.append(kept)
    _tell(actor, record, kept, at=at)
    return kept


def _tell(actor: Actor, record: ServiceRecord, photo: StoredFile, *, at: datetime) -> None:
    fact = PhotoAttached(record_id=record.id, request_id=record.request_id, file_id=photo.id)
    publish(actor, fact, at=at, context_id=record.request_id, on_behalf=on_behalf(actor, record.attempt))
