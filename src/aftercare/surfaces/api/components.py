"""What a device is made of: units with serial numbers of their own."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.contracts.queries.warranties import with_warranty_end
from aftercare.domains.devices.actions import build_in, take_out
from aftercare.domains.devices.queries import components_of
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.devices import HERE, DeviceShown, StatusName, devices, devices_in_reach, read_device
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.find import found, needed
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.versions import unchanged

MOST = 200


class ComponentShown(TypedDict):
    """A unit that is built into another."""

    id: UUID
    number: str
    serial: str
    product: Numbered | None
    status: StatusName
    installed_date: date | None
    warranty_until: Annotated[date | None, Field(description="The last day on which a warranty pays anything of it.")]


class Components(TypedDict):
    """What is built into a device."""

    items: list[ComponentShown]


@devices.reads(f"{HERE}/components", Components)
def list_device_components(call: Call, id: UUID) -> dict[str, Any]:
    """List what is built into a device.

    Each unit with the end of its warranty.
    """
    rows = with_warranty_end(components_of(found(devices_in_reach(call), id)), on=day_of(call.at))[:MOST]
    plain = ("id", "number", "serial", "status", "installed_date", "warranty_until")
    return {
        "items": [{**{name: getattr(row, name) for name in plain}, "product": by_number(row.product)} for row in rows]
    }


class BuiltIn(Body):
    """A unit to build in."""

    product_id: UUID
    serial: Text = Field("", max_length=80)
    installed_date: Day | None = None


@devices.moves(f"{HERE}/build_in", DeviceShown)
def build_in_a_component(call: Call, id: UUID, body: BuiltIn) -> dict[str, Any]:
    """Build a component into a device.

    The owner's unit of this serial number, or a new one that is put on record; answered is the component.
    """
    device = unchanged(call, found(devices_in_reach(call), id))
    product = needed(visible_products(call.actor), body.product_id, "product_id")
    made = build_in(call.actor, device, product=product, **body.given("product_id"), at=call.at)
    return read_device(call, made.id)


class TakenOut(Body):
    """What becomes of it."""

    status: StatusName = "stored"


@devices.moves(f"{HERE}/take_out", DeviceShown)
def take_out_a_component(call: Call, id: UUID, body: TakenOut) -> dict[str, Any]:
    """Take a component out.

    The address names the component; it stays on record by itself.
    """
    component = unchanged(call, found(devices_in_reach(call), id))
    take_out(call.actor, component, status=body.status, at=call.at)
    return read_device(call, id)
