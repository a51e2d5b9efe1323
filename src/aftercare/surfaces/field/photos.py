"""The photos that come with a record: taken along by the report, or kept though the rest of it was refused."""

from collections.abc import Sequence

from aftercare.domains.fieldwork.actions import attach_photos
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.kit.models import StoredFile
from aftercare.surfaces.field.sheet import RecordForms
from aftercare.surfaces.field.views import EngineersRequest


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
