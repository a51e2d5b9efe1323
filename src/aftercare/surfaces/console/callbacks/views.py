"""Whom to call back: handled requests wait for the customer's word."""

from django.http import HttpResponse

from aftercare.domains.requests.policies import CALL_BACK
from aftercare.domains.requests.queries import listed
from aftercare.domains.requests.states import State
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page


@staff
def call_backs(request: StaffRequest) -> HttpResponse:
    """Handled requests, the longest waiting first."""
    require(may(request.actor, CALL_BACK))
    rows = listed(request.actor, state=State.HANDLED).select_related("contact")
    found = page(rows, sort="handled_at", limit=shown(request), cursor=request.GET.get("cursor"))
    return staff_page(
        request,
        "console/callbacks/list.html",
        {"rows": found.items, "cursor": found.next},
        active="console:callbacks",
        partials={"results", "rows"},
    )
