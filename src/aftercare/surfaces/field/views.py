"""My day, one job, and reporting on it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from aftercare.domains.billing.queries import quotation_needed
from aftercare.domains.channels.queries import unread_of
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import default_contact
from aftercare.domains.dispatch.queries import in_the_order_of_visits, live_visit
from aftercare.domains.fieldwork.queries import to_correct
from aftercare.domains.requests.actions import decline_request, report_progress, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import WORK
from aftercare.domains.requests.queries import (
    available_actions,
    find_request,
    listed,
    photos_to_see,
    said_with_customer,
    steps_reported,
    with_actor,
)
from aftercare.domains.requests.states import WITH_SOMEBODY, State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import may, require
from aftercare.surfaces.field.forms import DeclineForm
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import RailItem, Words

Given = dict[str, Any]
PHOTOS_SHOWN = 12
WORDS_SHOWN = 5  # what was said with the customer before is the desk's to look up


class EngineersRequest(HttpRequest):
    """A request of somebody signed in."""

    actor: Actor


def _decline(actor: Actor, wanted: ServiceRequest, given: Given) -> Any:
    return decline_request(actor, wanted, at=now(), **given)


def _progress(step: str) -> Callable[[Actor, ServiceRequest, Given], Any]:
    return lambda actor, wanted, given: report_progress(actor, wanted, step=step, at=now())


MOST_SHOWN = 99
# step → its form (None: one tap), and what it does
STEPS: Mapping[str, tuple[type[forms.Form] | None, Callable[[Actor, ServiceRequest, Given], Any]]] = {
    "accepted": (None, _progress("accepted")),
    "travelling": (None, _progress("travelling")),
    "arrived": (None, _progress("arrived")),
    "start": (None, lambda actor, wanted, given: start_request(actor, wanted, at=now())),
    "decline": (DeclineForm, _decline),
}

LABELS: Mapping[str, Words] = {
    "accepted": gettext_lazy("Accept"),
    "travelling": gettext_lazy("On my way"),
    "arrived": gettext_lazy("Arrived"),
    "start": gettext_lazy("Start work"),
    "decline": gettext_lazy("Decline"),
}


DONE: Mapping[str, Words] = {
    "accepted": gettext_lazy("%(number)s: you have accepted it."),
    "travelling": gettext_lazy("%(number)s: you are on the way."),
    "arrived": gettext_lazy("%(number)s: you have arrived."),
    "start": gettext_lazy("%(number)s: work has begun."),
    "decline": gettext_lazy("%(number)s: declined; the dispatcher finds somebody else."),
}


def bar(actor: Actor) -> list[RailItem]:
    """The foot of every page of the phone, with how much one was told and has not read."""
    unread = unread_of(actor)[: MOST_SHOWN + 1].count()
    count = f"{MOST_SHOWN}+" if unread > MOST_SHOWN else unread
    return [
        RailItem(_("My day"), reverse("field:day"), "calendar-user", active=True),
        RailItem(_("Notifications"), reverse("console:notifications"), "bell", count=count),
        RailItem(_("Help"), reverse("console:help_area", args=["field"]), "help"),
    ]


@login_required
def day(request: EngineersRequest) -> HttpResponse:
    """What this person or a team of theirs has to do: planned visits first, then the nearest date."""
    require(may(request.actor, WORK))
    mine = listed(request.actor, state__in=WITH_SOMEBODY).filter(with_actor(request.actor))
    rows = in_the_order_of_visits(mine)[:100]
    context = {"rows": rows, "sent_back": to_correct(request.actor)[:20], "bar": bar(request.actor)}
    return page(request, "field/day.html", context, partials={"rows"})


@login_required
def job(request: EngineersRequest, id: UUID) -> HttpResponse:
    """One job: where, what, and the next step."""
    return _show(request, find_request(request.actor, id))


@require_POST
@login_required
def phone(request: EngineersRequest, id: UUID) -> HttpResponse:
    """The job with the customer's number to dial; that it was read goes on record."""
    wanted = find_request(request.actor, id)
    contact = wanted.contact or default_contact(wanted.customer)
    if contact is None:
        raise NotFound()
    return _show(request, wanted, dialled=reveal_phone(request.actor, contact, at=now(), also=[wanted.customer_id]))


def _waits(wanted: ServiceRequest) -> str:
    """Why the work can't be started before the customer accepts what it costs; empty where it can."""
    needed = quotation_needed(wanted) if wanted.state == State.ASSIGNED else None
    return str(needed) if needed else ""


def _show(request: EngineersRequest, wanted: ServiceRequest, **more: Any) -> HttpResponse:
    context = {
        "wanted": wanted,
        "may": available_actions(request.actor, wanted),
        "rewrite": to_correct(request.actor).filter(request=wanted).first(),
        "told": steps_reported(wanted),
        "photos": photos_to_see(wanted)[:PHOTOS_SHOWN],
        "said": said_with_customer(wanted, most=WORDS_SHOWN),
        "visit": live_visit(wanted),
        "coverage": sentences(Coverage.from_json(wanted.coverage)),
        "waits": _waits(wanted),
        "phone": masked(wanted.contact.phone) if wanted.contact else "",
        "bar": bar(request.actor),
        **more,
    }
    return page(request, "field/job.html", context, partials={"job"})


@login_required
@answered_once
def report(request: EngineersRequest, id: UUID, step: str) -> HttpResponse:
    """Report a step, or fill in its form."""
    if step not in STEPS:
        raise NotFound()
    wanted = find_request(request.actor, id)
    form_class, act = STEPS[step]
    form = (form_class or forms.Form)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(request.actor, wanted, dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(next((name for name in refusal.errors if name in form.fields), None), str(refusal))
        else:
            messages.success(request, DONE[step] % {"number": wanted.number})
            return redirect("field:day") if step == "decline" else redirect("field:job", id=id)
    context = {"wanted": wanted, "form": form, "step": step, "label": LABELS[step], "bar": bar(request.actor)}
    return page(request, "field/report.html", context, status=422 if form.is_bound else 200)
