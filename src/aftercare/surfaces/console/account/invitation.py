"""The first password, by the link of an invitation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from aftercare.surfaces.console.account.links import set_by_link


@never_cache
def first_password(request: HttpRequest, user_id: UUID, key: str) -> HttpResponse:
    """Set it; looking at the page uses nothing up."""
    return set_by_link(request, user_id, key, "invitation")
