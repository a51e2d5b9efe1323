"""Write an order, and change it while it is a draft; the lines work without script."""

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
from aftercare.domains.customers.queries import default_contact, default_site
from aftercare.domains.orders.actions import change_order, create_order
from aftercare.domains.orders.errors import OrderNotDraft
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import may_change_order, may_create_order
from aftercare.domains.orders.queries import lines_of
from aftercare.domains.orders.states import WORDS, OrderState
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.orders.fields import words_of
from aftercare.surfaces.console.orders.forms import ChangeForm, LineSet, OrderForm, initial_of
from aftercare.surfaces.console.orders.taxes import taxes_for
from aftercare.surfaces.console.orders.views import ACTIVE, order_in_sight
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def new_order(request: StaffRequest) -> HttpResponse:
    """An empty form, or the draft it makes."""
    actor = request.actor
    require(may_create_order(actor))
    taxes = taxes_for()
    form = OrderForm(request.POST or None, initial=_begin(request), actor=actor)
    lines = LineSet(request.POST or None, prefix="lines", form_kwargs={"actor": actor, "taxes": taxes})
    if request.method == "POST" and "more" not in request.POST and _fit(form, lines):
        order = accepted(form, _create, request, lines=lines.drafts())
        if order is not None:
            messages.success(request, _("The draft %(number)s is kept.") % {"number": order.number})
            return redirect("console:order", order_id=order.id)
    return _shown(
        request, form, lines, title=_("New order"), back=reverse("console:orders"), draft="new-order", tax=taxes.words
    )


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
    if request.method == "POST" and "more" not in request.POST and _fit(form, lines):
        done = accepted(form, change_order, request.actor, order, lines=lines.drafts(), at=now())
        if done is not None:
            messages.success(request, _("The draft is changed."))
            return redirect("console:order", order_id=order.id)
    back = reverse("console:order", args=[order.id])
    return _shown(request, form, lines, title=_("Change %(name)s") % {"name": order.number}, back=back, tax=taxes.words)


def _create(request: StaffRequest, *, customer: Customer, lines: Any, **given: Any) -> Order:
    """The draft, for the person and the place the customer is usually reached at."""
    given.pop("expected", None)
    given |= {"contact": default_contact(customer), "site": default_site(customer)}
    return create_order(request.actor, customer=customer, lines=lines, at=now(), **given)


def _begin(request: StaffRequest) -> dict[str, Any]:
    """The company's currency, and the customer whose page this was opened from."""
    known = company()
    begun = {"currency": known.currency if known else "CNY"}
    try:
        customer = visible_customers(request.actor).filter(pk=UUID(request.GET.get("customer", ""))).first()
    except ValueError:
        customer = None
    return {**begun, "customer": words_of(customer)} if customer else begun


def _fit(form: forms.Form, lines: Any) -> bool:
    """Whether both can be read; each says at its fields what is in the way."""
    return all([form.is_valid(), all(line.is_valid() for line in lines.written)])


def _shown(request: StaffRequest, form: forms.Form, lines: Any, **words: Any) -> HttpResponse:
    refused = form.is_bound and "more" not in request.POST
    context = {"form": form, "lines": lines, **words}
    return staff_page(request, "console/orders/form.html", context, active=ACTIVE, status=422 if refused else 200)
