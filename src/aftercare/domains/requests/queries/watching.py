"""Who watches a request, and whom one may call to it."""

from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.requests.models import RequestWatcher, ServiceRequest
from aftercare.kit.compiled import compiled


def watchers_of(request: ServiceRequest) -> list[RequestWatcher]:
    """The watchers with their names, the first one first."""
    return _watchers(request.id)


@compiled
def _watchers(request_id: UUID) -> QuerySet[RequestWatcher]:
    rows = RequestWatcher.objects.filter(request=request_id).select_related("person")
    return rows.only("since", "request", "person__name", "person__is_active").order_by("id")
