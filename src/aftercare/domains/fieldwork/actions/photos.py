"""Photos of a visit: put to its record, and taken off again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.fieldwork.actions.completing import check_required
from aftercare.domains.fieldwork.actions.records import begin, written_about
from aftercare.domains.fieldwork.actions.writing import hold, sheet_for
from aftercare.domains.fieldwork.checks import check_photo
from aftercare.domains.fieldwork.errors import PhotosFull
from aftercare.domains.fieldwork.events import PhotoAttached, PhotoRemoved
from aftercare.domains.fieldwork.models import RecordResult, ServiceRecord
from aftercare.domains.fieldwork.policies import may_write_record, on_behalf
from aftercare.domains.fieldwork.queries import photos_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotFound
from aftercare.kit.events import publish
from aftercare.kit.files import CheckedFile, keep_file
from aftercare.kit.files.checking import Readable
from aftercare.kit.models import StoredFile
from aftercare.kit.permissions import require

MOST = 40
PHOTO = "photo"


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
    kept = keep_file(photo, subject=record.ref, role=PHOTO, actor=actor, at=at)
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


@transaction.atomic
def remove_photo(actor: Actor, request: ServiceRequest, *, photo: StoredFile, at: datetime) -> None:
    """Take a photo off its record as long as that is not accepted; one that must have a photo keeps its last."""
    held = hold(request)
    found = ServiceRecord.objects.select_related("attempt__engineer").filter(request=held, pk=photo.subject_id)
    record = found.first() if photo.role == PHOTO else None
    if record is None:
        raise NotFound()
    require(may_write_record(actor, record.attempt, held))
    record = sheet_for(actor, held, record.attempt, at).record
    gone, _kinds = StoredFile.objects.filter(pk=photo.pk).delete()
    if not gone:
        return
    if record.result == RecordResult.SOLVED:
        check_required(record)
    fact = PhotoRemoved(record_id=record.id, request_id=record.request_id, file_id=photo.id)
    publish(actor, fact, at=at, context_id=record.request_id, on_behalf=on_behalf(actor, record.attempt))
