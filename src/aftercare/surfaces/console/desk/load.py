"""Who has how much: everybody who has a request, the most loaded first."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.requests.policies import ASSIGN
from aftercare.domains.requests.queries import Load, loads
from aftercare.kit.clock import now
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

STEP = 100  # people more with each click


@staff
def load(request: StaffRequest) -> HttpResponse:
    """All of them; a hundred at first, and as many more each time that is asked for."""
    require(may(request.actor, ASSIGN))
    most, everybody = shown(request, STEP), loads(request.actor, at=now())
    context = {
        "loads": [load_line(one) for one in everybody[:most]],
        "having": len(everybody),
        "more": most + STEP if len(everybody) > most else None,
    }
    return staff_page(request, "console/desk/load.html", context, active="console:desk", partials={"results"})


def load_line(one: Load) -> dict[str, Any]:
    """A line with what it leads to: the requests this one has."""
    late = _("%(count)s late") % {"count": one.late}
    return {"key": str(one.id), "name": one.name, "having": one.having, "late": one.late, "words": late}
