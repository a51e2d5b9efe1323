"""What somebody may see because of the requests that are theirs: their customers, devices and colleagues."""

from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.customers import policies as of_customers
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.queries import customers_for, customers_found
from aftercare.domains.requests.queries.reach import devices_in_sight
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled

__all__ = ["customer_for", "customers_for", "customers_found", "devices_for", "sites_for"]


def customer_for(actor: Actor, id: UUID) -> Customer | None:
    """The customer of an id, if the actor may see it."""
    scope = actor.scope(of_customers.VIEW)
    if scope is not None and scope.everything:
        return next(iter(_customer(id)), None)
    return customers_for(actor).filter(pk=id).first()


@compiled
def _customer(id: UUID) -> QuerySet[Customer]:
    return Customer.objects.defer("search").filter(pk=id)


def devices_for(actor: Actor) -> QuerySet[Device]:
    """Devices the actor may see, those of the actor's own requests included."""
    return devices_in_sight(actor)


def sites_for(actor: Actor) -> QuerySet[Site]:
    """Places of the customers the actor may see."""
    return Site.objects.filter(customer__in=customers_for(actor)).select_related("customer", "unit")
