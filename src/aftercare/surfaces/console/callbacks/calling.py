"""One call: whom, what was done, what to ask, what was said before; after the answer the next one opens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import default_contact
from aftercare.domains.feedback.policies import may_try_now
from aftercare.domains.feedback.queries import call_back_list, live_call_backs, rule_for
from aftercare.domains.feedback.script import asked
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import CALL_BACK, may_move, visible_to
from aftercare.domains.requests.queries import find_request
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.here import called_by_others
from aftercare.surfaces.console.requests.said import told_story
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page

EARLIER = 5
NEAREST = 30  # more colleagues than call at once


@staff
def call_next(request: StaffRequest) -> HttpResponse:
    """The one due first that no colleague has open; the list, where nobody is left to call."""
    require(may(request.actor, CALL_BACK))
    due = [call.request_id for call in call_back_list(request.actor, now())[:NEAREST]]
    taken = called_by_others(due, request.actor)
    after = next((id for id in due if id not in taken), None)
    if after is None:
        messages.info(
            request, _("Colleagues have every call that is due open.") if due else _("Nobody is left to call now.")
        )
        return redirect("console:callbacks")
    return redirect("console:callback", id=after)


@staff
def call(request: StaffRequest, id: UUID) -> HttpResponse:
    """Everything one needs with the customer on the line."""
    wanted = find_request(request.actor, id)
    require(may(request.actor, CALL_BACK))
    return _page(request, wanted)


@require_POST
@signed_in
def dial(request: StaffRequest, id: UUID) -> HttpResponse:
    """The same with the number in full; that it was read goes on record, and no answer with it is kept."""
    wanted = find_request(request.actor, id)
    require(may(request.actor, CALL_BACK))
    contact = wanted.contact or default_contact(wanted.customer)
    if contact is None:
        raise NotFound()
    number = reveal_phone(request.actor, contact, at=now(), also=[wanted.customer_id])
    return _page(request, wanted, dialled=number)


def _page(request: StaffRequest, wanted: ServiceRequest, *, dialled: str = "") -> HttpResponse:
    actor, at = request.actor, now()
    live = live_call_backs([wanted.id]).get(wanted.id)
    due = wanted.state == State.HANDLED and (live is None or may_try_now(actor, live, wanted, at=at) is True)
    contact = wanted.contact or default_contact(wanted.customer)
    context = {
        "wanted": wanted,
        "contact": contact,
        "phone": masked(contact.phone) if contact else "",
        "dialled": dialled,
        "live": live,
        "may_call": due and may_move(actor, "unreachable", wanted) is True,
        "questions": asked(rule_for(wanted.kind_id).script),
        "done": _done(wanted),
        "entries": told_story(actor, wanted).entries,
        "earlier": _earlier(request, wanted),
    }
    return staff_page(
        request, "console/callbacks/call.html", context, active="console:callbacks", partials={"number", "answer"}
    )


def _done(wanted: ServiceRequest) -> Any:
    """The latest record: what the customer is asked about."""
    rows = ServiceRecord.objects.filter(request=wanted).select_related("engineer", "assignee")
    return rows.order_by("-attempt__position").first()


def _earlier(request: StaffRequest, wanted: ServiceRequest) -> Any:
    theirs = visible_to(request.actor).filter(customer=wanted.customer_id).exclude(pk=wanted.pk)
    return theirs.defer("search", "description").order_by("-id")[:EARLIER]
