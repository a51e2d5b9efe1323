"""Approval limits: above which sum or discount a review takes a right of its own."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Path, Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.orders.actions import set_approval_limit
from aftercare.domains.orders.models import ApprovalLimit
from aftercare.domains.orders.policies import VIEW
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.orders.prices import Amount
from aftercare.surfaces.api.orders.writing import Percent
from aftercare.surfaces.api.versions import expected_version

approval_limits = Noun("approval_limits", "Approval limits 审批限额: of orders, by currency.", scope="orders")


class LimitShown(TypedDict):
    """From what on orders of a currency need the right to approve large ones."""

    id: UUID
    currency: str
    amount: Annotated[str, Field(examples=["50000.000"])]
    discount_percent: Annotated[str, Field(examples=["15.00"])]
    version: int


class LimitGiven(Body):
    """The highest sum, and the highest discount on a line, that every reviewer may approve."""

    amount: Amount
    discount_percent: Percent


class LimitQuery(Listing):
    """Which limits."""

    sort: Literal["currency", "-currency"] = "currency"


def _show(limit: ApprovalLimit) -> dict[str, Any]:
    return {
        "id": limit.id,
        "currency": limit.currency,
        "amount": f"{limit.amount:f}",
        "discount_percent": f"{limit.discount_percent:f}",
        "version": limit.version,
    }


@approval_limits.lists("/approval_limits", LimitShown)
def list_approval_limits(call: Call, query: Query[LimitQuery]) -> dict[str, Any]:
    """List approval limits.

    By currency; orders in others have none.
    """
    require(may(call.actor, VIEW))
    return listed(ApprovalLimit.objects.all(), query, each(_show))


@approval_limits.sets("/approval_limits/{currency}", LimitShown, versioned=True)
def set_an_approval_limit(
    call: Call, currency: Annotated[str, Path(pattern=r"^[A-Z]{3}$")], body: LimitGiven
) -> dict[str, Any]:
    """Set the approval limit of a currency.

    In the place of the one it has.
    """
    sums = {"amount": Decimal(body.amount), "discount_percent": Decimal(body.discount_percent)}
    expected = expected_version(call.http)
    return _show(set_approval_limit(call.actor, currency=currency, **sums, expected=expected, at=call.at))
