"""Follow a request like a parcel, write, cancel, rate."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.feedback.actions import answer_by_customer
from aftercare.domains.requests.actions import cancel_request, record_contact
from aftercare.domains.requests.links import claimed_id, opens
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.queries import SHOWN, available_actions
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.ledger import facts_of
from aftercare.surfaces.portal.forms import CancelForm, MessageForm, RateForm
from aftercare.surfaces.portal.limits import LinkOver, count_write
from aftercare.surfaces.portal.steps import state_for_customer, steps_of
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page

SATISFIED = 3


def _opened(token: str) -> tuple[Actor, ServiceRequest]:
    """The request a link opens, and the customer as the one who acts."""
    id = claimed_id(token)
    found = (
        ServiceRequest.objects.select_related(*SHOWN, "contact", "suspended_for").defer("search").filter(pk=id).first()
        if id
        else None
    )
    if found is None or not opens(token, found):
        raise NotFound()
    return Actor(ActorKind.CUSTOMER, found.customer_id, found.customer.name, via="portal"), found


def track(request: HttpRequest, token: str) -> HttpResponse:
    """Where it is, who comes when, and what the customer may do now; of what is long over only how it ended."""
    actor, wanted = _opened(token)
    if _is_over(wanted):
        return page(request, "portal/over.html", {"wanted": wanted, **_frame()})
    return page(request, "portal/track.html", _context(actor, wanted, token), partials={"track"})


def _context(actor: Actor, wanted: ServiceRequest, token: str, **forms: Any) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "token": token,
        "shown_state": state_for_customer(State(wanted.state)),
        "steps": steps_of(wanted, list(facts_of(wanted.ref))),
        "may": available_actions(actor, wanted),
        "notes": RequestNote.objects.filter(request=wanted, internal=False).order_by("id"),
        **_frame(),
        "phone": masked(wanted.contact.phone) if wanted.contact else "",
        "wrote": communications_about(wanted.ref).filter(channel="portal", direction="in"),
        "message_form": MessageForm(),
        "cancel_form": CancelForm(),
        "rate_form": RateForm(),
        **forms,
    }


def _frame() -> dict[str, str]:
    known = company()
    return {"company_name": known.name if known else "", "home_url": reverse("portal:submit")}


def _is_over(wanted: ServiceRequest) -> bool:
    """Whether it ended longer ago than it could be reopened."""
    return not wanted.is_open and wanted.state_since + timedelta(days=wanted.kind.reopen_days) < now()


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form on the page of a link: counted, while the request is not long over, and answered once."""
    answering = answered_once(view)

    @require_POST
    @wraps(view)
    def counted(request: HttpRequest, token: str) -> HttpResponse:
        actor, wanted = _opened(token)
        if _is_over(wanted):
            raise LinkOver()
        count_write(wanted)
        return answering(request, token, actor, wanted)

    return counted


@by_link
def write(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """A message to the desk."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return page(request, "portal/track.html", _context(actor, wanted, token, message_form=form), status=422)
    record_contact(actor, wanted, channel="portal", direction="in", text=form.cleaned_data["text"], at=now())
    messages.success(request, _("We have your message."))
    return redirect("portal:track", token=token)


@by_link
def cancel(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """The wish is gone."""
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            cancel_request(actor, wanted, reason=form.cleaned_data["reason"], at=now())
            return redirect("portal:track", token=token)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return page(request, "portal/track.html", _context(actor, wanted, token, cancel_form=form), status=422)


@by_link
def rate(request: HttpRequest, token: str, actor: Actor, wanted: ServiceRequest) -> HttpResponse:
    """Satisfied closes the loop; not satisfied lets it go on."""
    form = RateForm(request.POST)
    if form.is_valid():
        try:
            mark, comment = form.cleaned_data["satisfaction"], form.cleaned_data["comment"]
            if mark < SATISFIED and not comment:
                comment = _("The customer is not satisfied.")
            answer_by_customer(actor, wanted, satisfaction=mark, comment=comment, at=now())
            return redirect("portal:track", token=token)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return page(request, "portal/track.html", _context(actor, wanted, token, rate_form=form), status=422)
