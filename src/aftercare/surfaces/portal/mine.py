"""All requests and devices of a customer, for whoever proved a mail address of theirs; no password is kept."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.channels.actions import write_sign_in_link
from aftercare.domains.channels.mail import mail_is_set
from aftercare.domains.contracts.coverage_words import sentences_for_owner
from aftercare.domains.contracts.queries import coverage_for
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.queries import contacts_reached_at, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import devices_of
from aftercare.domains.orders.links import token_of as order_token
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.orders.states import OrderState
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.counting import count_one
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page as rows_of
from aftercare.surfaces.portal.entering import PORTAL
from aftercare.surfaces.portal.entrance import MINUTES, holder_of, spend
from aftercare.surfaces.portal.limits import SECONDS, count_link
from aftercare.surfaces.portal.order_steps import CHIPS
from aftercare.surfaces.portal.remembered import forget, remembered
from aftercare.surfaces.portal.signed_in import customer_of, frame, sign_in, sign_out, signed_in
from aftercare.surfaces.portal.steps import state_for_customer
from aftercare.ui.pages import page
from aftercare.ui.parts import Words

MOST_MAILS = 3  # to one person within an hour
MOST_PEOPLE = 3  # with one address or number
SOME = 20


class AskForm(forms.Form):
    """By what a customer is known."""

    reached_at = forms.CharField(
        label=gettext_lazy("Your mail address or phone number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


def of_customer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever is signed in as a customer's person; everybody else is asked who they are."""

    @never_cache
    @wraps(view)
    def known(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        contact = signed_in(request)
        return view(request, contact, *args, **kwargs) if contact else redirect("portal:ask")

    return known


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """What was sent from this browser, and the way to all the rest: a link, sent to the address on record.

    The answer is the same whether one is known or not.
    """
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count_link(request)
        for contact in contacts_reached_at(form.cleaned_data["reached_at"])[:MOST_PEOPLE]:
            _write(contact)
        return page(request, "portal/asked.html", {"minutes": MINUTES, **frame(request)})
    status = 422 if form.is_bound else 200
    context = {"form": form, "minutes": MINUTES, "mail_is_set": mail_is_set(), "sent": [*remembered(request)]}
    context |= frame(request)
    return page(request, "portal/ask.html", context, status=status)


def _write(contact: Contact) -> None:
    at = now()
    if count_one(f"portal-mails:{contact.id}", seconds=SECONDS, at=at) > MOST_MAILS:
        return
    write_sign_in_link(PORTAL, contact, minutes=MINUTES, at=at)


@never_cache
def enter(request: HttpRequest, ticket: str) -> HttpResponse:
    """Let in whoever holds a good ticket; only the button takes it, so that programs which open links spend none."""
    contact = spend(ticket) if request.method == "POST" else holder_of(ticket)
    if contact is None:
        return page(request, "portal/no_ticket.html", {"minutes": MINUTES, **frame(request)}, status=404)
    if request.method == "POST":
        sign_in(request, contact)
        return redirect("portal:mine")
    return page(request, "portal/enter.html", {"contact": contact, **frame(request)})


@of_customer
def mine(request: HttpRequest, contact: Contact) -> HttpResponse:
    """What the customer asked for, the latest first, and what they own."""
    rows = visible_to(customer_of(contact)).select_related("kind").defer("search", "description")
    found = rows_of(rows, sort="-submitted_at", limit=SOME, cursor=request.GET.get("cursor"))
    shown = [(one, state_for_customer(State(one.state))) for one in found.items]
    devices = devices_of(standing(contact.customer))[:SOME]
    context = {
        "contact": contact,
        "rows": shown,
        "cursor": found.next,
        "devices": devices,
        "orders": _orders(contact),
        **frame(request),
    }
    return page(request, "portal/mine.html", context)


def device_in_hands(contact: Contact, id: UUID) -> Device:
    """A device of the customer, or nothing."""
    device = devices_of(standing(contact.customer)).filter(pk=id).first()
    if device is None:
        raise NotFound()
    return device


@of_customer
def device_of_mine(request: HttpRequest, contact: Contact, id: UUID) -> HttpResponse:
    """What its owner sees of a device: its whole number, its days, what is paid for today, and what was done to it."""
    device, today = device_in_hands(contact, id), day_of(now())
    rows = visible_to(customer_of(contact)).filter(device=device).defer("search", "description")
    context = {
        "device": device,
        "ask": f"{reverse('portal:submit')}?device={device.id}",
        "owned": standing(device.customer) == standing(contact.customer),
        "today": today,
        "reasons": sentences_for_owner(coverage_for(device_id=device.id, customer_id=device.customer_id, on=today)),
        "rows": [(one, state_for_customer(State(one.state))) for one in rows.order_by("-id")[:SOME]],
        **frame(request),
    }
    return page(request, "portal/device.html", context)


def _orders(contact: Contact) -> list[tuple[Order, str, Words, str]]:
    """The latest orders, each with its state as its customer reads it and the way to its page."""
    rows = visible_orders(customer_of(contact)).exclude(submitted_at=None).order_by("-id")[:SOME]
    return [(one, *CHIPS[OrderState(one.state)], reverse("portal:order", args=[order_token(one)])) for one in rows]


@of_customer
def request_of_mine(request: HttpRequest, contact: Contact, id: UUID) -> HttpResponse:
    """The page of one of the customer's own requests."""
    wanted: ServiceRequest | None = visible_to(customer_of(contact)).filter(pk=id).first()
    if wanted is None:
        raise NotFound()
    return redirect("portal:track", token=token_of(wanted))


@require_POST
def forget_sent(request: HttpRequest) -> HttpResponse:
    """Forget what was sent from this browser."""
    forget(request)
    messages.success(request, _("This browser no longer shows what was sent from it."))
    return redirect("portal:ask")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sign_out(request)
    messages.success(request, _("You are signed out."))
    return redirect("portal:ask")
