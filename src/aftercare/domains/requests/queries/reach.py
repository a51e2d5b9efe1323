"""What requests lead to and what leads to them: customers, devices, the agreement that covers them."""

from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers import policies as of_customers
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import of_customer, search_customers
from aftercare.domains.devices import policies as of_devices
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.queries import find_by_serial
from aftercare.domains.orders import policies as of_orders
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries.reading import listed
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotFound
from aftercare.kit.words import folded

TEXT = CharField()
MOST_NAMED = 6
FEWEST_OF_A_SERIAL = 3


def through_requests(actor: Actor, right: str, column: str) -> list[UUID]:
    """Ids known to the actor by work; nobody needs them who sees everything, or nothing."""
    scope = actor.scope(right)
    if scope is None or scope.everything or not scope.own:
        return []
    rows = visible_to(actor).exclude(**{column: None}).order_by().values_list(column, flat=True)
    return list(rows.distinct())


def customers_for(actor: Actor) -> QuerySet[Customer]:
    """Customers the actor may see, those of the actor's own requests included."""
    rows = of_customers.visible_to(actor, also=through_requests(actor, of_customers.VIEW, "customer_id"))
    return rows.defer("search")


def customers_found(actor: Actor, q: str) -> QuerySet[Customer]:
    """Those of them that stand for themselves and hold every word of `q`."""
    also = through_requests(actor, of_customers.VIEW, "customer_id")
    return search_customers(actor, q, also=also).defer("search")


def find_customer(actor: Actor, id: UUID) -> Customer:
    """The customer of an id; whoever may not see it is told as if it were not there."""
    rows = customers_for(actor).select_related("grade", "unit", "merged_into")
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def named_things(actor: Actor, q: str) -> list[tuple[str, UUID, str, str, str]]:
    """Devices whose serial holds `q`, and the request and the order of this number, in one statement.

    Each is its noun, its customer, the customer's name, what it is called, and its title, state or product. An order
    is found by its number elsewhere too.
    """
    asked = folded(q).strip().upper()
    if len(asked) < FEWEST_OF_A_SERIAL or not any(mark.isdigit() for mark in asked):
        return []
    requests = visible_to(actor).filter(number=asked.replace(" ", "")).order_by()
    orders = of_orders.visible_to(actor).filter(Q(number=asked.replace(" ", "")) | Q(external_id=q.strip())).order_by()
    devices = find_by_serial(actor, q).order_by()
    rows = [
        things.annotate(
            sort=Value(sort, output_field=TEXT), whose=F("customer__name"), called=called, told=F(told)
        ).values_list("sort", "customer_id", "whose", "called", "told")[:MOST_NAMED]
        for sort, things, called, told in (
            ("request", requests, F("number"), "title"),
            ("order", orders, F("number"), "state"),
            ("device", devices, Coalesce(NullIf(F("serial"), Value("")), F("number")), "product__name"),
        )
    ]
    return list(rows[0].union(*rows[1:], all=True))


def devices_in_sight(actor: Actor) -> QuerySet[Device]:
    """Devices the actor may see, those of the actor's own requests included."""
    return of_devices.visible_to(actor, also=through_requests(actor, of_devices.VIEW, "device_id"))


def covered_by(actor: Actor, agreement: Agreement) -> QuerySet[ServiceRequest]:
    """Requests in sight of an agreement's customer whose coverage was decided under it, the latest first."""
    whose = of_customer(agreement.customer_id)
    return listed(actor).filter(whose, coverage__agreement_id=str(agreement.id)).order_by("-id")
