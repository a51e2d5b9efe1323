"""What agreements cover: devices by name, places with all that stands there, models with all of a kind."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pydantic import model_validator

from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.contracts.actions import (
    cover_device,
    cover_product,
    cover_site,
    uncover_device,
    uncover_product,
    uncover_site,
)
from aftercare.domains.contracts.models import Agreement
from aftercare.surfaces.api.agreements import (
    HERE,
    AgreementWhole,
    agreements,
    agreements_in_reach,
    read_agreement,
)
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body
from aftercare.surfaces.api.find import found, needed
from aftercare.surfaces.api.reach import devices_for, sites_for
from aftercare.surfaces.api.versions import unchanged

Command = Callable[..., Agreement]
COVER: Mapping[str, Command] = {"device": cover_device, "site": cover_site, "product": cover_product}
UNCOVER: Mapping[str, Command] = {"device": uncover_device, "site": uncover_site, "product": uncover_product}


class CoveredGiven(Body):
    """A device, a place or a model: one of them."""

    device_id: UUID | None = None
    site_id: UUID | None = None
    product_id: UUID | None = None

    @model_validator(mode="after")
    def one(self) -> "CoveredGiven":
        """Exactly one is named."""
        if len({"device_id", "site_id", "product_id"} & {name for name, id in self if id is not None}) != 1:
            raise ValueError("Name one of device_id, site_id and product_id.")
        return self

    def thing(self, call: Call) -> dict[str, Any]:
        """What is named, among what the caller may see, as the commands take it."""
        if self.site_id:
            return {"site": needed(sites_for(call.actor), self.site_id, "site_id")}
        if self.product_id:
            return {"product": needed(visible_products(call.actor), self.product_id, "product_id")}
        return {"device": needed(devices_for(call.actor), self.device_id, "device_id")}


@agreements.moves(f"{HERE}/cover", AgreementWhole)
def cover_a_device(call: Call, id: UUID, body: CoveredGiven) -> dict[str, Any]:
    """Cover a device, a place or a model.

    From now on: a device by name, all that stands at a place, or all of a model that the customer has.
    """
    return _done(call, id, body, COVER)


@agreements.moves(f"{HERE}/uncover", AgreementWhole)
def uncover_a_device(call: Call, id: UUID, body: CoveredGiven) -> dict[str, Any]:
    """No longer cover a device, a place or a model.

    Requests decided before keep what they were told, unless they are open.
    """
    return _done(call, id, body, UNCOVER)


def _done(call: Call, id: UUID, body: CoveredGiven, commands: Mapping[str, Command]) -> dict[str, Any]:
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    ((what, thing),) = body.thing(call).items()
    commands[what](call.actor, agreement, **{what: thing}, at=call.at)
    return read_agreement(call, id)
