"""What a request costs: its quotations and charges, and whether its work waits for the customer's yes."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.billing.actions import waive_quotation
from aftercare.domains.billing.policies import may_see_bills
from aftercare.domains.billing.queries import charges_shown, quotation_needed, quotations_shown, waiver_of
from aftercare.domains.requests.queries import find_request
from aftercare.kit.permissions import require
from aftercare.surfaces.api.billing.quotations import QuotationGiven, begun
from aftercare.surfaces.api.billing.shown import ChargeRow, QuotationRow, QuotationShown, charge_row, quotation_row
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text
from aftercare.surfaces.api.requests.noun import request_to_change, requests, told
from aftercare.surfaces.api.requests.shown import RequestShown

HERE = "/requests/{uuid:id}"


class RequestBills(TypedDict):
    """What was quoted and charged for a request, the latest first."""

    needed: Annotated[
        str | None, Field(description="Why work can't be started before a quotation is accepted; null where it can.")
    ]
    waived: Annotated[bool, Field(description="Whether somebody let it start without one.")]
    quotations: list[QuotationRow]
    charges: list[ChargeRow]


class Waiving(Body):
    """Why no quotation is waited for."""

    reason: Text = Field(min_length=1, max_length=2000)


@requests.reads(f"{HERE}/quotation", RequestBills)
def read_request_quotation(call: Call, id: UUID) -> dict[str, Any]:
    """Read what a request costs.

    Its quotations and charges, and whether its work waits for the customer.
    """
    request = find_request(call.actor, id)
    require(may_see_bills(call.actor))
    needed = quotation_needed(request)
    return {
        "needed": None if needed is None else str(needed),
        "waived": waiver_of(request) is not None,
        "quotations": [quotation_row(one) for one in quotations_shown(call.actor, request)],
        "charges": [charge_row(one) for one in charges_shown(call.actor, request)],
    }


@requests.makes(f"{HERE}/quotation", QuotationShown, readable=False)
def quote_a_request(call: Call, id: UUID, body: QuotationGiven) -> dict[str, Any]:
    """Begin a quotation for a request.

    As `POST /quotations`: without lines the house proposes them.
    """
    return begun(call, id, body)


@requests.moves(f"{HERE}/waive_quotation", RequestShown)
def waive_request_quotation(call: Call, id: UUID, body: Waiving) -> dict[str, Any]:
    """Let work start without an accepted quotation.

    For a reason; it counts for this round of the request.
    """
    waive_quotation(call.actor, request_to_change(call, id), reason=body.reason, at=call.at)
    return told(call, id)
