"""Send, accept, decline, withdraw and revise a quotation."""

from typing import Any
from uuid import UUID

from pydantic import Field

from aftercare.domains.billing.actions import (
    accept_quotation,
    decline_quotation,
    revise_quotation,
    send_quotation,
    withdraw_quotation,
)
from aftercare.domains.billing.models import Quotation
from aftercare.surfaces.api.billing.quotations import HERE, quotations, read_quotation
from aftercare.surfaces.api.billing.shown import QuotationShown, quotation_of
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Nothing, Text
from aftercare.surfaces.api.orders.moves import PerhapsWhy
from aftercare.surfaces.api.versions import unchanged


class Sending(Body):
    """How it is sent."""

    wait: Flag = Field(False, description="Suspend the request until the customer decides or the last day is over.")


class Accepted(Body):
    """Who accepted, and how the house knows."""

    name: Text = Field(min_length=1, max_length=80)
    note: Text = Field(min_length=1, max_length=2000, examples=["Said so on the phone at 10:30."])


class Declined(Body):
    """Who declined, and why."""

    name: Text = Field(min_length=1, max_length=80)
    reason: Text = Field(min_length=1, max_length=2000)


def _held(call: Call, id: UUID) -> Quotation:
    quotation = quotation_of(call, id)
    return unchanged(call, quotation, first=[quotation.request])


@quotations.moves(f"{HERE}/send", QuotationShown)
def send_a_quotation(call: Call, id: UUID, body: Sending) -> dict[str, Any]:
    """Send a quotation to its customer.

    What covers each line is read once more; from then on the lines stay as they are.
    """
    send_quotation(call.actor, _held(call, id), wait=body.wait, at=call.at)
    return read_quotation(call, id)


@quotations.moves(f"{HERE}/accept", QuotationShown)
def accept_a_quotation(call: Call, id: UUID, body: Accepted) -> dict[str, Any]:
    """Record that the customer accepted.

    Told on the phone or otherwise; by the link customers do it themselves.
    """
    accept_quotation(call.actor, _held(call, id), name=body.name, note=body.note, at=call.at)
    return read_quotation(call, id)


@quotations.moves(f"{HERE}/decline", QuotationShown)
def decline_a_quotation(call: Call, id: UUID, body: Declined) -> dict[str, Any]:
    """Record that the customer declined.

    With the reason, which tells the desk how to go on.
    """
    decline_quotation(call.actor, _held(call, id), name=body.name, reason=body.reason, at=call.at)
    return read_quotation(call, id)


@quotations.moves(f"{HERE}/withdraw", QuotationShown)
def withdraw_a_quotation(call: Call, id: UUID, body: PerhapsWhy) -> dict[str, Any]:
    """Take a quotation back.

    A draft, or for a reason one that its customer has not decided.
    """
    withdraw_quotation(call.actor, _held(call, id), reason=body.reason, at=call.at)
    return read_quotation(call, id)


@quotations.moves(f"{HERE}/revise", QuotationShown)
def revise_a_quotation(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Begin the next version of a quotation.

    Answers the new draft. One that waits is taken back at once; one that was accepted holds until the next is.
    """
    made = revise_quotation(call.actor, _held(call, id), at=call.at)
    return read_quotation(call, made.id)
