"""One device: what it is, whose and where, what is promised for it, and what was done to it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.coverage import COSTS, Coverage
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.contracts.policies import may_manage_warranty_of
from aftercare.domains.contracts.queries import coverage_for
from aftercare.domains.contracts.queries.agreements import agreements_covering
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.contracts.queries.warranties import warranties_of, with_warranty_end
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import VIEW, may_change_device
from aftercare.domains.devices.queries import components_of, owners_of
from aftercare.domains.fieldwork.queries import parts_fitted
from aftercare.domains.requests.policies import VIEW as VIEW_REQUESTS
from aftercare.domains.requests.policies import may_submit
from aftercare.domains.requests.queries import listed
from aftercare.domains.requests.queries.reach import devices_in_sight
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.agreements.words import look_of
from aftercare.surfaces.console.devices.naming import customer_url, shared_serials
from aftercare.surfaces.console.devices.words import COSTS as COST_WORDS
from aftercare.surfaces.console.devices.words import SOURCES, START_RULES, STATUSES, Look
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.components.words import whole_day
from aftercare.ui.parts import Words

PAGE = "console/devices/one.html"
SHOWN = ("product__category", "customer", "user_customer", "payer", "site", "parent__product")
MOST_PARTS = 40
MOST = 10  # requests, parts and agreements that stand on the page; the rest is one click away


def found_device(request: StaffRequest, device_id: UUID) -> Device:
    """A device this person may see, or nothing."""
    require(may(request.actor, VIEW))
    device = devices_in_sight(request.actor).select_related(*SHOWN).filter(pk=device_id).first()
    if device is None:
        raise NotFound()
    return device


@staff
def device_page(request: StaffRequest, device_id: UUID) -> HttpResponse:
    """Everything about a device, with what covers it as of today in words."""
    device, actor, today = found_device(request, device_id), request.actor, day_of(now())
    coverage = coverage_for(device_id=device.id, customer_id=device.customer_id, on=today)
    named = device.serial or device.number
    context = {
        "device": device,
        "look": STATUSES[device.status],
        "about": _about(device),
        "shared": shared_serials([(device.product_id, device.serial)]),
        "today": today,
        "coverage": coverage,
        "shares": _shares(coverage),
        "reasons": sentences(coverage),
        "by_law": statutory_rights(device, on=today),
        "warranties": [_warranty(one) for one in warranties_of(device)[:MOST]],
        "agreements": [(one, look_of(one, today)) for one in agreements_covering(actor, device)[:MOST]],
        "requests": listed(actor, device=device.id).order_by("-id")[:MOST],
        "requests_url": _requests_of(actor, named),
        "parts": parts_fitted(actor, device)[:MOST],
        "owners": owners_of(device)[:MOST],
        "components": [
            (one, STATUSES[one.status]) for one in with_warranty_end(components_of(device), on=today)[:MOST_PARTS]
        ],
        "owner_url": customer_url(actor, device.customer_id),
        "new_url": _new_request(device) if may_submit(actor) is True else "",
        "may_change": may_change_device(actor, device) is True,
        "may_void": may_manage_warranty_of(actor, device) is True,
    }
    return staff_page(request, PAGE, context, active="console:devices")


def _requests_of(actor: Actor, named: str) -> str:
    """The list of its requests, for whoever sees requests at all."""
    if actor.scope(VIEW_REQUESTS) is None:
        return ""
    return f"{reverse('console:requests')}?{urlencode({'q': named, 'queue': 'all'})}"


def _new_request(device: Device) -> str:
    """The form of a new request with customer and device filled in."""
    address = reverse("console:request_new_for", args=[device.customer_id])
    return f"{address}?{urlencode({'serial': device.serial or device.number})}"


def _about(device: Device) -> list[tuple[Words, object]]:
    rows = [
        (_("Number"), device.number),
        (_("Serial number"), device.serial),
        (_("Product category"), device.product.category.name if device.product.category else ""),
        (_("Product number"), device.product.number),
        (_("Brand"), device.product.brand),
        (_("Batch"), device.batch),
        (_("Sold by"), device.seller),
        (pgettext("device", "Made on"), _day(device.produced_date)),
        (pgettext("device", "Sold on"), _day(device.sold_date)),
        (pgettext("device", "Delivered on"), _day(device.shipped_date)),
        (pgettext("device", "Installed on"), _day(device.installed_date)),
        (pgettext("device", "In operation since"), _day(device.commissioned_date)),
        (pgettext("device", "Registered on"), _day(device.registered_date)),
        (_("Paid for by"), device.payer.name if device.payer else ""),
    ]
    return [(label, value) for label, value in rows if value]


def _day(on: Any) -> str:
    return whole_day(on) if on else ""


def _components(device: Device, today: date) -> list[tuple[Device, Look]]:
    """What is built into it, each with the end of its warranty and its status in words."""
    rows = with_warranty_end(components_of(device), on=today)[:MOST_PARTS]
    return [(one, STATUSES[one.status]) for one in rows]


def _shares(coverage: Coverage) -> list[dict[str, Any]]:
    """A line for each kind of cost: how much is paid, until when, by what."""
    return [
        {
            "label": COST_WORDS[cost],
            "percent": share.percent,
            "until": share.until,
            "source": SOURCES.get(share.source, share.source),
        }
        for cost in COSTS
        for share in [coverage.share(cost)]
    ]


def _warranty(warranty: DeviceWarranty) -> dict[str, Any]:
    """A warranty with what it pays of each kind of cost and until when."""
    return {
        "warranty": warranty,
        "starts": START_RULES[warranty.started_by],
        "pays": [
            (COST_WORDS[cost], getattr(warranty, f"{cost}_percent"), getattr(warranty, f"{cost}_ends_on"))
            for cost in COSTS
        ],
    }
