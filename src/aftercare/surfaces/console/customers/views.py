"""A customer's file: who it is, how to reach them, what they have, and everything that happened on one timeline."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from aftercare.domains.accounts.policies import visible_tasks
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.customers.actions import reveal_phone
from aftercare.domains.customers.actions.follow_ups import FOLLOW_UP
from aftercare.domains.customers.models import Consent, Contact, Customer, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import may_change_customer, may_record_communication
from aftercare.domains.customers.queries import merged_into, of_customer, running_override
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.outreach.policies import VIEW as VIEW_OFFERS
from aftercare.domains.requests.policies import may_submit
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.domains.requests.queries import customer_story, find_customer
from aftercare.domains.requests.states import OPEN
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may
from aftercare.surfaces.console.customers.words import KIND_ICONS, KINDS, PLACE, crumbs, entries, group_chips
from aftercare.surfaces.console.requests.words import CHANNELS
from aftercare.surfaces.console.staff import StaffRequest, signed_in, staff, staff_page
from aftercare.ui.pages import asked_part

PAGE = "console/customers/detail.html"
SOME = 20


@staff
def customer_page(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The file; a merged record leads to the one that answers for it."""
    customer = find_customer(request.actor, customer_id)
    if customer.merged_into_id:
        return redirect("console:customer", customer_id=customer.merged_into_id)
    return show_customer(request, customer)


def show_customer(request: StaffRequest, customer: Customer, **more: Any) -> HttpResponse:
    """The page; asked for a part, only what that part shows is read."""
    part = asked_part(request, PARTS)
    reads = [PARTS[part]] if part else [_head, _people, _things, _story]
    context: dict[str, Any] = {"customer": customer}
    for read in reads:
        context |= read(request, customer)
    return staff_page(request, PAGE, {**context, **more}, active=PLACE, partials=PARTS)


def _head(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    actor = request.actor
    return {
        "crumbs": crumbs(),
        "kind": KINDS[customer.kind],
        "kind_icon": KIND_ICONS[customer.kind],
        "tags": sorted(tag.name for tag in customer.tags.all()),
        "running": running_override(customer),
        "merged": list(merged_into(customer)[:SOME]),
        "may_submit": may_submit(actor) is True,
        "may_record": may_record_communication(actor, customer, also=[customer.id]) is True,
        "follow_ups": list(_follow_ups(actor, customer)),
        "may_see_offers": may(actor, VIEW_OFFERS) is True,
    }


def _follow_ups(actor: Actor, customer: Customer) -> Any:
    """What this person promised this customer, due first."""
    mine = visible_tasks(actor).filter(kind=FOLLOW_UP, about_kind=customer.noun, about_id=customer.id, done_at=None)
    return mine.order_by("due_at", "id")[:SOME]


def _people(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    rows = Contact.objects.filter(of_customer(customer.id), erased_at=None).order_by("-preferred", "id")
    running = Prefetch("consents", Consent.objects.filter(withdrawn_at=None).order_by("channel"))
    people = rows.prefetch_related(running)
    return {
        "people": [(person, masked(person.phone), _channels(person)) for person in people[:SOME]],
        "may_change": may_change_customer(request.actor, customer) is True,
        "may_note": may_record_communication(request.actor, customer, also=[customer.id]) is True,
    }


def _channels(person: Contact) -> list[Any]:
    """By which ways the person may be made offers."""
    return [CHANNELS[one.channel] for one in person.consents.all()]


def _things(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    actor, theirs = request.actor, of_customer(customer.id)
    requests = visible_requests(actor).filter(theirs, state__in=OPEN).defer("search", "description")
    devices = visible_devices(actor).filter(theirs).select_related("product", "site")
    return {
        "sites": list(Site.objects.filter(theirs).select_related("unit").order_by("id")[:SOME]),
        "devices": list(devices.order_by("-id")[:SOME]),
        "agreements": list(visible_agreements(actor).filter(theirs).defer("terms").order_by("-ends_on", "-id")[:SOME]),
        "open_requests": list(requests.order_by("-id")[:SOME]),
    }


def _story(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    group = request.GET.get("show", "")
    story = customer_story(request.actor, customer, at=now(), group=group, cursor=request.GET.get("cursor"))
    return {"entries": entries(story.lines), "earlier": story.next, "story_chips": group_chips(group)}


PARTS: Mapping[str, Callable[[StaffRequest, Customer], dict[str, Any]]] = {
    "people": _people,
    "story": _story,
    "entries": _story,
}


@require_POST
@signed_in
def show_number(request: StaffRequest, customer_id: UUID, contact_id: UUID) -> HttpResponse:
    """A number in full; that it was read goes on record, each time, and no answer with it is kept."""
    customer = find_customer(request.actor, customer_id)
    contact = found_contact(customer, contact_id)
    dialled = reveal_phone(request.actor, contact, at=now(), also=[contact.customer_id])
    return show_customer(request, customer, dialled=dialled, dialled_of=contact.id)


def found_contact(customer: Customer, id: UUID) -> Contact:
    """A person of the customer or of a record merged into it."""
    found = Contact.objects.filter(of_customer(customer.id), pk=id).select_related("customer").first()
    if found is None:
        raise NotFound()
    return found
