"""What devices are promised: warranties and what covers service on a day."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions import void_warranty
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.contracts.queries import coverage_for
from aftercare.domains.contracts.queries.warranties import warranties_of
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.devices import HERE, devices, devices_in_reach
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.versions import unchanged


class Share(TypedDict):
    """How much of a kind of cost is paid, until when, and by which source."""

    percent: int
    until: date | None
    source: str


class DeviceCoverage(TypedDict):
    """What covers service on a device on a day, and why."""

    covered: bool
    by: str
    labour: Share
    parts: Share
    travel: Share
    reason: str


@devices.reads(f"{HERE}/coverage", DeviceCoverage)
def read_device_coverage(call: Call, id: UUID, on: Annotated[Day | None, Query(None)] = None) -> dict[str, Any]:
    """Read what covers a device.

    On a day, today if none is said: warranty and agreements with each kind of cost, and why.
    """
    device = found(devices_in_reach(call), id)
    day = on or day_of(call.at)
    coverage = coverage_for(device_id=device.id, customer_id=device.customer_id, on=day)
    shares = {
        cost: {"percent": share.percent, "until": share.until, "source": share.source}
        for cost, share in ((cost, coverage.share(cost)) for cost in ("labour", "parts", "travel"))
    }
    return {"covered": coverage.covered, "by": coverage.by, **shares, "reason": " ".join(sentences(coverage))}


class WarrantyShown(TypedDict):
    """A promise to one device."""

    id: UUID
    name: str
    starts_on: date
    labour_percent: int
    labour_ends_on: date
    parts_percent: int
    parts_ends_on: date
    travel_percent: int
    travel_ends_on: date
    void_on: date | None
    void_reason: str
    version: int


class Warranties(TypedDict):
    """What a device carries, the first begun first."""

    items: list[WarrantyShown]


def _warranty(warranty: DeviceWarranty) -> dict[str, Any]:
    return {name: getattr(warranty, name) for name in WarrantyShown.__annotations__}


@devices.reads(f"{HERE}/warranties", Warranties)
def list_device_warranties(call: Call, id: UUID) -> dict[str, Any]:
    """List the warranties of a device.

    Void and ended ones too, the first begun first.
    """
    return {"items": [_warranty(one) for one in warranties_of(found(devices_in_reach(call), id))[:200]]}


class VoidGiven(Body):
    """From when a warranty pays nothing, and why."""

    on: Day | None = Field(None, description="Today if not said.")
    reason: Text = Field(min_length=1, max_length=200)


@devices.moves(f"{HERE}/warranties/{{uuid:warranty_id}}/void", WarrantyShown)
def void_a_warranty(call: Call, id: UUID, warranty_id: UUID, body: VoidGiven) -> dict[str, Any]:
    """Void a warranty.

    It pays nothing from that day on.
    """
    device = found(devices_in_reach(call), id)
    require(may_manage_contracts(call.actor))
    warranty = unchanged(call, found(warranties_of(device), warranty_id))
    return _warranty(void_warranty(call.actor, warranty, on=body.on or day_of(call.at), reason=body.reason, at=call.at))
