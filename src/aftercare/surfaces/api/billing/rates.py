"""Rates of labour and travel, from a day on."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.billing.actions import add_rate, end_rate
from aftercare.domains.billing.models import ServiceRate
from aftercare.domains.billing.policies import may_keep_rates, may_see_bills, visible_rates
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.money import Money
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import AskedFlag, Body, Day, MoneyShown, Nothing, Text, Whole, money, one_of
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.orders.prices import Amount
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.versions import unchanged

service_rates = Noun(
    "service_rates", "Service rates 服务费率: what labour and travel cost from a day on.", scope="quotations"
)
HERE = "/service_rates/{uuid:id}"


class RateShown(TypedDict):
    """A price before tax."""

    id: UUID
    cost: Literal["labour", "travel"]
    kind: Annotated[str | None, Field(description="The kind of request it is for; null for all.")]
    per: Literal["hour", "visit", "km"]
    amount: MoneyShown
    minimum_minutes: Annotated[int, Field(description="Of labour: less is charged as this.")]
    tax_rate: Coded | None
    valid_from: date
    active: bool
    version: int


class NewRate(Body):
    """A rate to add; the one before it holds until its day."""

    cost: Literal["labour", "travel"]
    per: Literal["hour", "visit", "km"]
    amount: Amount
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    valid_from: Day
    kind: Text | None = Field(None, max_length=40, json_schema_extra=one_of("kinds"))
    minimum_minutes: Whole = Field(0, ge=0, le=1440)
    tax_rate_id: UUID | None = None


class RateQuery(Listing):
    """Which rates."""

    cost: Literal["labour", "travel"] | None = None
    active: AskedFlag | None = None
    sort: Literal["valid_from", "-valid_from"] = "-valid_from"


def _show(rate: ServiceRate) -> dict[str, Any]:
    plain = ("id", "cost", "per", "minimum_minutes", "valid_from", "active", "version")
    return {
        **{name: getattr(rate, name) for name in plain},
        "kind": rate.kind_id,
        "amount": money(Money(rate.amount, rate.currency)),
        "tax_rate": by_code(rate.tax_rate),
    }


@service_rates.lists("/service_rates", RateShown)
def list_service_rates(call: Call, query: Query[RateQuery]) -> dict[str, Any]:
    """List service rates.

    The latest first unless sorted otherwise.
    """
    require(may_see_bills(call.actor))
    rows = visible_rates(call.actor).select_related("tax_rate").filter(**query.filters())
    return listed(rows, query, each(_show))


@service_rates.reads(HERE, RateShown)
def read_service_rate(call: Call, id: UUID) -> dict[str, Any]:
    """Read a service rate.

    What it says never changes; another price is another rate.
    """
    return _show(found(visible_rates(call.actor).select_related("tax_rate"), id))


@service_rates.makes("/service_rates", RateShown)
def create_service_rate(call: Call, body: NewRate) -> dict[str, Any]:
    """Add a service rate.

    From its day on; what was quoted before keeps its price.
    """
    require(may_keep_rates(call.actor))
    kind = RequestKind.objects.filter(pk=body.kind).first() if body.kind else None
    if body.kind and kind is None:
        raise missing("kind")
    return _show(
        add_rate(
            call.actor,
            cost=body.cost,
            per=body.per,
            amount=Decimal(body.amount),
            currency=body.currency,
            valid_from=body.valid_from,
            kind=kind,
            minimum_minutes=body.minimum_minutes,
            tax_rate=named(TaxRate.objects.all(), body.tax_rate_id, "tax_rate_id"),
            at=call.at,
        )
    )


@service_rates.moves(f"{HERE}/end", RateShown)
def end_a_service_rate(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """End a service rate.

    The one before it holds again.
    """
    rate = found(visible_rates(call.actor).select_related("tax_rate"), id)
    require(may_keep_rates(call.actor))
    end_rate(call.actor, unchanged(call, rate), at=call.at)
    return read_service_rate(call, id)
