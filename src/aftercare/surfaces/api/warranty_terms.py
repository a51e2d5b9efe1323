"""Warranty terms: what things are sold with."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.models import Category
from aftercare.domains.catalog.policies import visible_parts, visible_products
from aftercare.domains.contracts.actions import add_warranty_term, withdraw_warranty_term
from aftercare.domains.contracts.models import WarrantyTerm
from aftercare.domains.contracts.policies import VIEW, may_manage_contracts
from aftercare.domains.contracts.queries.terms import terms_offered
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.agreements import Percent
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text, Whole
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Numbered, by_code, by_number
from aftercare.surfaces.api.versions import unchanged

warranty_terms = Noun(
    "warranty_terms",
    "Warranty terms 保修条款: what is promised with a product, a category, or everything sold.",
    scope="agreements",
)
HERE = "/warranty_terms/{uuid:id}"
StartName = Literal["invoice", "delivery", "installation", "registration", "production", "repair"]
MONTHS = 600
PLAIN = (
    "id", "name", "start_rule", "start_after_months", "labour_months", "labour_percent", "parts_months",
    "parts_percent", "travel_months", "travel_percent", "exclusions", "withdrawn_at", "version",
)  # fmt: skip


class WarrantyTermShown(TypedDict):
    """Terms as they are offered; each device carries a dated copy."""

    id: UUID
    name: str
    product: Numbered | None
    category: Coded | None
    part: Numbered | None
    start_rule: StartName
    start_after_months: int
    labour_months: int
    labour_percent: int
    parts_months: int
    parts_percent: int
    travel_months: int
    travel_percent: int
    exclusions: str
    withdrawn_at: datetime | None
    version: int


class TermQuery(Listing):
    """Which terms."""

    sort: Literal["name", "-name"] = "name"


class NewTerm(Body):
    """Terms to offer; without product and category they hold for everything sold."""

    name: Text = Field(min_length=1, max_length=120, examples=["整机保修"])
    product_id: UUID | None = None
    category_id: UUID | None = None
    part_id: UUID | None = Field(None, description="The terms hold for this part of the device alone.")
    start_rule: StartName = Field("invoice", description="With `repair` they hold for a part from when it was fitted.")
    start_after_months: Whole = Field(0, ge=0, le=60)
    labour_months: Whole = Field(0, ge=0, le=MONTHS)
    labour_percent: Percent = 100
    parts_months: Whole = Field(0, ge=0, le=MONTHS)
    parts_percent: Percent = 100
    travel_months: Whole = Field(0, ge=0, le=MONTHS)
    travel_percent: Percent = 100
    exclusions: Text = Field("", max_length=5000)


def _show(term: WarrantyTerm) -> dict[str, Any]:
    return {
        **{name: getattr(term, name) for name in PLAIN},
        "product": by_number(term.product),
        "category": by_code(term.category),
        "part": by_number(term.part),
    }


@warranty_terms.lists("/warranty_terms", WarrantyTermShown)
def list_warranty_terms(call: Call, query: Query[TermQuery]) -> dict[str, Any]:
    """List warranty terms.

    Those that are offered now.
    """
    require(may(call.actor, VIEW))
    return listed(terms_offered(), query, each(_show))


@warranty_terms.reads(HERE, WarrantyTermShown)
def read_warranty_term(call: Call, id: UUID) -> dict[str, Any]:
    """Read warranty terms.

    Withdrawn ones too.
    """
    rows = WarrantyTerm.objects if may(call.actor, VIEW) is True else WarrantyTerm.objects.none()
    return _show(found(rows.select_related("product", "category", "part"), id))


@warranty_terms.makes("/warranty_terms", WarrantyTermShown)
def create_warranty_term(call: Call, body: NewTerm) -> dict[str, Any]:
    """Offer warranty terms.

    A product or category is sold with one set of terms at a time.
    """
    require(may_manage_contracts(call.actor))
    product = named(visible_products(call.actor), body.product_id, "product_id")
    category = named(Category.objects.all(), body.category_id, "category_id")
    part = named(visible_parts(call.actor), body.part_id, "part_id")
    given = body.given("product_id", "category_id", "part_id")
    return _show(add_warranty_term(call.actor, product=product, category=category, part=part, at=call.at, **given))


@warranty_terms.moves(f"{HERE}/withdraw", WarrantyTermShown)
def withdraw_a_warranty_term(call: Call, id: UUID) -> dict[str, Any]:
    """Offer warranty terms no longer.

    Devices that carry a copy keep it.
    """
    rows = WarrantyTerm.objects if may(call.actor, VIEW) is True else WarrantyTerm.objects.none()
    term = unchanged(call, found(rows.select_related("product", "category", "part"), id))
    return _show(withdraw_warranty_term(call.actor, term, at=call.at))
