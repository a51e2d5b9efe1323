"""Devices: installed units in customers' hands."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models import Category
from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.contracts.queries.warranties import under_warranty
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.devices.actions import change_device, move_device, register_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import VIEW, may_register_device
from aftercare.domains.devices.queries import of_category, of_unit, owners_of, serial_holds
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Day, Text
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Named, Numbered, by_name, by_number
from aftercare.surfaces.api.reach import customers_for, devices_for
from aftercare.surfaces.api.versions import unchanged

devices = Noun(
    "devices",
    "Devices 设备: the installed base by serial number, with owner, user, place, dates and what covers them.",
)
HERE = "/devices/{uuid:id}"
StatusName = Literal["in_use", "stored", "scrapped", "lost"]


class DeviceShown(TypedDict):
    """One unit of a product."""

    id: UUID
    number: Annotated[str, Field(examples=["D-2026-000007"])]
    serial: str
    batch: str
    product: Numbered | None
    customer: Numbered
    user_customer: Numbered | None
    payer: Numbered | None
    site: Named | None
    parent_id: UUID | None
    seller: str
    status: StatusName
    produced_date: date | None
    sold_date: date | None
    shipped_date: date | None
    installed_date: date | None
    commissioned_date: date | None
    registered_date: date | None
    external_id: str | None
    version: int
    created_at: datetime


def _show(device: Device) -> dict[str, Any]:
    plain = (
        "id", "number", "serial", "batch", "parent_id", "seller", "status", "produced_date", "sold_date",
        "shipped_date", "installed_date", "commissioned_date", "registered_date", "external_id", "version",
        "created_at",
    )  # fmt: skip
    return {
        **{name: getattr(device, name) for name in plain},
        "product": by_number(device.product),
        "customer": by_number(device.customer),
        "user_customer": by_number(device.user_customer),
        "payer": by_number(device.payer),
        "site": by_name(device.site),
    }


class DeviceChanges(Body):
    """The fields to change; the others stay. Place and owner change by `move` and `transfer`."""

    serial: Text = Field("", max_length=80)
    batch: Text = Field("", max_length=60)
    parent_id: UUID | None = None
    user_customer_id: UUID | None = Field(None, description="Who uses it, where that is not the owner.")
    payer_id: UUID | None = None
    seller: Text = Field("", max_length=120)
    status: StatusName = "in_use"
    produced_date: Day | None = None
    sold_date: Day | None = None
    shipped_date: Day | None = None
    installed_date: Day | None = None
    commissioned_date: Day | None = None
    registered_date: Day | None = None
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class NewDevice(DeviceChanges):
    """A unit to register."""

    product_id: UUID
    customer_id: UUID
    site_id: UUID | None = None


class DeviceQuery(Listing):
    """Which devices."""

    q: Text = Field("", max_length=80, description="Any part of the serial number, or the whole device number.")
    number: Text | None = Field(None, max_length=32)
    serial: Text | None = Field(None, max_length=80, description="The whole serial number, in any case of letters.")
    batch: Text | None = Field(None, max_length=60)
    product_id: UUID | None = None
    customer_id: UUID | None = None
    site_id: UUID | None = None
    status: StatusName | None = None
    category_id: UUID | None = Field(None, description="A product category with everything below it.")
    unit_id: UUID | None = Field(None, description="A part of the company with everything below it.")
    under_warranty: AskedFlag | None = Field(None, description="Whether a warranty pays anything today.")
    external_id: Text | None = Field(None, max_length=80)
    sort: Literal["created_at", "-created_at", "number", "-number"] = "-created_at"


def devices_in_reach(call: Call) -> QuerySet[Device]:
    """The devices in sight with what is told of one."""
    return devices_for(call.actor).select_related("product", "customer", "user_customer", "payer", "site")


@devices.lists("/devices", DeviceShown)
def list_devices(call: Call, query: Query[DeviceQuery]) -> dict[str, Any]:
    """List devices.

    The latest registered first unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    ours = {"category_id", "unit_id", "under_warranty"}
    given = query.filters(serial="serial__iexact")
    rows = _narrowed(call, query).filter(**{name: value for name, value in given.items() if name not in ours})
    asked = query.q.strip()
    if asked:
        rows = rows.filter(serial_holds(asked)) | rows.filter(number=asked.upper())
    return listed(rows, query, each(_show))


