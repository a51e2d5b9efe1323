"""Tax rates: what is put on the lines of orders."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.orders.actions import add_tax_rate, change_tax_rate
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.orders.policies import VIEW, may_keep_prices, visible_tax_rates
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.orders.writing import Percent
from aftercare.surfaces.api.versions import unchanged

tax_rates = Noun("tax_rates", "Tax rates 税率: what is put on the lines of orders.", scope="orders")
HERE = "/tax_rates/{uuid:id}"


class TaxRateShown(TypedDict):
    """A tax."""

    id: UUID
    code: Annotated[str, Field(examples=["vat13"])]
    name: str
    percent: Annotated[str, Field(examples=["13.00"])]
    active: Annotated[bool, Field(description="Whether it is offered for new lines.")]
    version: int


def _show(rate: TaxRate) -> dict[str, Any]:
    plain = ("id", "code", "name", "active", "version")
    return {**{name: getattr(rate, name) for name in plain}, "percent": f"{rate.percent:.2f}"}


class NewTaxRate(Body):
    """A tax to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["vat13"])
    name: Text = Field(min_length=1, max_length=120, examples=["增值税 13%"])
    percent: Percent


class TaxRateChanges(Body):
    """The fields to change; lines keep the percentage they were written with."""

    name: Text | None = Field(None, min_length=1, max_length=120)
    percent: Percent | None = None
    active: Flag | None = None


class TaxRateQuery(Listing):
    """Which taxes."""

    code: Text | None = Field(None, max_length=40)
    active: AskedFlag | None = None
    sort: Literal["code", "-code"] = "code"


@tax_rates.lists("/tax_rates", TaxRateShown)
def list_tax_rates(call: Call, query: Query[TaxRateQuery]) -> dict[str, Any]:
    """List tax rates.

    By their code.
    """
    require(may(call.actor, VIEW))
    return listed(visible_tax_rates(call.actor).filter(**query.filters()), query, each(_show))


@tax_rates.reads(HERE, TaxRateShown)
def read_tax_rate(call: Call, id: UUID) -> dict[str, Any]:
    """Read a tax rate.

    With its percentage as it is now.
    """
    return _show(found(visible_tax_rates(call.actor), id))


@tax_rates.makes("/tax_rates", TaxRateShown)
def create_tax_rate(call: Call, body: NewTaxRate) -> dict[str, Any]:
    """Add a tax rate.

    Under a code that no other has.
    """
    return _show(add_tax_rate(call.actor, code=body.code, name=body.name, percent=Decimal(body.percent), at=call.at))


@tax_rates.changes(HERE, TaxRateShown)
def change_a_tax_rate(call: Call, id: UUID, body: TaxRateChanges) -> dict[str, Any]:
    """Change a tax rate.

    Only the fields that are sent.
    """
    rate = found(visible_tax_rates(call.actor), id)
    require(may_keep_prices(call.actor))
    given = {name: value for name, value in body.given("percent").items() if value is not None}
    if body.percent is not None:
        given["percent"] = Decimal(body.percent)
    return _show(change_tax_rate(call.actor, unchanged(call, rate), at=call.at, **given))
