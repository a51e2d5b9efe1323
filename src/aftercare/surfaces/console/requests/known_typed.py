"""What stands in the form of a new request so far: read leniently, because it is still being typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from aftercare.domains.contracts.models import Priority
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import contacts_in_sight, standing
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.devices.queries import with_serial
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.queries import Wish
from aftercare.kit.actor import Actor

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Typed:
    """The fields as they are, and the things they name as far as the person may see them."""

    actor: Actor
    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field without the spaces around it; empty where it is not there."""
        return str(self.fields.get(name) or "").strip()

    @cached_property
    def chosen(self) -> Customer | None:
        """The customer who was chosen in the box."""
        found = one_of(visible_customers(self.actor).select_related("grade", "merged_into"), self.text("customer"))
        return standing(found) if found else None

    @cached_property
    def caller(self) -> Contact | None:
        """Who is reached under the number that was typed, unless it is said to be somebody else."""
        return None if self.separate else self.known_under_number

    @cached_property
    def separate(self) -> bool:
        """Whether somebody is to be a customer of their own, though the number is known."""
        return bool(self.text("separate")) and self.chosen is None

    @cached_property
    def known_under_number(self) -> Contact | None:
        """Who is on record under the number that was typed."""
        phone = self.text("phone")
        return contacts_in_sight(self.actor, phone).first() if phone else None

    @cached_property
    def device(self) -> Device | None:
        """The device of the serial number, or of the number it bears here."""
        return device_named(self.actor, self.text("serial"), self.chosen)

    @cached_property
    def owner(self) -> Customer | None:
        """Whose the device is, where the person may see them."""
        found = standing(self.device.customer) if self.device else None
        return found if found and visible_customers(self.actor).filter(pk=found.pk).exists() else None

    @cached_property
    def customer(self) -> Customer | None:
        """Whoever was chosen, else who calls, else whose the device is."""
        return self.chosen or (standing(self.caller.customer) if self.caller else None) or self.owner

    def wish(self) -> Wish | None:
        """What may be suggested about; None while no kind is chosen."""
        kinds = RequestKind.objects.filter(active=True).order_by("position")
        asked = self.text("kind")
        kind = (kinds.filter(pk=asked) if asked else kinds).first()
        if kind is None:
            return None
        priority = int(self.text("priority")) if self.text("priority") in map(str, Priority.values) else 0
        return Wish(
            self.text("title"),
            kind,
            priority or kind.default_priority,
            self.owner or self.customer,
            self.device,
            one_of(Site.objects.filter(customer__in=visible_customers(self.actor)), self.text("site")),
        )


def one_of(rows: QuerySet[M], id: str) -> M | None:
    """The row of an id as it was typed; none for what is no id."""
    try:
        return rows.filter(pk=UUID(id)).first()
    except ValueError:
        return None


def device_named(actor: Actor, named: str, customer: Customer | None) -> Device | None:
    """The visible device of a serial number or a device number; of several that of the customer."""
    if not named.strip():
        return None
    by_number = Device.objects.filter(number=named.strip().upper()).values("pk")
    either = with_serial(named).values("pk").union(by_number)
    rows = visible_devices(actor).filter(pk__in=either)
    found = list(rows.select_related("product__category", "customer__merged_into", "customer__grade")[:20])
    theirs = [one for one in found if customer and standing(one.customer) == customer]
    return next(iter([*theirs, *found]), None)
