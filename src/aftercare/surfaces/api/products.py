"""Products: the models that are sold and served."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.actions import (
    add_product,
    change_product,
)
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.catalog.policies import may_view_catalog, visible_products
from aftercare.domains.catalog.queries import searched
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import LARGEST_SMALL, Body, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.versions import unchanged

products = Noun(
    "products",
    "Products 产品: models with their serial number rules, in a tree of categories; problem types and fault codes.",
)
HERE = "/products/{uuid:id}"


class ProductShown(TypedDict):
    """A model."""

    id: UUID
    number: Annotated[str, Field(examples=["KFR-35GW"])]
    name: str
    category: Coded | None
    brand: str
    serial_pattern: Annotated[str, Field(description="The regular expression that whole serial numbers match.")]
    expected_life_months: int | None
    external_id: str | None
    version: int


def show_product(product: Product) -> ProductShown:
    """The whole model."""
    return {
        "id": product.id,
        "number": product.number,
        "name": product.name,
        "category": by_code(product.category),
        "brand": product.brand,
        "serial_pattern": product.serial_pattern,
        "expected_life_months": product.expected_life_months,
        "external_id": product.external_id,
        "version": product.version,
    }


class ProductChanges(Body):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=160)
    category: Text | None = Field(None, max_length=40, description="The code of a category.")
    brand: Text = Field("", max_length=80)
    serial_pattern: Text = Field("", max_length=200, examples=["[0-9]{12}"])
    expected_life_months: Whole | None = Field(None, ge=0, le=LARGEST_SMALL)
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class NewProduct(ProductChanges):
    """A model to add."""

    number: Text = Field(min_length=1, max_length=60, examples=["KFR-35GW"])
    name: Text = Field(min_length=1, max_length=160, examples=["1.5 匹变频空调"])


class ProductQuery(Listing):
    """Which products."""

    q: Text = Field("", max_length=200, description="Words of number, name or brand.")
    number: Text | None = Field(None, max_length=60)
    category: Text | None = Field(None, max_length=40, description="The code of a category.")
    external_id: Text | None = Field(None, max_length=80)
    sort: Literal["number", "-number", "name", "-name", "created_at", "-created_at"] = "number"


def _products(call: Call) -> QuerySet[Product]:
    return visible_products(call.actor).select_related("category").defer("search")


@products.lists("/products", ProductShown)
def list_products(call: Call, query: Query[ProductQuery]) -> dict[str, Any]:
    """List products.

    By number unless sorted otherwise.
    """
    require(may_view_catalog(call.actor))
    rows = searched(_products(call).filter(**query.filters(category="category__code")), query.q)
    return listed(rows, query, each(show_product))


@products.reads(HERE, ProductShown)
def read_product(call: Call, id: UUID) -> ProductShown:
    """Read a product.

    With its category and serial number rule.
    """
    return show_product(found(_products(call), id))


@products.makes("/products", ProductShown)
def create_product(call: Call, body: NewProduct) -> ProductShown:
    """Add a product.

    Its number stands for it alone.
    """
    return show_product(add_product(call.actor, at=call.at, **_values(body)))


@products.changes(HERE, ProductShown)
def change_a_product(call: Call, id: UUID, body: ProductChanges) -> ProductShown:
    """Change a product.

    Devices on record keep their serial numbers.
    """
    product = unchanged(call, found(_products(call), id))
    return show_product(change_product(call.actor, product, at=call.at, **_values(body)))


def _values(body: ProductChanges) -> dict[str, Any]:
    given = body.given("category")
    if "category" in body.model_fields_set:
        given["category"] = category_of(body.category)
    return given


def category_of(code: str | None, field: str = "category") -> Category | None:
    """The category of a code."""
    category = Category.objects.filter(code=code).first() if code else None
    if code and category is None:
        raise missing(field)
    return category
