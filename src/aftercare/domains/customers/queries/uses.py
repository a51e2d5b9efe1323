"""What points at customers, beside their own people, places and tags."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Model

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.kit.uses import uses_of

OWN = (Contact, Site, Customer.tags.through)


def customers_in_use(ids: Collection[UUID], *, apart: Collection[type[Model]] = ()) -> dict[Any, Model]:
    """For each customer that something points at, or at one of their people and places, one thing that does.

    Rows of the models `apart` do not count: they come by themselves and go with the customer.
    """
    used = dict(uses_of(Customer, ids, apart=(*OWN, *apart)))
    for part in (Contact, Site):
        whose = dict(part._default_manager.filter(customer__in=ids).values_list("pk", "customer_id"))
        for id, user in uses_of(part, list(whose)).items():
            used.setdefault(whose[id], user)
    return used
