"""Who watches a request, and whom one may call to it."""

from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.requests.models import RequestWatcher
from aftercare.kit.compiled import compiled


@compiled
def watchers_of(request_id: UUID) -> QuerySet[RequestWatcher]:
    """The watchers of a request with their names, the first one first."""
    rows = RequestWatcher.objects.filter(request=request_id).select_related("person")
    return rows.only("since", "request", "person__name", "person__is_active").order_by("id")
