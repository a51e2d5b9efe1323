"""What slipped and waits for the service manager."""

from django.http import HttpResponse

from aftercare.domains.requests.policies import MANAGE
from aftercare.domains.requests.queries import listed
from aftercare.domains.requests.states import State
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.words import LOCKED_BECAUSE
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page


@staff
def locked_list(request: StaffRequest) -> HttpResponse:
    """Locked requests, the longest locked first, each with why and since when."""
    require(may(request.actor, MANAGE))
    found = page(
        listed(request.actor, state=State.LOCKED),
        sort="state_since",
        limit=shown(request),
        cursor=request.GET.get("cursor"),
    )
    context = {"rows": [(row, LOCKED_BECAUSE.get(row.locked_for, "")) for row in found.items], "cursor": found.next}
    return staff_page(request, "console/locked/list.html", context, active="console:desk", partials={"results", "rows"})
