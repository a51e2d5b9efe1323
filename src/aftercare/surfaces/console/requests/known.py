"""What is known while a request is typed: who it is, what they have, whether it is there already, what is promised."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.coverage_words import sentences, sentences_without_device
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import home_region, of_customer
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_submit, visible_to
from aftercare.domains.requests.queries import alike, outlook_of, record_of_customer
from aftercare.domains.requests.states import OPEN
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.requests.known_typed import Typed
from aftercare.surfaces.console.requests.suggestions import suggestions_for
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST = 6
FEW = 3


@staff
def known_customer(request: StaffRequest) -> HttpResponse:
    """What is known of whoever was chosen, calls from this number, or owns this device."""
    require(may_submit(request.actor))
    context = {"asked": True, **known_of(request.actor, request.GET)}
    return staff_page(request, "console/requests/known.html", context)


def known_of(actor: Actor, fields: Mapping[str, str]) -> dict[str, Any]:
    """Everything the side shows, and what can be picked and suggested, for what is in the form."""
    typed = Typed(actor, fields)
    wish = typed.wish()
    outlook = outlook_of(wish, at=now()) if wish else None
    things = _things_of(actor, typed.customer) if typed.customer else {}
    return {
        "typed": typed,
        "found": typed.customer,
        "chosen": typed.chosen,
        **_covered(typed, outlook.coverage if outlook else None),
        "alike": alike(actor, wish, at=now()) if wish else [],
        "suggestions": suggestions_for(typed, wish, outlook, things.get("devices", ())) if wish and outlook else [],
        **things,
    }


def _covered(typed: Typed, coverage: Coverage | None) -> dict[str, Any]:
    """The decision where the device is known; before that only what will count in it."""
    if coverage is None or typed.device is None:
        return {"undecided": sentences_without_device(coverage) if coverage else []}
    by_law = statutory_rights(typed.device, on=day_of(now()))
    return {"coverage": coverage, "coverage_sentences": sentences(coverage), "by_law": by_law}


def _things_of(actor: Actor, customer: Customer) -> dict[str, Any]:
    """People, places, devices and requests of a customer, a few of each, the latest first."""
    theirs = of_customer(customer.pk)
    requests = visible_to(actor).filter(theirs).defer("search", "description").order_by("-id")
    used = Q(of_customer(customer.pk) | of_customer(customer.pk, "user_customer"))
    region = home_region()
    people = customer.contacts.filter(erased_at=None).order_by("-preferred", "id")[:MOST]
    return {
        "people": [(one, masked(one.phone, region)) for one in people],
        "sites": customer.sites.order_by("-id")[:MOST],
        "devices": visible_devices(actor).filter(used).select_related("product__category").order_by("-id")[:MOST],
        "open_requests": requests.filter(state__in=OPEN)[:MOST],
        "past": requests.exclude(state__in=OPEN)[:FEW],
        "record": record_of_customer(actor, ServiceRequest(customer=customer)),
    }
