"""One page a move: hand in, review, revise, cancel."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.orders.actions import (
    approve_order,
    cancel_order,
    close_order_short,
    reject_order,
    revise_order,
    submit_order,
)
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import may_move
from aftercare.domains.orders.states import FLOW
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.orders.forms import NothingForm, ReasonForm, RemarkForm
from aftercare.surfaces.console.orders.views import ACTIVE, order_in_sight
from aftercare.surfaces.console.orders.words import VERBS
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.parts import Words

Made = tuple[type[forms.Form], Callable[..., Order]]
MOVES: Mapping[str, Made] = {
    "submit": (NothingForm, submit_order),
    "approve": (RemarkForm, approve_order),
    "reject": (ReasonForm, reject_order),
    "revise": (RemarkForm, revise_order),
    "close_short": (ReasonForm, close_order_short),
    "cancel": (ReasonForm, cancel_order),
}
INTROS = {
    "submit": _("Somebody else looks at it. Until then nothing of it is shipped."),
    "approve": _("It can be shipped then. Approve it as you see it on the page."),
    "reject": _("Its author is told why and may revise it."),
    "revise": _("It becomes a draft that can be changed, and is reviewed anew."),
    "close_short": _("What is left will not be shipped or paid for; the order ends with what left the house."),
    "cancel": _("It ends for good; nothing of it has been shipped."),
}


@staff
def move(request: StaffRequest, order_id: UUID, verb: str) -> HttpResponse:
    """The form of a move, or the order after it."""
    if verb not in MOVES:
        raise NotFound()
    order = order_in_sight(request.actor, order_id)
    FLOW.check(order.state, verb, next(iter(FLOW.moves[verb].targets)))
    require(may_move(request.actor, verb, order))
    kind, command = MOVES[verb]
    form = kind(request.POST if request.method == "POST" else None, initial={"expected": order.version})
    if accepted(form, _made, request, order, command, verb) is not None:
        messages.success(request, str(VERBS[verb].done))
        return redirect("console:order", order_id=order.id)
    here = reverse("console:order", args=[order.id])
    crumbs: list[tuple[Words, str]] = [(_("Orders"), reverse("console:orders")), (order.number, here)]
    offered = VERBS[verb]
    look = {
        "icon": offered.icon,
        "kind": "danger" if verb in ("cancel", "close_short") else "primary",
        "intro": INTROS[verb],
    }
    words: dict[str, Any] = {"title": offered.label, "submit": offered.label, **look}
    return form_page(request, form, back=here, crumbs=crumbs, active=ACTIVE, **words)


def _made(
    request: StaffRequest, order: Order, command: Callable[..., Order], verb: str, *, expected: int | None, **given: Any
) -> Order:
    """Only who approves must have seen what stands now; the other moves are open from the state alone."""
    seen = {"expected": expected} if verb == "approve" else {}
    return command(request.actor, order, at=now(), **given, **seen)
