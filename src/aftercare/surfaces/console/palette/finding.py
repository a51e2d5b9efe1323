"""What the palette finds for some words: requests, customers, devices, as far as the person may see them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.customers.queries import search_customers
from aftercare.domains.devices.queries import find_by_serial
from aftercare.domains.orders.queries import orders_in_sight
from aftercare.domains.orders.states import OrderState
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import listed
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.surfaces.console.palette.entries import Entry, Group, all_requests

MOST = 5
FEWER = 3
FEWEST_OF_A_SERIAL = 3
LONGEST = 200


def found(actor: Actor, q: str) -> list[Group]:
    """The groups that hold something; the last line always leads to the whole list."""
    asked = q.strip()[:LONGEST]
    if not asked:
        return []
    asks_requests = actor.scope(VIEW) is not None
    groups = (
        Group(_("Requests"), tuple(_requests(actor, asked)) if asks_requests else ()),
        Group(_("Customers"), tuple(_customers(actor, asked))),
        Group(_("Orders"), tuple(_orders(actor, asked))),
        Group(_("Devices"), tuple(_devices(actor, asked))),
    )
    found = [group for group in groups if group.entries]
    if not asks_requests:
        return found
    everything = Entry(_("All requests with “%(words)s”") % {"words": asked}, all_requests(asked), "search")
    return [*found, Group(_("Search"), (everything,))]


def _requests(actor: Actor, q: str) -> Iterator[Entry]:
    rows = listed(actor, q=q).select_related(None).select_related("customer").order_by("-id")[:MOST]
    for one in rows.only("number", "title", "state", "customer__name"):
        note = f"{one.number} · {one.customer.name} · {State(one.state).label}"
        yield Entry(one.title, reverse("console:request", args=[one.id]), "inbox", note)


def _customers(actor: Actor, q: str) -> Iterator[Entry]:
    rows = search_customers(actor, q).order_by("name_key", "id")[:FEWER]
    for one in rows.only("name", "number"):
        yield Entry(one.name, reverse("console:customer", args=[one.id]), "user", one.number)


def _orders(actor: Actor, q: str) -> Iterator[Entry]:
    """By number, customer, parcel or serial number; the latest first."""
    rows = orders_in_sight(actor, q).order_by("-id")[:FEWER]
    for one in rows.only("number", "state", "customer__name"):
        note = f"{one.customer.name} · {OrderState(one.state).label}"
        yield Entry(one.number, reverse("console:order", args=[one.id]), "package", note)


def _devices(actor: Actor, q: str) -> Iterator[Entry]:
    if len(q) < FEWEST_OF_A_SERIAL:
        return
    rows = find_by_serial(actor, q).select_related("product").order_by("-id")[:FEWER]
    for one in rows.only("serial", "number", "product__name"):
        url = reverse("console:device", args=[one.id])
        yield Entry(one.serial or one.number, url, "device-desktop", one.product.name)
