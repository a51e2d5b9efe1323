"""Whom to call back: handled requests wait for the customer's word."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import default_contact
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.policies import may_try_now
from aftercare.domains.feedback.queries import live_call_backs
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import CALL_BACK, may_move
from aftercare.domains.requests.queries import find_request, listed
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.callbacks.choosing import chips, chosen
from aftercare.surfaces.console.staff import StaffRequest, shown, signed_in, staff, staff_page


class Line(NamedTuple):
    """One to call: `may_call` says whether the answer may be asked for now, `dialled` is the number once revealed."""

    request: ServiceRequest
    call: CallBack | None
    phone: str
    dialled: str
    may_call: bool


@staff
def call_backs(request: StaffRequest) -> HttpResponse:
    """Handled requests, the longest waiting first."""
    return _list(request)


@require_POST
@signed_in
def show_phone(request: StaffRequest, id: UUID) -> HttpResponse:
    """The list with one number in full; that it was read goes on record, each time, and no answer with it is kept."""
    wanted = find_request(request.actor, id)
    require(may(request.actor, CALL_BACK))
    contact = wanted.contact or default_contact(wanted.customer)
    if contact is None:
        raise NotFound()
    return _list(request, {id: reveal_phone(request.actor, contact, at=now(), also=[wanted.customer_id])})


def _list(request: StaffRequest, dialled: dict[UUID, str] | None = None) -> HttpResponse:
    require(may(request.actor, CALL_BACK))
    show = request.GET.get("show", "")
    rows = listed(request.actor, state=State.HANDLED).select_related("contact", "calendar")
    rows = chosen(request.actor, rows, show)
    found = page(rows, sort="handled_at", limit=shown(request), cursor=request.GET.get("cursor"))
    lines, query = _lines(request.actor, found.items, dialled or {}), request.GET.urlencode()
    return staff_page(
        request,
        "console/callbacks/list.html",
        {"rows": lines, "cursor": found.next, "chips": chips(show), "asked": f"?{query}" if query else ""},
        active="console:callbacks",
        partials={"results", "rows"},
    )


def _lines(actor: Actor, rows: Iterable[ServiceRequest], dialled: dict[UUID, Any]) -> list[Line]:
    requests, at = list(rows), now()
    calls = live_call_backs([one.id for one in requests])
    lines = []
    for one in requests:
        call = calls.get(one.id)
        due = call is None or may_try_now(actor, call, one, at=at) is True
        phone = masked(one.contact.phone) if one.contact else ""
        may_call = due and may_move(actor, "unreachable", one) is True
        lines.append(Line(one, call, phone, dialled.get(one.id, ""), may_call))
    return lines
