"""Who told us that a device is theirs: entered by a program for its owner."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.registrations.actions import register_owner
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.devices import HERE as DEVICE
from aftercare.surfaces.api.devices import devices, devices_in_reach
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.find import found


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
