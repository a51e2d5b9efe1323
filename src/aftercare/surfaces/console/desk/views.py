"""The service manager's desk: what is locked, what breaches next, who has how much, what is to be signed off."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse

from aftercare.domains.accounts.policies import MANAGE_RIGHTS, visible_permission_requests
from aftercare.domains.accounts.states import AskState
from aftercare.domains.orders.policies import APPROVE
from aftercare.domains.orders.queries import waiting_for_review
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import MANAGE
from aftercare.domains.requests.queries import RUNNING, attempts_of, listed, loads, to_sign_off
from aftercare.domains.requests.rules import required_date
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.permissions import may, require
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.desk.figures import compared
from aftercare.surfaces.console.desk.load import load_line
from aftercare.surfaces.console.home.tiles import ORDERS
from aftercare.surfaces.console.requests.words import LOCKED_BECAUSE
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.components.words import names_in_a_row
from aftercare.ui.parts import Words

MOST = 10  # lines of each part; the whole list is one click away
UNLOCKED = tuple(state for state in RUNNING if state is not State.LOCKED)


class Locked(NamedTuple):
    """A locked request: why, and the names of those who had it, in order."""

    request: ServiceRequest
    why: Words
    had: str


@staff
def desk(request: StaffRequest) -> HttpResponse:
    """Everything that waits for a decision, each part bounded."""
    require(may(request.actor, MANAGE))
    context = {**_counts(request), "locked": _locked(request), "coming": _coming(request), **_rest(request)}
    return staff_page(request, "console/desk/desk.html", context, active="console:desk", partials={"desk"})


def _counts(request: StaffRequest) -> dict[str, Any]:
    rows, at = listed(request.actor).select_related(None), now()
    lists: dict[str, QuerySet[Any]] = {
        "locked": rows.filter(state=State.LOCKED),
        "overdue": rows.filter(state__in=RUNNING, required_at__lt=at),
        "coming": rows.filter(state__in=UNLOCKED, required_at__gte=at),
        "sign_off": rows.filter(to_sign_off()),
    }
    if request.actor.scope(MANAGE_RIGHTS) is not None:
        lists["asked"] = visible_permission_requests(request.actor).filter(state=AskState.ASKED)
    if request.actor.scope(APPROVE) is not None:
        lists["orders"] = waiting_for_review(request.actor).select_related(None)
    return {"counts": tallies(lists, most=999), "orders_unit": ORDERS}


def _locked(request: StaffRequest) -> list[Locked]:
    rows = list(listed(request.actor, state=State.LOCKED).order_by("state_since", "id")[:MOST])
    had = attempts_of([row.id for row in rows])
    return [Locked(row, LOCKED_BECAUSE.get(row.locked_for, ""), names_in_a_row(had.get(row.id, ()))) for row in rows]


def _coming(request: StaffRequest) -> list[tuple[ServiceRequest, Any]]:
    rows = listed(request.actor, state__in=UNLOCKED, required_at__gte=now()).order_by("required_at", "id")[:MOST]
    return [(row, required_date(row)) for row in rows]


def _rest(request: StaffRequest) -> dict[str, Any]:
    rows = listed(request.actor).filter(to_sign_off()).order_by("submitted_at", "id")[:MOST]
    everybody = loads(request.actor, at=now())
    return {
        "most": MOST,
        "loads": [load_line(one) for one in everybody[:MOST]],
        "having": len(everybody),
        "to_sign_off": compared(list(rows)),
    }
