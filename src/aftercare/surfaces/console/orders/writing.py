"""Write an order, and change it while it is a draft; the lines work without script."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.orders.actions import change_order, create_order
from aftercare.domains.orders.errors import OrderNotDraft
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import may_change_order, may_create_order
from aftercare.domains.orders.queries import lines_of
from aftercare.domains.orders.states import WORDS, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.orders.fields import one_customer, words_of
from aftercare.surfaces.console.orders.forms import ChangeForm, LineSet, OrderForm, initial_of
from aftercare.surfaces.console.orders.places import PlacesForm, usual_places
from aftercare.surfaces.console.orders.taxes import taxes_for
from aftercare.surfaces.console.orders.views import ACTIVE, order_in_sight
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def new_order(request: StaffRequest) -> HttpResponse:
    """An empty form, or the draft it makes."""
    actor = request.actor
    require(may_create_order(actor))
    taxes = taxes_for()
    begun = _begin(request)
    form = OrderForm(request.POST or None, initial=begun, actor=actor)
    places = _places(request, _customer(form) if form.is_bound else _named(actor, begun.get("customer", "")))
    lines = LineSet(request.POST or None, prefix="lines", form_kwargs={"actor": actor, "taxes": taxes})
    if request.method == "POST" and not _grows(request) and _fit(form, lines, places):
        order = accepted(form, _create, request, lines=lines.drafts(), **places.cleaned_data)
        if order is not None:
            messages.success(request, _("The draft %(number)s is kept.") % {"number": order.number})
            return redirect("console:order", order_id=order.id)
    words = {"title": _("New order"), "draft": "new-order", "tax": taxes.words, "places": places}
    return _shown(request, form, lines, back=reverse("console:orders"), **words)


@staff
def change(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The draft as it stands, or as it was changed."""
    order = order_in_sight(request.actor, order_id)
    require(may_change_order(request.actor, order))
    if order.state != OrderState.DRAFT:
        raise OrderNotDraft(number=order.number, state=WORDS[order.state])
    initial = {"price_list": order.price_list_id, "notes": order.notes, "external_id": order.external_id or ""}
    form = ChangeForm(request.POST or None, initial={**initial, "expected": order.version}, actor=request.actor)
    kept = list(lines_of(order))
    taxes = taxes_for(kept)
    begun = None if request.POST else [initial_of(line) for line in kept]
    options = {"actor": request.actor, "taxes": taxes}
    lines = LineSet(request.POST or None, prefix="lines", initial=begun, form_kwargs=options)
    places = _places(request, order.customer, {"contact": order.contact_id, "site": order.site_id})
    if request.method == "POST" and not _grows(request) and _fit(form, lines, places):
        given = {"lines": lines.drafts(), **places.cleaned_data}
        done = accepted(form, change_order, request.actor, order, at=now(), **given)
        if done is not None:
            messages.success(request, _("The draft is changed."))
            return redirect("console:order", order_id=order.id)
    words = {"title": _("Change %(name)s") % {"name": order.number}, "tax": taxes.words, "places": places}
    return _shown(request, form, lines, back=reverse("console:order", args=[order.id]), **words)


def _create(request: StaffRequest, *, customer: Customer, lines: Any, **given: Any) -> Order:
    """The draft, of the customer that was named."""
    given.pop("expected", None)
    return create_order(request.actor, customer=customer, lines=lines, at=now(), **given)


def _places(request: StaffRequest, customer: Customer | None, stands: dict[str, Any] | None = None) -> PlacesForm:
    """The people and places of a customer: as they stand, as they were sent, or the usual ones."""
    begun = usual_places(customer) if stands is None else stands
    sent: Mapping[str, Any] | None = request.POST if request.method == "POST" else None
    if sent is not None and not {"contact", "site"} & sent.keys():
        sent = {name: getattr(one, "pk", one) for name, one in begun.items()}  # it was not asked about
    return PlacesForm(sent, initial=begun, customer=customer)


def _customer(form: forms.Form) -> Customer | None:
    """The customer that was named in a form that was sent."""
    form.is_valid()
    return form.cleaned_data.get("customer")


def _named(actor: Actor, words: str) -> Customer | None:
    try:
        return one_customer(actor, words) if words else None
    except forms.ValidationError:
        return None


def _grows(request: StaffRequest) -> bool:
    """Whether one more line, or the customer's people and places, are asked for."""
    return "more" in request.POST


def _begin(request: StaffRequest) -> dict[str, Any]:
    """The company's currency, and the customer whose page this was opened from, or who was named."""
    known, named = company(), request.GET.get("customer", "")
    begun = {"currency": known.currency if known else "CNY"}
    try:
        customer = visible_customers(request.actor).filter(pk=UUID(named)).first()
    except ValueError:
        customer = _named(request.actor, named)
    return {**begun, "customer": words_of(customer)} if customer else begun


def _fit(form: forms.Form, lines: Any, places: forms.Form) -> bool:
    """Whether all can be read; each says at its fields what is in the way."""
    return all([form.is_valid(), places.is_valid(), all(line.is_valid() for line in lines.written)])


def _shown(request: StaffRequest, form: forms.Form, lines: Any, **words: Any) -> HttpResponse:
    refused = form.is_bound and not _grows(request)
    context = {"form": form, "lines": lines, **words}
    return staff_page(
        request, "console/orders/form.html", context, active=ACTIVE, partials={"places"}, status=422 if refused else 200
    )
