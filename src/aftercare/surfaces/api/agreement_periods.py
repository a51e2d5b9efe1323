"""How agreements go on: renewed, suspended, resumed, ended, and what was used of them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.contracts.actions import (
    end_agreement,
    renew_agreement,
    resume_agreement,
    set_entitlements,
    suspend_agreement,
)
from aftercare.domains.contracts.queries.agreements import uses_of
from aftercare.surfaces.api.agreements import (
    HERE,
    AgreementWhole,
    Entitlement,
    EntitlementName,
    agreements,
    agreements_in_reach,
    read_agreement,
    whole,
)
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Day, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.versions import unchanged


class RenewalGiven(Body):
    """Until when the next period runs."""

    ends_on: Day | None = Field(None, description="As long as the period before if not said.")


@agreements.moves(f"{HERE}/renew", AgreementWhole)
def renew_an_agreement(call: Call, id: UUID, body: RenewalGiven) -> dict[str, Any]:
    """Renew an agreement.

    A new one with the same terms, devices and entitlements begins the day after the last; it is answered.
    """
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    return whole(renew_agreement(call.actor, agreement, ends_on=body.ends_on, at=call.at))


class InclusionGiven(Body):
    """What is included from now on; of kinds that are not named nothing is."""

    entitlements: list[Entitlement] = Field(max_length=3)
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    reason: Text = Field(min_length=1, max_length=2000)


@agreements.moves(f"{HERE}/include", AgreementWhole)
def change_what_an_agreement_includes(call: Call, id: UUID, body: InclusionGiven) -> dict[str, Any]:
    """Change what an agreement includes.

    From now on, at least as much as is used already; open requests are decided anew.
    """
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    set_entitlements(
        call.actor,
        agreement,
        entitlements={part.kind: Decimal(part.quantity) for part in body.entitlements},
        rolls_over=[part.kind for part in body.entitlements if part.rolls_over],
        currency=body.currency,
        reason=body.reason,
        at=call.at,
    )
    return read_agreement(call, id)


class UseShown(TypedDict):
    """A quantity taken from what is included, or (negative) given back."""

    kind: EntitlementName
    quantity: str
    about_kind: str
    about_id: UUID | None
    at: datetime


class Uses(TypedDict):
    """The ledger of an agreement, the latest first."""

    items: list[UseShown]


@agreements.reads(f"{HERE}/uses", Uses)
def list_agreement_uses(call: Call, id: UUID) -> dict[str, Any]:
    """List what was used of an agreement.

    The latest 200 uses first.
    """
    rows = uses_of(found(agreements_in_reach(call), id))[:200]
    return {
        "items": [
            {
                "kind": use.entitlement.kind,
                "quantity": f"{use.quantity:f}",
                "about_kind": use.about_kind,
                "about_id": use.about_id,
                "at": use.at,
            }
            for use in rows
        ]
    }


class BecauseGiven(Body):
    """Why."""

    reason: Text = Field(min_length=1, max_length=2000)


@agreements.moves(f"{HERE}/suspend", AgreementWhole)
def suspend_an_agreement(call: Call, id: UUID, body: BecauseGiven) -> dict[str, Any]:
    """Suspend an agreement.

    It promises nothing until it is resumed.
    """
    suspend_agreement(call.actor, unchanged(call, found(agreements_in_reach(call), id)), reason=body.reason, at=call.at)
    return read_agreement(call, id)


@agreements.moves(f"{HERE}/resume", AgreementWhole)
def resume_an_agreement(call: Call, id: UUID, body: BecauseGiven) -> dict[str, Any]:
    """Resume an agreement.

    It counts again from now on.
    """
    resume_agreement(call.actor, unchanged(call, found(agreements_in_reach(call), id)), reason=body.reason, at=call.at)
    return read_agreement(call, id)


@agreements.moves(f"{HERE}/end", AgreementWhole)
def end_an_agreement(call: Call, id: UUID, body: BecauseGiven) -> dict[str, Any]:
    """End an agreement.

    For good, before its last day.
    """
    end_agreement(call.actor, unchanged(call, found(agreements_in_reach(call), id)), reason=body.reason, at=call.at)
    return read_agreement(call, id)
