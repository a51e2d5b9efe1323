"""List, read, write and change charges."""

from typing import Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field

from aftercare.domains.accounts.queries import company
from aftercare.domains.billing.actions import change_charge, create_charge
from aftercare.domains.billing.policies import may_charge, may_see_bills
from aftercare.domains.billing.queries import charges_in_sight, story_of
from aftercare.domains.requests.queries import find_request
from aftercare.kit.permissions import require
from aftercare.surfaces.api.billing.lines import BillLineGiven, drafts_of
from aftercare.surfaces.api.billing.shown import (
    BillTimeline,
    ChargeRow,
    ChargeShown,
    ChargeStateName,
    charge_named,
    charge_row,
    charge_shown,
    story_shown,
)
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text
from aftercare.surfaces.api.lists import After, AtMost, Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged

charges = Noun("charges", "Charges 收费单: what customers pay for work that was done.")
HERE = "/charges/{uuid:id}"


class ChargeQuery(Listing):
    """Which charges."""

    q: Text = Field("", max_length=80, description="The beginning of a number, of a request's, or words of a customer.")
    state: ChargeStateName | None = None
    request_id: UUID | None = None
    customer_id: UUID | None = None
    number: Text | None = Field(None, max_length=32)
    sort: Literal["created_at", "-created_at", "number", "-number"] = "-created_at"


class ChargeChanges(Body):
    """The lines that take the place of all lines a draft has."""

    lines: list[BillLineGiven] = Field(min_length=1, max_length=200)


class NewCharge(ChargeChanges):
    """A charge by hand, for work that was done and has none."""

    request_id: UUID


@charges.lists("/charges", ChargeRow)
def list_charges(call: Call, query: Query[ChargeQuery]) -> dict[str, Any]:
    """List charges.

    The latest first unless sorted otherwise.
    """
    require(may_see_bills(call.actor))
    return listed(charges_in_sight(call.actor, query.q).filter(**query.filters()), query, each(charge_row))


@charges.reads(HERE, ChargeShown)
def read_charge(call: Call, id: UUID) -> dict[str, Any]:
    """Read a charge.

    With its lines, what was paid, and the moves this caller may make.
    """
    return charge_shown(call.actor, charge_named(call, id))


@charges.makes("/charges", ChargeShown)
def create_a_charge(call: Call, body: NewCharge) -> dict[str, Any]:
    """Write a charge by hand.

    The house drafts one from the service record when work is handled; this is for work that has none.
    """
    request = find_request(call.actor, body.request_id)
    require(may_charge(call.actor, request))
    known = company()
    lines = drafts_of(call, body.lines, known.currency if known else "CNY")
    return read_charge(call, create_charge(call.actor, request, lines=lines, at=call.at).id)


@charges.changes(HERE, ChargeShown)
def change_a_charge(call: Call, id: UUID, body: ChargeChanges) -> dict[str, Any]:
    """Change the lines of a draft.

    The house does not reckon it anew from then on.
    """
    held = charge_named(call, id)
    charge = unchanged(call, held, first=[held.request])
    require(may_charge(call.actor, charge.request))
    change_charge(call.actor, charge, lines=drafts_of(call, body.lines, charge.currency), at=call.at)
    return read_charge(call, id)


@charges.reads(f"{HERE}/timeline", BillTimeline)
def read_charge_timeline(call: Call, id: UUID, after: After = 0, limit: AtMost = 100) -> dict[str, Any]:
    """Read a charge's timeline.

    Everything that happened to it, in the order it was recorded.
    """
    return story_shown(story_of(charge_named(call, id), after=after, limit=limit + 1), limit)
