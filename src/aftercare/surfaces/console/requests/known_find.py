"""The one box of a new request: who is meant, by phone, name, sound, serial, customer, request or order number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.customers.errors import BadPhone
from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.customers.phones import PHONE, masked, normalised
from aftercare.domains.customers.policies import may_register_customer
from aftercare.domains.customers.queries import home_region, search_customers
from aftercare.domains.devices.queries import find_by_serial
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.requests.policies import may_submit
from aftercare.domains.requests.queries import listed
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require
from aftercare.kit.words import folded, sounds
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.components.words import names_in_a_row

MOST = 6
BESIDE = 2  # devices and requests, each
FEWEST_OF_A_SERIAL = 3
DIGIT = re.compile(r"\d")
NUMBER_OF_AN_ORDER = re.compile(r"[A-Z]+-\d{4}-\d+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody or something found: how it is called, what matched, and what it puts into the form."""

    icon: str
    name: str
    note: str
    matched: str
    fills: dict[str, str] = field(default_factory=dict)
    new: bool = False
    exact: bool = False  # the whole number was typed, and it is theirs


@staff
def find_customer(request: StaffRequest) -> HttpResponse:
    """A few hits for what was typed, and the way to somebody new."""
    require(may_submit(request.actor))
    q = request.GET.get("q", "").strip()
    return staff_page(request, "console/requests/known_find.html", {"hits": hits(request.actor, q), "q": q})


def hits(actor: Actor, q: str) -> list[Hit]:
    """Who is meant for certain first, then requests and devices of this number, then customers; then somebody new."""
    if not q:
        return []
    found = [*_requests(actor, q), *_orders(actor, q), *_devices(actor, q)]
    found += list(_customers(actor, q, MOST - len(found)))
    found.sort(key=lambda hit: not hit.exact)
    return [*found, *_somebody_new(actor, q, [hit for hit in found if hit.exact])]


def _requests(actor: Actor, q: str) -> Iterator[Hit]:
    if not DIGIT.search(q) or PHONE.fullmatch(q):
        return
    asked = folded(q).replace(" ", "").upper()
    for one in listed(actor, q=q).filter(number__contains=asked).order_by("-id")[:BESIDE]:
        fills = {"customer": str(one.customer_id), "serial": _named(one.device) if one.device else ""}
        note, whole = f"{one.number} · {one.title}", one.number == asked
        yield Hit("inbox", one.customer.name, note, _("request number"), fills, exact=whole)


def _orders(actor: Actor, q: str) -> Iterator[Hit]:
    asked = folded(q).replace(" ", "").upper()
    if not NUMBER_OF_AN_ORDER.fullmatch(asked):
        return
    for one in visible_orders(actor).filter(number=asked).select_related("customer"):
        note = f"{one.number} · {one.get_state_display()}"
        yield Hit("package", one.customer.name, note, _("order number"), {"customer": str(one.customer_id)}, exact=True)


def _devices(actor: Actor, q: str) -> Iterator[Hit]:
    if len(q) < FEWEST_OF_A_SERIAL or not DIGIT.search(q):
        return
    rows = find_by_serial(actor, q).select_related("product", "customer").order_by("-id")[:BESIDE]
    for one in rows:
        fills = {"customer": str(one.customer_id), "serial": _named(one)}
        note, whole = f"{one.product.name} · {one}", _is_named(one, q)
        yield Hit("device-desktop", one.customer.name, note, _("serial number"), fills, exact=whole)


def _named(device: Any) -> str:
    return str(device.serial or device.number)


def _is_named(device: Any, q: str) -> bool:
    return q.casefold() in (device.serial.casefold(), device.number.casefold())


def _customers(actor: Actor, q: str, most: int) -> Iterator[Hit]:
    rows = list(search_customers(actor, q).defer("search", "notes").order_by("name_key", "id")[:most])
    people: dict[Any, list[Contact]] = {}
    for person in Contact.objects.filter(customer__in=rows, erased_at=None).order_by("-preferred", "id"):
        people.setdefault(person.customer_id, []).append(person)
    region = home_region()
    number = _number(q, region)
    for one in rows:
        theirs = people.get(one.id, [])
        matched, met = _matched(one, theirs, q)
        shown = met or next(iter(theirs), None)
        note = " · ".join(filter(None, [one.number, masked(shown.phone, region) if shown else ""]))
        fills = {"customer": str(one.id), "contact": str(met.id) if met else ""}
        whole = bool(number and met and met.phone == number) or one.number == q.upper()
        yield Hit("user", one.name, note, matched, fills, exact=whole)


def _number(q: str, region: str) -> str:
    """The whole phone number that was typed; empty for words and for a part of one."""
    try:
        return normalised(q, region) if PHONE.fullmatch(q) else ""
    except BadPhone:
        return ""


def _matched(customer: Customer, people: list[Contact], q: str) -> tuple[str, Contact | None]:
    """What of the customer holds the words, and the person where it is one of theirs."""
    plain, digits = folded(q).replace(" ", ""), re.sub(r"\D", "", q)
    if len(digits) > FEWEST_OF_A_SERIAL and (met := _with_number(people, digits)):
        return _("phone number"), met
    if plain in folded(customer.name).replace(" ", ""):
        return _("name"), None
    if plain in folded(customer.number):
        return _("customer number"), None
    if any(sound.startswith(plain) for sound in sounds(customer.name)):
        return _("name by its sound"), None
    for person in people:
        if plain in folded(person.name) or any(sound.startswith(plain) for sound in sounds(person.name)):
            return _("contact %(name)s") % {"name": person.name}, person
    return _("address, or several words"), None


def _with_number(people: list[Contact], digits: str) -> Contact | None:
    ends = digits.removeprefix("0")
    return next((person for person in people if ends in person.phone or digits in person.phone), None)


def _somebody_new(actor: Actor, q: str, known: list[Hit]) -> Iterator[Hit]:
    """A new customer of this name or number; where somebody is known for certain, whom a second record would double."""
    if may_register_customer(actor) is not True:
        return
    field = "phone" if PHONE.fullmatch(q) and DIGIT.search(q) else "name"
    label = _("New customer “%(typed)s”") % {"typed": q}
    if not known:
        yield Hit("user-plus", label, "", "", {"customer": "", field: q}, new=True)
        return
    names = names_in_a_row(dict.fromkeys(hit.name for hit in known))
    doubled = _("Would double %(name)s: this %(number)s is on record") % {"name": names, "number": known[0].matched}
    typed = {"phone": q} if field == "phone" else {}  # a serial or a request's number is nobody's name
    fills = {"customer": "", **typed, "separate": "1"}
    yield Hit("user-plus", label if typed else _("New customer"), doubled, "", fills, new=True)
