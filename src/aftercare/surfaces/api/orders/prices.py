"""Price lists: what products and parts cost, in a currency, from a day on."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.catalog.policies import visible_parts, visible_products
from aftercare.domains.orders.actions import add_price_list, change_price_list, set_prices
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.models import PriceList
from aftercare.domains.orders.policies import VIEW, may_keep_prices, visible_price_lists
from aftercare.kit.money import Money
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Day, MoneyShown, Text, money
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.versions import unchanged

price_lists = Noun("price_lists", "Price lists 价目表: what things cost, by currency and day.", scope="orders")
HERE = "/price_lists/{uuid:id}"
MOST = 1000
Amount = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,4})?$", examples=["3999.00"])]


class PriceListRow(TypedDict):
    """A price list."""

    id: UUID
    code: Annotated[str, Field(examples=["retail-2026"])]
    name: str
    currency: Annotated[str, Field(examples=["CNY"])]
    valid_from: date
    valid_until: date | None
    version: int


class PriceShown(TypedDict):
    """What one piece costs before tax."""

    product: Numbered | None
    part: Numbered | None
    unit_price: MoneyShown


class PriceListShown(PriceListRow):
    """A price list with its prices."""

    prices: Annotated[list[PriceShown], Field(description=f"{MOST} of them at most, by number.")]


def _row(known: PriceList) -> dict[str, Any]:
    plain = ("id", "code", "name", "currency", "valid_from", "valid_until", "version")
    return {name: getattr(known, name) for name in plain}


def _show(known: PriceList) -> dict[str, Any]:
    rows = known.prices.select_related("product", "part").order_by("product__number", "part__number", "id")[:MOST]
    prices = [
        {
            "product": by_number(row.product),
            "part": by_number(row.part),
            "unit_price": money(Money(row.unit_price, known.currency)),
        }
        for row in rows
    ]
    return {**_row(known), "prices": prices}


class PriceListChanges(Body):
    """The fields to change."""

    name: Text | None = Field(None, min_length=1, max_length=120)
    valid_from: Day | None = None
    valid_until: Day | None = None


class NewPriceList(Body):
    """A price list to begin."""

    code: Text = Field(min_length=1, max_length=40)
    name: Text = Field(min_length=1, max_length=120)
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    valid_from: Day
    valid_until: Day | None = None


class PriceListQuery(Listing):
    """Which price lists."""

    code: Text | None = Field(None, max_length=40)
    currency: Text | None = Field(None, max_length=3)
    sort: Literal["code", "-code", "valid_from", "-valid_from"] = "code"


@price_lists.lists("/price_lists", PriceListRow)
def list_price_lists(call: Call, query: Query[PriceListQuery]) -> dict[str, Any]:
    """List price lists.

    By their code unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    return listed(visible_price_lists(call.actor).filter(**query.filters()), query, each(_row))


@price_lists.reads(HERE, PriceListShown)
def read_price_list(call: Call, id: UUID) -> dict[str, Any]:
    """Read a price list.

    With its prices.
    """
    return _show(found(visible_price_lists(call.actor), id))


@price_lists.makes("/price_lists", PriceListShown)
def create_price_list(call: Call, body: NewPriceList) -> dict[str, Any]:
    """Begin a price list.

    Empty; its prices are set afterwards.
    """
    return _show(add_price_list(call.actor, at=call.at, **body.model_dump()))


@price_lists.changes(HERE, PriceListShown)
def change_a_price_list(call: Call, id: UUID, body: PriceListChanges) -> dict[str, Any]:
    """Change a price list.

    Its name or the days it holds; only the fields that are sent.
    """
    known = found(visible_price_lists(call.actor), id)
    require(may_keep_prices(call.actor))
    given = {name: value for name, value in body.given().items() if value is not None or name == "valid_until"}
    return _show(change_price_list(call.actor, unchanged(call, known), at=call.at, **given))


class PriceGiven(Body):
    """What one piece of a product or a part costs; null takes it off the list."""

    product_id: UUID | None = None
    part_id: UUID | None = None
    unit_price: Amount | None


class PricesGiven(Body):
    """The prices to set; the others stay."""

    prices: list[PriceGiven] = Field(min_length=1, max_length=MOST)


@price_lists.sets(f"{HERE}/prices", PriceListShown, versioned=True)
def set_price_list_prices(call: Call, id: UUID, body: PricesGiven) -> dict[str, Any]:
    """Set prices of a list.

    Those that are sent; the others stay.
    """
    known = found(visible_price_lists(call.actor), id)
    require(may_keep_prices(call.actor))
    prices: dict[Product | Part, Decimal | None] = {}
    for place, one in enumerate(body.prices):
        product = named(visible_products(call.actor), one.product_id, f"prices.{place}.product_id")
        part = named(visible_parts(call.actor), one.part_id, f"prices.{place}.part_id")
        thing = LineDraft(product=product, part=part).thing
        prices[thing] = None if one.unit_price is None else Decimal(one.unit_price)
    set_prices(call.actor, unchanged(call, known), prices=prices, at=call.at)
    return read_price_list(call, id)
