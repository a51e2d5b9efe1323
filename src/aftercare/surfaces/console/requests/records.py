"""The service records of a request as colleagues read them, and the pictures in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.formats import number_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from aftercare.domains.fieldwork.models import CostKind, ServiceRecord
from aftercare.domains.fieldwork.queries import RecordSheet, records_of
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.kit.errors import NotFound
from aftercare.kit.files import open_file
from aftercare.kit.models import StoredFile
from aftercare.kit.money import Money
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.parts import Words

STATES: Mapping[str, tuple[Words, str, str]] = {
    RecordState.DRAFT: (_("Being written"), "neutral", "pencil"),
    RecordState.COMPLETE: (_("Complete"), "info", "file-text"),
    RecordState.SENT_BACK: (_("Sent back"), "warn", "arrow-back-up"),
    RecordState.ACCEPTED: (_("Accepted"), "good", "checks"),
}
COST_KINDS: Mapping[str, Words] = {
    CostKind.TRAVEL: _("Travel"),
    CostKind.LODGING: _("Lodging"),
    CostKind.TOLL: _("Toll"),
    CostKind.OTHER: _("Other"),
}
PICTURES = ("photo", "signature")


def records_shown(wanted: ServiceRequest) -> dict[str, Any]:
    """Each record with its lines in the reader's words."""
    return {"records": [_shown(sheet) for sheet in records_of(wanted)]}


def _shown(sheet: RecordSheet) -> dict[str, Any]:
    record = sheet.record
    label, tone, icon = STATES[record.state]
    return {
        "sheet": sheet,
        "state": {"code": record.state, "label": label, "tone": tone, "icon": icon},
        "minutes": [
            (_("Labour minutes"), record.labour_minutes),
            (_("Travel minutes"), record.travel_minutes or None),
            (_("Billed minutes"), record.billable_minutes),
        ],
        "faults": [
            (_("Symptom"), record.symptom),
            (_("Cause"), record.cause),
            (_("Remedy"), record.remedy),
        ],
        "parts": [(line, _plain(line.quantity), _paid(line.amount)) for line in sheet.parts],
        "costs": [(COST_KINDS[line.kind], line, _paid(line.money)) for line in sheet.costs],
        "readings": [(line.name, f"{_plain(line.value)} {line.unit}".strip()) for line in sheet.readings],
    }


def _plain(number: Decimal) -> str:
    """Without trailing zeros."""
    return f"{number.normalize():f}"


def _paid(money: Money | None) -> str:
    return f"{number_format(money.amount, 2)} {money.currency}" if money else ""


@staff
def request_picture(request: StaffRequest, id: UUID, file_id: UUID) -> HttpResponse:
    """A photo or signature of one of the request's records."""
    records = ServiceRecord.objects.filter(request=find_request(request.actor, id)).values("pk")
    kept = StoredFile.objects.filter(subject_kind=ServiceRecord.noun, subject_id__in=records, role__in=PICTURES)
    file = kept.filter(pk=file_id).first()
    if file is None:
        raise NotFound()
    with open_file(file) as content:
        answer = HttpResponse(content.read(), content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(False, file.name) or "inline"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
