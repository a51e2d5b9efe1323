"""The lines of quotations and charges: as they are told, and as they are given."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.models import BillLine
from aftercare.domains.billing.words import name_of, why_of
from aftercare.domains.catalog.policies import visible_parts
from aftercare.domains.orders.policies import visible_tax_rates
from aftercare.kit.money import Money
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.fields import Body, MoneyGiven, MoneyShown, Text, money
from aftercare.surfaces.api.find import named
from aftercare.surfaces.api.orders.writing import Percent
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.words import SENTENCES

SortName = Literal["labour", "travel", "part", "other"]
UnitName = Literal["hour", "visit", "km", "piece"]
Quantity = Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,4})?$", examples=["1.5"])]


class BillLineShown(TypedDict):
    """A line with its figures, each rounded to the currency's smallest unit, and what covers it."""

    id: UUID
    position: int
    sort: SortName
    name: Annotated[str, Field(description="What the line is for, in the caller's language.")]
    part: Numbered | None
    text: str
    unit: UnitName
    quantity: Annotated[str, Field(examples=["1.5000"])]
    unit_price: Annotated[MoneyShown | None, Field(description="Before tax; null in a draft where nobody said it.")]
    discount_percent: str
    covered_percent: Annotated[int, Field(description="The share of the discounted price that somebody else pays.")]
    covered_by: Annotated[str, Field(description="warranty, agreement, override or none.")]
    why: Annotated[list[str], Field(description="What covers it, or why nothing does, in the caller's language.")]
    covered: MoneyShown
    tax_percent: str
    net: Annotated[MoneyShown, Field(description="Quantity × price, less the discount and what is covered.")]
    tax: MoneyShown
    total: MoneyShown


class BillLineGiven(Body):
    """A line to write; without a price the rate or the price list says it, without a tax that of the rate."""

    sort: SortName
    quantity: Quantity = "1"
    part_id: UUID | None = Field(None, description="What is sold, or of labour and travel what the trouble is with.")
    text: Text = Field("", max_length=200)
    unit: UnitName | None = Field(None, description="Hours of labour, visits or km of travel, else pieces.")
    unit_price: MoneyGiven | None = Field(None, description="In the currency of the whole, before tax.")
    discount_percent: Percent = "0"
    tax_rate_id: UUID | None = None


def show_lines(lines: Iterable[BillLine], currency: str) -> list[dict[str, Any]]:
    """Lines as they are told."""
    return [_line(line, currency) for line in lines]


def _line(line: BillLine, currency: str) -> dict[str, Any]:
    figures = line.figures(currency)
    return {
        "id": line.id,
        "position": line.position,
        "sort": line.sort,
        "name": name_of(line),
        "part": by_number(line.part),
        "text": line.text,
        "unit": line.unit,
        "quantity": f"{line.quantity:f}",
        "unit_price": money(Money(line.unit_price, currency)) if line.unit_price is not None else None,
        "discount_percent": f"{line.discount_percent:f}",
        "covered_percent": line.covered_percent,
        "covered_by": line.covered_by,
        "why": why_of(line),
        "covered": money(figures.covered),
        "tax_percent": f"{line.tax_percent:f}",
        "net": money(figures.net),
        "tax": money(figures.tax),
        "total": money(figures.total),
    }


def drafts_of(call: Call, lines: Iterable[BillLineGiven], currency: str) -> list[LineDraft]:
    """Lines as an action takes them, with the parts and taxes their ids name."""
    return [_draft(call, line, currency, f"lines.{place}") for place, line in enumerate(lines)]


def _draft(call: Call, line: BillLineGiven, currency: str, where: str) -> LineDraft:
    price = line.unit_price
    if price is not None and price.currency != currency:
        field = f"{where}.unit_price.currency"
        raise BadInput(fields=field, errors={field: SENTENCES["literal_error"] % {"expected": currency}})
    return LineDraft(
        sort=line.sort,
        quantity=Decimal(line.quantity),
        part=named(visible_parts(call.actor), line.part_id, f"{where}.part_id"),
        text=line.text,
        unit=line.unit or "",
        unit_price=price.decimal if price else None,
        discount_percent=Decimal(line.discount_percent),
        tax_rate=named(visible_tax_rates(call.actor), line.tax_rate_id, f"{where}.tax_rate_id"),
    )
