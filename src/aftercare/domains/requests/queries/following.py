"""What a customer who follows a request is told beside its own fields."""

from collections.abc import Mapping

from django.db.models import QuerySet

from aftercare.domains.requests.models import Attempt, RequestNote, ServiceRequest
from aftercare.kit.files import files_of
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import StoredFile


def notes_to_customer(request: ServiceRequest) -> QuerySet[RequestNote]:
    """The notes the customer may read with their files, the first one first."""
    return RequestNote.objects.filter(request=request, internal=False).order_by("id").prefetch_related("files")


def files_from_customer(request: ServiceRequest) -> QuerySet[StoredFile]:
    """The pictures the customer sent, the first one first."""
    return files_of(request.ref).filter(internal=False, added_by=request.customer_id)


def who_tried(request: ServiceRequest) -> Mapping[int, str]:
    """Attempt → whose it was."""
    tries = Attempt.objects.filter(request=request).select_related("engineer__user", "assignee").order_by("position")
    return {attempt.position: str(attempt.engineer or attempt.assignee or "") for attempt in tries}


def latest_fact(request: ServiceRequest) -> int:
    """The number of the last thing that happened to the request."""
    return facts_of(request.ref).order_by("-seq").values_list("seq", flat=True).first() or 0
