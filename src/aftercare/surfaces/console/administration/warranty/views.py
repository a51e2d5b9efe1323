"""Warranty terms: what is offered now, new ones, and taking them back; devices keep the copy they carry."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.contracts.actions import add_warranty_term, withdraw_warranty_term
from aftercare.domains.contracts.models import WarrantyTerm
from aftercare.domains.contracts.policies import MANAGE
from aftercare.domains.contracts.queries.terms import terms_offered
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.warranty.forms import TermForm, WithdrawForm
from aftercare.surfaces.console.devices.words import COSTS, START_RULES
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

LIST = "console/administration/warranty/list.html"
HERE = "console:warranty_terms"


@staff
def term_list(request: StaffRequest) -> HttpResponse:
    """What is offered now, with what it holds for and what it pays."""
    require(may(request.actor, MANAGE))
    found = page(terms_offered(), sort="name", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [(term, START_RULES[term.start_rule], _pays(term)) for term in found.items],
        "costs": COSTS.values(),
        "cursor": found.next,
        "crumbs": _crumbs()[:1],
    }
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def new_term(request: StaffRequest) -> HttpResponse:
    """The form, or the terms it makes."""
    require(may(request.actor, MANAGE))
    form = TermForm(request.POST or None, actor=request.actor)
    if accepted(form, add_warranty_term, request.actor, at=now()):
        messages.success(request, _("The warranty terms hold for what is registered from now on."))
        return redirect(HERE)
    words: dict[str, Any] = {"title": _("New warranty terms"), "submit": _("Offer these terms")}
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), **words)


@staff
def withdraw(request: StaffRequest, term_id: UUID) -> HttpResponse:
    """Whether to offer them no longer."""
    require(may(request.actor, MANAGE))
    term = terms_offered().filter(pk=term_id).first()
    if term is None:
        raise NotFound()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if accepted(form, withdraw_warranty_term, request.actor, term, at=now()):
        messages.success(request, _("“%(name)s” is offered no longer.") % {"name": term.name})
        return redirect(HERE)
    words: dict[str, Any] = {
        "title": _("Withdraw “%(name)s”") % {"name": term.name},
        "intro": _("Nothing is sold with these terms any more. Devices that carry them keep their warranty."),
        "submit": _("Withdraw"),
        "kind": "danger",
        "icon": "ban",
    }
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), **words)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Administration"), reverse(HOME)), (_("Warranty terms"), reverse(HERE))]


def _pays(term: WarrantyTerm) -> list[tuple[Any, int, int]]:
    """Kind of cost, months and percent."""
    return [(label, getattr(term, f"{cost}_months"), getattr(term, f"{cost}_percent")) for cost, label in COSTS.items()]
