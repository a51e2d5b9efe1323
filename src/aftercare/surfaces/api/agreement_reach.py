"""What agreements cover: devices by name, places with all that stands there, models with all of a kind."""

from typing import Any
from uuid import UUID

from pydantic import model_validator

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.actions import (
    cover_device,
    cover_product,
    cover_site,
    uncover_device,
    uncover_product,
    uncover_site,
)
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


@agreements.moves(f"{HERE}/cover", AgreementWhole)
def cover_a_device(call: Call, id: UUID, body: CoveredGiven) -> dict[str, Any]:
    """Cover a device, a place or a model.

    From now on: a device by name, all that stands at a place, or all of a model that the customer has.
    """
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    if body.site_id:
        cover_site(call.actor, agreement, site=needed(sites_for(call.actor), body.site_id, "site_id"), at=call.at)
    elif body.product_id:
        cover_product(
            call.actor, agreement, product=needed(Product.objects.all(), body.product_id, "product_id"), at=call.at
        )
    else:
        device = needed(devices_for(call.actor), body.device_id, "device_id")
        cover_device(call.actor, agreement, device=device, at=call.at)
    return read_agreement(call, id)


@agreements.moves(f"{HERE}/uncover", AgreementWhole)
def uncover_a_device(call: Call, id: UUID, body: CoveredGiven) -> dict[str, Any]:
    """No longer cover a device, a place or a model.

    Requests decided before keep what they were told, unless they are open.
    """
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    if body.site_id:
        uncover_site(call.actor, agreement, site=needed(sites_for(call.actor), body.site_id, "site_id"), at=call.at)
    elif body.product_id:
        uncover_product(
            call.actor, agreement, product=needed(Product.objects.all(), body.product_id, "product_id"), at=call.at
        )
    else:
        device = needed(devices_for(call.actor), body.device_id, "device_id")
        uncover_device(call.actor, agreement, device=device, at=call.at)
    return read_agreement(call, id)
