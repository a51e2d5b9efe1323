"""The rooms' commands by the names that rows remember them by, and values as they are kept beside a row."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Field, ForeignKey, Model

from aftercare.domains.catalog.actions import change_product
from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.actions import (
    change_agreement,
    cover_device,
    cover_product,
    cover_site,
    uncover_device,
    uncover_product,
    uncover_site,
)
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.actions import (
    add_contact,
    add_site,
    change_contact,
    change_customer,
    change_site,
    withdraw_contact,
    withdraw_site,
)
from aftercare.domains.customers.models import Contact, Customer, Site, Tag
from aftercare.domains.devices.actions import change_device, move_device
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import change_order
from aftercare.domains.orders.models import Order
from aftercare.domains.sheets.queries.lines import lines_from_text
from aftercare.domains.sheets.queries.undoing import MODELS

COMMANDS: Mapping[str, Callable[..., Any]] = {
    "change_customer": change_customer,
    "add_contact": add_contact,
    "change_contact": change_contact,
    "add_site": add_site,
    "change_site": change_site,
    "change_product": change_product,
    "change_device": change_device,
    "move_device": move_device,
    "change_agreement": change_agreement,
    "cover_device": cover_device,
    "cover_site": cover_site,
    "cover_product": cover_product,
    "change_order": change_order,
}
BACK: Mapping[str, Callable[..., Any]] = {
    **COMMANDS,
    "cover_device": uncover_device,
    "cover_site": uncover_site,
    "cover_product": uncover_product,
}
COVERED: Mapping[str, type[Model]] = {"device": Device, "site": Site, "product": Product}
ADDED: Mapping[str, Callable[..., None]] = {"add_contact": withdraw_contact, "add_site": withdraw_site}


def fresh(noun: str, id: Any) -> Any:
    """The record as it stands now."""
    model = MODELS[noun]
    rows = model._default_manager.all()
    if model in (Contact, Site):
        rows = rows.select_related("customer")
    return rows.get(pk=id)


def revived(noun: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the commands take them, from the texts that were kept."""
    return {name: _value(MODELS[noun], name, value) for name, value in before.items()}


def _value(model: type[Model], name: str, value: Any) -> Any:
    if model is Customer and name == "tags":
        return list(Tag.objects.filter(pk__in=value))
    if model is Agreement and name in COVERED:
        return COVERED[name]._default_manager.get(pk=value)
    if model is Order and name == "lines":
        return lines_from_text(value)
    field = model._meta.get_field(name)
    if value is None or not isinstance(field, Field):
        return value
    if isinstance(field, ForeignKey):
        return field.remote_field.model._default_manager.get(pk=value)
    return field.to_python(value)