def _narrowed(call: Call, query: DeviceQuery) -> QuerySet[Device]:
    rows = devices_in_reach(call)
    if query.category_id:
        rows = of_category(rows, needed(Category.objects.all(), query.category_id, "category_id"))
    if query.unit_id:
        rows = of_unit(rows, needed(OrganisationUnit.objects.all(), query.unit_id, "unit_id"))
    if query.under_warranty is not None:
        rows = under_warranty(rows, on=day_of(call.at), covered=query.under_warranty)
    return rows


@devices.reads(HERE, DeviceShown)
def read_device(call: Call, id: UUID) -> dict[str, Any]:
    """Read a device.

    With its owner, user and place.
    """
    return _show(found(devices_in_reach(call), id))


@devices.makes("/devices", DeviceShown)
def create_device(call: Call, body: NewDevice) -> dict[str, Any]:
    """Register a device.

    In the hands of its owner, from the earliest date known.
    """
    require(may_register_device(call.actor))
    customer = needed(customers_for(call.actor), body.customer_id, "customer_id")
    product = needed(visible_products(call.actor), body.product_id, "product_id")
    site = named(Site.objects.filter(customer__in=customers_for(call.actor)), body.site_id, "site_id")
    made = register_device(call.actor, product=product, customer=customer, site=site, at=call.at, **_values(call, body))
    return _show(made)


@devices.changes(HERE, DeviceShown)
def change_a_device(call: Call, id: UUID, body: DeviceChanges) -> dict[str, Any]:
    """Change a device.

    Only the fields that are sent.
    """
    device = unchanged(call, found(devices_in_reach(call), id))
    return _show(change_device(call.actor, device, at=call.at, **_values(call, body)))


class MoveGiven(Body):
    """The place, of the owner or the user; none where it is not known."""

    site_id: UUID | None = None


@devices.moves(f"{HERE}/move", DeviceShown)
def move_a_device(call: Call, id: UUID, body: MoveGiven) -> dict[str, Any]:
    """Put a device at another place.

    Of its owner or its user.
    """
    device = unchanged(call, found(devices_in_reach(call), id))
    theirs = of_customer(device.customer_id)
    if device.user_customer_id:
        theirs |= of_customer(device.user_customer_id)
    site = named(Site.objects.filter(theirs), body.site_id, "site_id")
    move_device(call.actor, device, site=site, at=call.at)
    return read_device(call, id)


class TransferGiven(Body):
    """The next owner."""

    customer_id: UUID
    on: Day | None = Field(None, description="From which day; today if not said.")
    site_id: UUID | None = None
    reason: Text = Field("", max_length=200)


@devices.moves(f"{HERE}/transfer", DeviceShown)
def transfer_a_device(call: Call, id: UUID, body: TransferGiven) -> dict[str, Any]:
    """Hand a device to another owner.

    Its history stays with it.
    """
    device = unchanged(call, found(devices_in_reach(call), id))
    to = needed(customers_for(call.actor), body.customer_id, "customer_id")
    site = named(Site.objects.filter(of_customer(to.id)), body.site_id, "site_id")
    transfer_device(call.actor, device, to=to, on=body.on, site=site, reason=body.reason, at=call.at)
    return _show(found(Device.objects.select_related("product", "customer", "site"), id))


class OwnerShown(TypedDict):
    """A span of owning a device."""

    customer: Named
    from_date: date
    until_date: date | None
    reason: str


class Owners(TypedDict):
    """Whose a device was, the present owner first."""

    items: list[OwnerShown]


@devices.reads(f"{HERE}/owners", Owners)
def list_device_owners(call: Call, id: UUID) -> dict[str, Any]:
    """List whose a device was.

    The present owner first.
    """
    rows = owners_of(found(devices_in_reach(call), id))[:200]
    return {
        "items": [
            {
                "customer": by_name(row.customer),
                "from_date": row.from_date,
                "until_date": row.until_date,
                "reason": row.reason,
            }
            for row in rows
        ]
    }


def _values(call: Call, body: DeviceChanges) -> dict[str, Any]:
    own = ("parent_id", "user_customer_id", "payer_id", "product_id", "customer_id", "site_id")
    given = body.given(*own)
    people = {"user_customer": body.user_customer_id, "payer": body.payer_id}
    for name, id in people.items():
        if f"{name}_id" in body.model_fields_set:
            given[name] = named(_customers(call), id, f"{name}_id")
    if "parent_id" in body.model_fields_set:
        given["parent"] = named(devices_for(call.actor), body.parent_id, "parent_id")
    return given


def _customers(call: Call) -> QuerySet[Customer]:
    return customers_for(call.actor)
