"""Propose a quotation for a request, and change the lines of drafts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.billing.actions import change_charge, change_quotation, draft_quotation
from aftercare.domains.billing.errors import NotADraft
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.policies import may_charge, may_write_quotation
from aftercare.domains.billing.queries import lines_of
from aftercare.domains.billing.states import CHARGE_WORDS, WORDS, ChargeState, QuotationState
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.billing.forms import BillLineSet, ChargeForm, QuotationForm, initial_of
from aftercare.surfaces.console.billing.views import ACTIVE, FOLDER, charge_in_sight, quotation_in_sight
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@require_POST
@staff
def propose(request: StaffRequest, id: UUID) -> HttpResponse:
    """A draft with the lines the house proposes, to be looked through."""
    wanted = find_request(request.actor, id)
    made = draft_quotation(request.actor, wanted, at=now())
    messages.success(request, _("These lines are proposed; look them through, then send the quotation."))
    return redirect("console:quotation_change", quotation_id=made.id)


@staff
def change_one(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    """The draft of a quotation as it stands, or as it was changed."""
    one = quotation_in_sight(request.actor, quotation_id)
    require(may_write_quotation(request.actor, one.request))
    if one.state != QuotationState.DRAFT:
        raise NotADraft(number=one.number, state=WORDS[one.state])
    begun = {"valid_until": one.valid_until, "notes": one.notes, "expected": one.version}
    form = QuotationForm(request.POST or None, initial=begun)
    lines = _lines(request, one)
    if _sent(request) and _fit(form, lines):
        done = accepted(form, change_quotation, request.actor, one, lines=lines.drafts(), at=now())
        if done is not None:
            messages.success(request, _("The draft is changed."))
            return redirect("console:quotation", quotation_id=one.id)
    return _shown(request, form, lines, one, back=reverse("console:quotation", args=[one.id]))


@staff
def change_charged(request: StaffRequest, charge_id: UUID) -> HttpResponse:
    """The draft of a charge as it stands, or as it was changed."""
    one = charge_in_sight(request.actor, charge_id)
    require(may_charge(request.actor, one.request))
    if one.state != ChargeState.DRAFT:
        raise NotADraft(number=one.number, state=CHARGE_WORDS[one.state])
    form = ChargeForm(request.POST or None, initial={"expected": one.version})
    lines = _lines(request, one)
    if _sent(request) and _fit(form, lines):
        done = accepted(form, change_charge, request.actor, one, lines=lines.drafts(), at=now())
        if done is not None:
            messages.success(request, _("The draft is changed; it is not reckoned by itself any more."))
            return redirect("console:charge", charge_id=one.id)
    return _shown(request, form, lines, one, back=reverse("console:charge", args=[one.id]))


def _lines(request: StaffRequest, bill: Quotation | Charge) -> Any:
    begun = None if request.POST else [initial_of(line) for line in lines_of(bill)]
    return BillLineSet(request.POST or None, prefix="lines", initial=begun, form_kwargs={"actor": request.actor})


def _sent(request: StaffRequest) -> bool:
    return request.method == "POST" and "more" not in request.POST


def _fit(form: forms.Form, lines: Any) -> bool:
    """Whether both can be read; each says at its fields what is in the way."""
    return all([form.is_valid(), all(line.is_valid() for line in lines.written)])


def _shown(request: StaffRequest, form: forms.Form, lines: Any, bill: Quotation | Charge, *, back: str) -> HttpResponse:
    refused = form.is_bound and "more" not in request.POST
    title = _("Change %(name)s") % {"name": bill.number}
    context = {"form": form, "lines": lines, "title": title, "back": back, "bill": bill}
    return staff_page(request, f"{FOLDER}/form.html", context, active=ACTIVE, status=422 if refused else 200)
