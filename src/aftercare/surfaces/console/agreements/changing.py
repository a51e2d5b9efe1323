"""Conclude an agreement and change it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions import change_agreement, set_entitlements, start_agreement
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.policies import may_manage_agreement, may_start_agreements
from aftercare.domains.contracts.warranty_dates import year_from
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted, form_page
from aftercare.surfaces.console.agreements.forms import (
    AgreementForm,
    InclusionForm,
    NewAgreementForm,
    as_it_stands,
    included_as_it_stands,
)
from aftercare.surfaces.console.agreements.views import found_agreement
from aftercare.surfaces.console.devices.naming import customer_asked
from aftercare.surfaces.console.staff import StaffRequest, staff

HERE = "console:agreements"


@staff
def new_agreement(request: StaffRequest) -> HttpResponse:
    """The form, or the agreement it makes."""
    require(may_start_agreements(request.actor))
    at = now()
    first = day_of(at)
    begun = {"starts_on": first, "ends_on": year_from(first), "customer": customer_asked(request)}
    form = NewAgreementForm(request.POST or None, actor=request.actor, initial=begun)
    made = accepted(form, start_agreement, request.actor, at=at)
    if made is not None:
        messages.success(request, _("%(number)s is concluded.") % {"number": made.number})
        return redirect("console:agreement", agreement_id=made.id)
    words = {"title": _("New agreement"), "submit": _("Conclude the agreement")}
    return form_page(request, form, back=reverse(HERE), crumbs=crumbs(), active=HERE, draft="agreement", **words)


@staff
def change(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """The agreement as it stands, or the change it makes."""
    agreement = managed(request, agreement_id)
    form = AgreementForm(request.POST or None, initial=as_it_stands(agreement))
    if accepted(form, change_agreement, request.actor, agreement, stands=as_it_stands(agreement), at=now()):
        return done(request, agreement, _("%(number)s is changed."))
    return asked(request, agreement, form, _("Change %(number)s"), _("Keep the changes"))


@staff
def include(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """What it includes as it stands, or the change of that."""
    agreement = managed(request, agreement_id)
    stands = included_as_it_stands(agreement)
    form = InclusionForm(request.POST or None, initial=stands)
    if accepted(form, set_entitlements, request.actor, agreement, stands=stands, at=now()):
        return done(request, agreement, _("%(number)s is changed."))
    words = {"intro": _("It counts from now on; what is used already stays used.")}
    return asked(request, agreement, form, _("What %(number)s includes"), _("Keep the changes"), **words)


def managed(request: StaffRequest, agreement_id: UUID) -> Agreement:
    """An agreement in sight of somebody who may change agreements."""
    agreement = found_agreement(request, agreement_id)
    require(may_manage_agreement(request.actor, agreement))
    return agreement


def crumbs(agreement: Agreement | None = None) -> list[tuple[str, str]]:
    """The way back from a form."""
    here = [(_("Agreements"), reverse(HERE))]
    return [*here, (str(agreement), reverse("console:agreement", args=[agreement.id]))] if agreement else here


def done(request: StaffRequest, agreement: Agreement, said: str) -> HttpResponse:
    """Back to the agreement with a word about what happened."""
    messages.success(request, said % {"number": agreement.number})
    return redirect("console:agreement", agreement_id=agreement.id)


def asked(
    request: StaffRequest, agreement: Agreement, form: forms.Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    """The page of a form about an agreement."""
    words: dict[str, Any] = {"title": title % {"number": agreement.number}, "submit": submit, **more}
    back = reverse("console:agreement", args=[agreement.id])
    return form_page(request, form, back=back, crumbs=crumbs(agreement), active=HERE, **words)
