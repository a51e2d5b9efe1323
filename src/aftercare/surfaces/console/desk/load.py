"""Who has how much: everybody who has a request, the most loaded first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.queries import DayLoad, todays_load
from aftercare.domains.requests.policies import ASSIGN
from aftercare.domains.requests.queries import Load, loads
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.words import in_minutes

STEP = 100  # people more with each click


@staff
def load(request: StaffRequest) -> HttpResponse:
    """All of them; a hundred at first, and as many more each time that is asked for."""
    require(may(request.actor, ASSIGN))
    most, at = shown(request, STEP), now()
    everybody = loads(request.actor, at=at)
    days = days_of(request.actor, [one.id for one in everybody[:most]], at=at)
    context = {
        "loads": [load_line(one) | {"today": days.get(one.id, {})} for one in everybody[:most]],
        "having": len(everybody),
        "more": most + STEP if len(everybody) > most else None,
    }
    return staff_page(request, "console/desk/load.html", context, active="console:desk", partials={"results"})


def days_of(actor: Actor, engineer_ids: list[UUID], *, at: datetime) -> dict[UUID, dict[str, Any]]:
    """How full the day of each of these is, for those who may see the plan; others than engineers are left out."""
    days = todays_load(engineer_ids, at=at) if may(actor, VIEW_PLAN) is True else {}
    return {id: _day_words(day) for id, day in days.items()}


def _day_words(day: DayLoad) -> dict[str, Any]:
    """How full the day is, as a share and in words, and until when somebody is away."""
    words = _("%(planned)s of %(capacity)s") % {
        "planned": in_minutes(60 * day.minutes),
        "capacity": in_minutes(60 * day.capacity_minutes),
    }
    return {
        "day": words,
        "share": min(100, round(100 * day.minutes / max(day.capacity_minutes, 1))),
        "back": day.back_at,
    }


def load_line(one: Load) -> dict[str, Any]:
    """A line with what it leads to: the requests this one has."""
    late = _("%(count)s late") % {"count": one.late}
    return {"key": str(one.id), "name": one.name, "having": one.having, "late": one.late, "words": late}
