"""The photos that come with a record: taken along by the report, kept though the rest of it was refused, taken off."""

from collections.abc import Sequence

from aftercare.domains.fieldwork.actions import attach_photos, remove_photo
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.kit.models import StoredFile
from aftercare.surfaces.field.sheet import RecordForms
from aftercare.surfaces.field.views import EngineersRequest

REMOVE = "remove_photo"


def attach(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> Sequence[StoredFile]:
    """Put the photos to the record in hand: the attempt it belongs to is the one that began with it."""
    if not forms.photos:
        return ()
    began = forms.kept.record.attempt.opened_at if forms.kept else None
    return attach_photos(request.actor, wanted, photos=forms.photos, at=now(), done_at=began)


def keep(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> int:
    """Keep the photos of a form that was refused, and show the record that holds them; how many are kept."""
    try:
        kept = attach(request, wanted, forms)
    except Refusal as refusal:
        forms.refuse_photos(refusal)
        return 0
    if kept:
        forms.kept = next(sheet for sheet in records_of(wanted) if sheet.record.id == kept[0].subject_id)
    return len(set(kept))


def remove(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> bool:
    """Take off the kept photo whose button was pressed, and show the record without it; whether one was pressed."""
    asked = request.POST.get(REMOVE)
    photo = next((photo for photo in forms.kept.photos if str(photo.id) == asked), None) if forms.kept else None
    if photo is None:
        return asked is not None  # gone already
    try:
        remove_photo(request.actor, wanted, photo=photo, at=now())
    except Refusal as refusal:
        forms.refuse_photos(refusal)
    forms.kept = next(sheet for sheet in records_of(wanted) if sheet.record.id == photo.subject_id)
    return True
