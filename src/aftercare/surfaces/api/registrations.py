"""Who told us that a device is theirs: entered by a program for its owner."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.customers.queries import standing
from aftercare.domains.registrations.actions import register_owner, take_over_registration
from aftercare.domains.registrations.models import Registration
from aftercare.domains.registrations.queries import registration_of
from aftercare.domains.requests.queries import find_request
from aftercare.kit.errors import NotFound
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.devices import HERE as DEVICE
from aftercare.surfaces.api.devices import devices, devices_in_reach
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.requests.noun import request_to_change, requests
from aftercare.surfaces.api.requests.shown import DeviceNamed


class OwnerGiven(Body):
    """Who has the device, and since when."""

    name: Text = Field(min_length=1, max_length=80)
    phone: Text = Field(min_length=7, max_length=32, description="The owner's own; it tells whether we know them.")
    email: Text = Field("", max_length=254, description="To it is written what came of it.")
    language: Text = Field("", max_length=10, description="The owner's: `zh-hans` or `en`.")
    bought_on: Day | None = Field(None, description="No day to come.")
    seller: Text = Field("", max_length=120)


class OwnerRegistered(TypedDict):
    """What came of it."""

    at_once: Annotated[bool, Field(description="The number is the owner's: the registration is kept.")]
    request_id: Annotated[UUID | None, Field(description="The request with which the desk looks at it.")]
    again: Annotated[bool, Field(description="The same person's registration waited with the desk already.")]


@devices.moves(f"{DEVICE}/register_owner", OwnerRegistered, versioned=False)
def register_device_owner(call: Call, id: UUID, body: OwnerGiven) -> dict[str, Any]:
    """Register a device for its owner.

    Kept at once where the number is the owner's; whatever has to be looked at becomes a request to the desk. The same
    person registering once more while the first waits makes no second request.
    """
    device = found(devices_in_reach(call), id)
    done = register_owner(call.actor, device, **body.model_dump(), channel="api", at=call.at)
    waiting = done.registration
    return {"at_once": done.at_once, "request_id": waiting.request_id if waiting else None, "again": done.again}


class RegistrationShown(TypedDict):
    """What a request is to register, and what came of it."""

    device: DeviceNamed
    owner: Annotated[Numbered, Field(description="Whose the device is on record now.")]
    customer: Annotated[Numbered, Field(description="Who registered it.")]
    name: Annotated[str, Field(description="The name given, where it is none known of the customer.")]
    bought_on: date | None
    seller: str
    outcome: Literal["waiting", "taken_over", "refused"]
    decided_at: datetime | None


class TakenOver(Body):
    """The day of purchase; what the owner typed where it is left out, null to leave the device's own."""

    bought_on: Day | None = None


@requests.reads("/requests/{uuid:id}/registration", RegistrationShown)
def read_request_registration(call: Call, id: UUID) -> dict[str, Any]:
    """Read what a request is to register.

    404 for a request that registers nothing.
    """
    return _shown(_of(find_request(call.actor, id).id))


@requests.moves("/requests/{uuid:id}/take_over_registration", RegistrationShown, versioned=False)
def take_over_request_registration(call: Call, id: UUID, body: TakenOver) -> dict[str, Any]:
    """Take a registration over.

    The device becomes theirs, with its day of purchase and the start of its warranties; they are told by mail. To
    refuse one, `cancel` the request: the reason is told.
    """
    held = _of(request_to_change(call, id).id)
    bought_on = body.bought_on if "bought_on" in body.model_fields_set else held.bought_on
    take_over_registration(call.actor, held, bought_on=bought_on, at=call.at)
    return _shown(_of(id))


def _of(id: UUID) -> Registration:
    held = registration_of(id)
    if held is None:
        raise NotFound()
    return held


def _shown(held: Registration) -> dict[str, Any]:
    device = held.device
    plain = ("name", "bought_on", "seller", "outcome", "decided_at")
    return {
        **{name: getattr(held, name) for name in plain},
        "device": {
            "id": device.id,
            "number": device.number,
            "serial": device.serial,
            "product": by_number(device.product),
        },
        "owner": by_number(standing(held.device.customer)),
        "customer": by_number(standing(held.request.customer)),
    }
