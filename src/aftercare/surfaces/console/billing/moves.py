"""One page a move: of quotations, of charges, and the waiver of a quotation."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions import (
    accept_quotation,
    cancel_charge,
    confirm_charge,
    decline_quotation,
    record_payment,
    revise_quotation,
    send_quotation,
    waive_quotation,
    withdraw_quotation,
)
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.policies import may_charge, may_move, may_revise, may_waive
from aftercare.domains.billing.states import CHARGE_FLOW, QUOTATION_FLOW, ChargeState
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.billing.forms import (
    AcceptForm,
    DeclineForm,
    NothingForm,
    PaymentForm,
    PerhapsReasonForm,
    ReasonForm,
    SendForm,
)
from aftercare.surfaces.console.billing.views import ACTIVE, charge_in_sight, quotation_in_sight
from aftercare.surfaces.console.billing.words import CHARGE_VERBS, QUOTATION_VERBS
from aftercare.surfaces.console.orders.words import Verb
from aftercare.surfaces.console.staff import StaffRequest, staff
from aftercare.ui.parts import Words

REVISE = "revise"
Made = tuple[type[forms.Form], Callable[..., Any]]
OF_QUOTATIONS: Mapping[str, Made] = {
    "send": (SendForm, send_quotation),
    "accept": (AcceptForm, accept_quotation),
    "decline": (DeclineForm, decline_quotation),
    "withdraw": (PerhapsReasonForm, withdraw_quotation),
    REVISE: (NothingForm, revise_quotation),
}
OF_CHARGES: Mapping[str, Made] = {
    "confirm": (NothingForm, confirm_charge),
    "pay": (PaymentForm, record_payment),
    "cancel": (ReasonForm, cancel_charge),
}
INTROS: Mapping[str, Words] = {
    "send": gettext_lazy("The customer gets a mail with a link to accept or decline. The lines can't be changed then."),
    "accept": gettext_lazy("Record what the customer told you. By the link in the mail they do it themselves."),
    "decline": gettext_lazy("The reason tells the desk how to go on."),
    "withdraw": gettext_lazy("It can't be accepted any more. Of one that was sent, say why."),
    REVISE: gettext_lazy("A draft with the same lines. One that waits is taken back; an accepted one holds meanwhile."),
    "confirm": gettext_lazy("The customer is told what is to be paid, and the lines can't be changed any more."),
    "pay": gettext_lazy("Some of it or all of it; the last of it ends the charge."),
    "cancel": gettext_lazy("Nothing of it is to be paid."),
}
SEEN = ("send", "confirm")  # the moves whose maker must have seen what stands now


@staff
def move(request: StaffRequest, quotation_id: UUID, verb: str) -> HttpResponse:
    """The form of a move of a quotation, or the quotation after it."""
    if verb not in OF_QUOTATIONS:
        raise NotFound()
    one = quotation_in_sight(request.actor, quotation_id)
    if verb == REVISE:
        require(may_revise(request.actor, one))
    else:
        QUOTATION_FLOW.check(one.state, verb)
        require(may_move(request.actor, verb, one))
    form = OF_QUOTATIONS[verb][0](_given(request), initial=_begin(verb, one))
    made = accepted(form, _make, request, one, OF_QUOTATIONS[verb][1], verb)
    if made is not None:
        messages.success(request, str(QUOTATION_VERBS[verb].done))
        page = "console:quotation_change" if verb == REVISE else "console:quotation"
        return redirect(page, quotation_id=made.id)
    back = reverse("console:quotation", args=[one.id])
    return _asked(request, form, QUOTATION_VERBS[verb], verb, back, one.number, _("Quotations"), ACTIVE)


@staff
def move_charge(request: StaffRequest, charge_id: UUID, verb: str) -> HttpResponse:
    """The form of a move of a charge, or the charge after it."""
    if verb not in OF_CHARGES:
        raise NotFound()
    one = charge_in_sight(request.actor, charge_id)
    CHARGE_FLOW.check(one.state, verb, ChargeState.PAID if verb == "pay" else None)
    require(may_charge(request.actor, one.request))
    form = OF_CHARGES[verb][0](_given(request), initial=_begin(verb, one))
    if verb == "pay":
        form.fields["amount"].help_text = _("Still to be paid: %(left)s") % {"left": written(one.left)}
    if accepted(form, _make, request, one, OF_CHARGES[verb][1], verb) is not None:
        messages.success(request, str(CHARGE_VERBS[verb].done))
        return redirect("console:charge", charge_id=one.id)
    back = reverse("console:charge", args=[one.id])
    return _asked(request, form, CHARGE_VERBS[verb], verb, back, one.number, _("Charges"), "console:charges")


@staff
def waive(request: StaffRequest, id: UUID) -> HttpResponse:
    """Why work may start without an accepted quotation, or that it may."""
    wanted = find_request(request.actor, id)
    require(may_waive(request.actor, wanted))
    form = ReasonForm(_given(request))
    if accepted(form, waive_quotation, request.actor, wanted, at=now()) is not None:
        messages.success(request, _("%(number)s may be started.") % {"number": wanted.number})
        return redirect("console:request", id=id)
    back = reverse("console:request", args=[id])
    crumbs: list[tuple[Words, str]] = [(_("Requests"), reverse("console:requests")), (wanted.number, back)]
    words: dict[str, Any] = {
        "title": _("Start without a quotation"),
        "submit": _("Let it start"),
        "intro": _("The customer has not accepted what it costs. It counts for this round of the request."),
        "icon": "gavel",
    }
    return form_page(request, form, back=back, crumbs=crumbs, active="console:requests", **words)


def _given(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _begin(verb: str, one: Quotation | Charge) -> dict[str, Any]:
    if verb == "pay" and isinstance(one, Charge):
        return {"amount": f"{one.left.amount:f}", "on": day_of(now())}
    return {"expected": one.version} if verb in SEEN else {}


def _make(request: StaffRequest, one: Any, command: Callable[..., Any], verb: str, **given: Any) -> Any:
    if verb not in SEEN:
        given.pop("expected", None)
    return command(request.actor, one, at=now(), **given)


def _asked(
    request: StaffRequest, form: forms.Form, offered: Verb, verb: str, back: str, number: str, *place: str
) -> HttpResponse:
    label, name = place
    crumbs: list[tuple[Words, str]] = [(label, reverse(name)), (number, back)]
    words: dict[str, Any] = {
        "title": offered.label,
        "submit": offered.label,
        "icon": offered.icon,
        "kind": "danger" if offered.kind == "danger" else "primary",
        "intro": INTROS[verb],
    }
    return form_page(request, form, back=back, crumbs=crumbs, active=ACTIVE, **words)
