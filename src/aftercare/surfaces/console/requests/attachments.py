"""The bytes of a file that hangs on a request or on one of its service records."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.queries import find_request
from aftercare.kit.errors import NotFound
from aftercare.kit.files import open_file
from aftercare.kit.models import StoredFile
from aftercare.surfaces.console.staff import StaffRequest, staff


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
    return answer_with(file)


def answer_with(file: StoredFile) -> HttpResponse:
    """Its bytes as what they were told to be when they came, never as what their name says."""
    with open_file(file) as content:
        answer = HttpResponse(content.read(), content_type=file.content_type)
    picture = file.content_type.startswith("image/")
    answer["Content-Disposition"] = content_disposition_header(not picture, file.name) or "attachment"
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
