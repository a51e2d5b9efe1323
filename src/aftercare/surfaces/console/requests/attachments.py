"""The bytes of a file that hangs on a request or on one of its service records."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.queries import find_request
from aftercare.kit.errors import NotFound
from aftercare.kit.models import StoredFile
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.sending import file_answer


@staff
def request_file(request: StaffRequest, id: UUID, file_id: UUID) -> HttpResponse:
    """A picture to look at, anything else to keep."""
    wanted = find_request(request.actor, id)
    records = ServiceRecord.objects.filter(request=wanted).values("pk")
    own = Q(subject_kind=wanted.noun, subject_id=wanted.id)
    of_records = Q(subject_kind=ServiceRecord.noun, subject_id__in=records)
    file = StoredFile.objects.filter(own | of_records, pk=file_id).first()
    if file is None:
        raise NotFound()
    return file_answer(file)
