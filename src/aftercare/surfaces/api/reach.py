"""What somebody may see because of the requests that are theirs: their customers, devices and colleagues."""

from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.customers import policies as of_customers
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.queries.reach import devices_in_sight, known_by_work
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled


def customers_for(actor: Actor) -> QuerySet[Customer]:
    """Customers the actor may see, those of the actor's own requests included."""
    rows = of_customers.visible_to(actor, also=known_by_work(actor, of_customers.VIEW, "customer_id"))
    return rows.defer("search")


def customer_for(actor: Actor, id: UUID) -> Customer | None:
    """The customer of an id, if the actor may see it."""
    scope = actor.scope(of_customers.VIEW)
    if scope is not None and scope.everything:
        return next(iter(_customer(id)), None)
    return customers_for(actor).filter(pk=id).first()


@compiled
def _customer(id: UUID) -> QuerySet[Customer]:
    return Customer.objects.defer("search").filter(pk=id)


def customers_found(actor: Actor, q: str) -> QuerySet[Customer]:
    """Those of them that stand for themselves and hold every word of `q`."""
    also = known_by_work(actor, of_customers.VIEW, "customer_id")
    return search_customers(actor, q, also=also).defer("search")


def devices_for(actor: Actor) -> QuerySet[Device]:
    """Devices the actor may see, those of the actor's own requests included."""
    return devices_in_sight(actor)
