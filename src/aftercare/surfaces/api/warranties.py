"""What devices are promised: warranties and what covers service on a day."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions import grant_warranty, restore_warranty, void_warranty
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.contracts.policies import may_manage_warranty_of
from aftercare.domains.contracts.queries import coverage_for
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.contracts.queries.warranties import warranties_of
from aftercare.kit.permissions import require
from aftercare.surfaces.api.agreements import Percent
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.devices import HERE, devices, devices_in_reach
from aftercare.surfaces.api.fields import Body, Day, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.shares import CoverageShown, coverage_shown
from aftercare.surfaces.api.versions import unchanged


class LawfulRight(TypedDict):
    """Something the customer may ask for by law."""

    kind: Literal["refund", "exchange", "repair", "main_parts"]
    until: date
    reason: str


class DeviceCoverage(CoverageShown):
    """What covers a device, and what the law gives beside it."""

    by_law: list[LawfulRight]


@devices.reads(f"{HERE}/coverage", DeviceCoverage)
def read_device_coverage(call: Call, id: UUID, on: Annotated[Day | None, Query(None)] = None) -> dict[str, Any]:
    """Read what covers a device.

    On a day, today if none is said: warranty and agreements with each kind of cost, and why.
    """
    device = found(devices_in_reach(call), id)
    day = on or day_of(call.at)
    coverage = coverage_for(device_id=device.id, customer_id=device.customer_id, on=day)
    by_law = [{"kind": one.kind, "until": one.until, "reason": str(one)} for one in statutory_rights(device, on=day)]
    return {**coverage_shown(coverage), "by_law": by_law}


MONTHS = 600


class WarrantyShown(TypedDict):
    """A promise to one device."""

    id: UUID
    name: str
    part: Annotated[Numbered | None, Field(description="The one part it is for; none is the whole device.")]
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
    return {name: getattr(warranty, name) for name in WarrantyShown.__annotations__} | {
        "part": by_number(warranty.part)
    }


@devices.reads(f"{HERE}/warranties", Warranties)
def list_device_warranties(call: Call, id: UUID) -> dict[str, Any]:
    """List the warranties of a device.

    Void and ended ones too, the first begun first.
    """
    return {"items": [_warranty(one) for one in warranties_of(found(devices_in_reach(call), id))[:200]]}


class WarrantyBack(Body):
    """Why a warranty that was void pays again."""

    reason: Text = Field(min_length=1, max_length=200)


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
    require(may_manage_warranty_of(call.actor, device))
    warranty = unchanged(call, found(warranties_of(device), warranty_id))
    return _warranty(void_warranty(call.actor, warranty, on=body.on or day_of(call.at), reason=body.reason, at=call.at))


@devices.moves(f"{HERE}/warranties/{{uuid:warranty_id}}/restore", WarrantyShown)
def restore_a_warranty(call: Call, id: UUID, warranty_id: UUID, body: WarrantyBack) -> dict[str, Any]:
    """Give a void warranty back.

    It pays as if it had never been void.
    """
    device = found(devices_in_reach(call), id)
    require(may_manage_warranty_of(call.actor, device))
    warranty = unchanged(call, found(warranties_of(device), warranty_id))
    return _warranty(restore_warranty(call.actor, warranty, reason=body.reason, at=call.at))


class WarrantyGiven(Body):
    """A promise beside the terms, such as an extension that was sold or granted."""

    name: Text = Field(min_length=1, max_length=120, examples=["延保一年"])
    starts_on: Day
    months: Whole = Field(ge=1, le=MONTHS)
    labour_percent: Percent = 100
    parts_percent: Percent = 100
    travel_percent: Percent = 100


@devices.makes(f"{HERE}/warranties", WarrantyShown, readable=False)
def grant_a_warranty(call: Call, id: UUID, body: WarrantyGiven) -> dict[str, Any]:
    """Grant a warranty.

    Beside what the device carries by its terms: an extension that was sold, or goodwill.
    """
    device = found(devices_in_reach(call), id)
    require(may_manage_warranty_of(call.actor, device))
    return _warranty(grant_warranty(call.actor, device, at=call.at, **body.model_dump()))
