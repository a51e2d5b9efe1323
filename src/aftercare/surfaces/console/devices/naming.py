"""Fields that name a customer, a product or a device: typed, with the server's suggestions, however many there are."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from aftercare.domains.catalog.models import Product
from aftercare.domains.catalog.policies import may_view_catalog, visible_parts, visible_products
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import VIEW as VIEW_CUSTOMERS
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import VIEW as VIEW_DEVICES
from aftercare.domains.devices.queries import find_by_serial, of_other_products
from aftercare.domains.requests.queries.reach import devices_in_sight
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.staff import StaffRequest, staff

BETWEEN = " · "
MOST = 20


def named(thing: Customer | Product | None) -> str:
    """A customer or product as the field shows and reads it."""
    return f"{thing.name}{BETWEEN}{thing.number}" if thing else ""


def device_named(device: Device) -> str:
    """A device as the field shows and reads it."""
    return BETWEEN.join(filter(None, [device.product.name, device.serial, device.number]))


def shared_serials(serials: Iterable[tuple[UUID, str]]) -> str:
    """A sentence that other products' devices bear these numbers too, each given with its product; empty for none."""
    named = [f"{one.product.name} {one.serial} ({one.number})" for one in of_other_products(serials)]
    words = _("Another product is on record under this serial number: %(devices)s. Look at the plate again.")
    return words % {"devices": ", ".join(named)} if named else ""


def customer_url(actor: Actor, customer_id: UUID) -> str:
    """The customer's page; empty for whoever sees no customers."""
    return reverse("console:customer", args=[customer_id]) if actor.scope(VIEW_CUSTOMERS) is not None else ""


class NamedField(forms.CharField):
    """One row by its number, which stands last where it was picked, or by its name alone; empty is none."""

    names, called = "", "name"

    def __init__(self, **options: Any) -> None:
        attrs = {"data-combobox": True, "data-url": reverse_lazy(self.names), "autocomplete": "off", "class": "wide"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 340, **options})
        self.seen: QuerySet[Any] | None = None

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The rows this person may name."""
        raise TypeError(f"{type(self).__name__} does not say whom it names.")

    def clean(self, value: Any) -> Any:
        """The row the words name."""
        words = super().clean(value)
        if not words:
            return None
        found = list(self._named(words)[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(_("Nothing is called just “%(words)s”; choose from the list.") % {"words": words})

    def _named(self, words: str) -> QuerySet[Any]:
        if self.seen is None:
            raise TypeError("The form does not say who asks.")
        by_number = self.seen.filter(number__iexact=words.rsplit(BETWEEN, 1)[-1].strip())
        return by_number if by_number.exists() else self.seen.filter(**{self.called: words.strip()})


class CustomerField(NamedField):
    """A customer who stands for themselves."""

    names = "console:owner_names"

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The customers in sight."""
        return visible_customers(actor).filter(merged_into=None)


class ProductField(NamedField):
    """A model of the catalogue."""

    names = "console:product_names"

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The catalogue."""
        return visible_products(actor)


class PartField(NamedField):
    """A part of the master."""

    names = "console:part_names"

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The master of parts."""
        return visible_parts(actor)


class DeviceField(NamedField):
    """A device by its number or serial."""

    names, called = "console:device_names", "serial__iexact"

    def visible(self, actor: Actor) -> QuerySet[Any]:
        """The devices in sight."""
        return devices_in_sight(actor)


def asked_by(form: forms.Form, actor: Actor) -> None:
    """Let the fields of a form name only what this person may see."""
    for field in form.fields.values():
        if isinstance(field, NamedField):
            field.seen = field.visible(actor)


def customer_asked(request: StaffRequest) -> str:
    """The customer that the link to a form names, as its field shows them; empty without one in sight."""
    try:
        asked = UUID(request.GET.get("customer", ""))
    except ValueError:
        return ""
    return named(visible_customers(request.actor).filter(pk=asked).first())


@staff
def owner_names(request: StaffRequest) -> HttpResponse:
    """Customers for a field that is typed into."""
    require(may(request.actor, VIEW_CUSTOMERS))
    rows = search_customers(request.actor, request.GET.get("q", "")).defer("search", "notes")
    return _items([named(one) for one in rows.order_by("name_key", "id")[:MOST]])


@staff
def product_names(request: StaffRequest) -> HttpResponse:
    """Models for a field that is typed into."""
    require(may_view_catalog(request.actor))
    typed = request.GET.get("q", "").strip()
    rows = visible_products(request.actor).filter(Q(name__icontains=typed) | Q(number__icontains=typed))
    return _items([named(one) for one in rows.defer("search").order_by("name", "id")[:MOST]])


@staff
def part_names(request: StaffRequest) -> HttpResponse:
    """Parts for a field that is typed into."""
    require(may_view_catalog(request.actor))
    typed = request.GET.get("q", "").strip()
    rows = visible_parts(request.actor).filter(Q(name__icontains=typed) | Q(number__icontains=typed))
    return _items([BETWEEN.join((one.name, one.number)) for one in rows.defer("search").order_by("name", "id")[:MOST]])


@staff
def device_names(request: StaffRequest) -> HttpResponse:
    """Devices for a field that is typed into, by any part of the serial number."""
    require(may(request.actor, VIEW_DEVICES))
    rows = find_by_serial(request.actor, request.GET.get("q", "")).select_related("product")
    return _items([device_named(one) for one in rows.order_by("-id")[:MOST]])


def _items(words: list[str]) -> JsonResponse:
    return JsonResponse({"items": [{"id": one, "label": one} for one in words]})
