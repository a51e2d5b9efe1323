"""Who calls: the customer of a phone number with their open requests and devices, while the form is filled in."""

from typing import Any

from django.http import HttpResponse

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import contacts_in_sight, of_customer, standing
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.requests.policies import may_submit, visible_to
from aftercare.domains.requests.states import OPEN
from aftercare.kit.permissions import require
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

MOST = 5


@staff
def known_customer(request: StaffRequest) -> HttpResponse:
    """What is known of whoever calls from this number, as far as the person may see it."""
    require(may_submit(request.actor))
    phone = request.GET.get("phone", "").strip()
    contact = contacts_in_sight(request.actor, phone).first() if phone else None
    context = {"asked": phone, **known_of(request, standing(contact.customer) if contact else None)}
    return staff_page(request, "console/requests/known.html", context)


def known_of(request: StaffRequest, customer: Customer | None) -> dict[str, Any]:
    """The customer with sites, open requests and devices; nothing of one who is out of sight."""
    if customer is None or not visible_customers(request.actor).filter(pk=customer.pk).exists():
        return {"found": None}
    theirs = of_customer(customer.pk)
    open_requests = visible_to(request.actor).filter(theirs, state__in=OPEN).defer("search", "description")
    devices = visible_devices(request.actor).filter(theirs).select_related("product")
    return {
        "found": customer,
        "sites": customer.sites.order_by("-id")[:MOST],
        "open_requests": open_requests.order_by("-id")[:MOST],
        "devices": devices.order_by("-id")[:MOST],
    }
