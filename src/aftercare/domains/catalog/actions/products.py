"""Grow the product tree and put models in it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.checks import checked_code, checked_name, checked_pattern
from aftercare.domains.catalog.events import CategoryAdded, ProductAdded, ProductChanged, ProductWithdrawn
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.catalog.policies import may_manage_catalog
from aftercare.domains.catalog.queries import words_of
from aftercare.kit.actor import Actor
from aftercare.kit.changes import InUse, changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.permissions import require
from aftercare.kit.uses import uses_of

CHANGEABLE = ("category", "name", "brand", "serial_pattern", "expected_life_months", "external_id")


@transaction.atomic
def add_category(actor: Actor, *, code: str, name: str, at: datetime, parent: Category | None = None) -> Category:
    """Add a node to the product tree."""
    require(may_manage_catalog(actor))
    code, name = checked_code(code, name, Category.objects.filter(code=code.strip()).first())
    category = Category(code=code, name=name, parent=parent)
    category.path = f"{parent.path if parent else ''}{category.id.hex}/"
    category.save()
    publish(actor, CategoryAdded(category_id=category.id, code=code), at=at)
    return category


@transaction.atomic
def add_product(
    actor: Actor,
    *,
    number: str,
    name: str,
    at: datetime,
    category: Category | None = None,
    brand: str = "",
    serial_pattern: str = "",
    expected_life_months: int | None = None,
    external_id: str | None = None,
) -> Product:
    """Add a model; `serial_pattern` is a regular expression that whole serial numbers must match."""
    require(may_manage_catalog(actor))
    number, name = checked_code(number, name, Product.objects.filter(number=number.strip()).first())
    product = Product(
        category=category,
        number=number,
        name=name,
        brand=brand,
        serial_pattern=checked_pattern(serial_pattern),
        expected_life_months=expected_life_months,
    )
    product.external_id = free_external_id(product, external_id)
    product.search = words_of(number, name, brand)
    product.save()
    publish(actor, ProductAdded(product_id=product.id, number=number), at=at)
    return product


@transaction.atomic
def change_product(actor: Actor, product: Product, *, at: datetime, **values: Any) -> Product:
    """Change category, name, brand, serial pattern, expected life or external id; devices keep their serials."""
    require(may_manage_catalog(actor))
    checked_pattern(values.get("serial_pattern", ""))
    if "name" in values:
        values["name"] = checked_name(product.number, values["name"])
    if "external_id" in values:
        values["external_id"] = free_external_id(product, values["external_id"])
    changed = changed_fields(product, CHANGEABLE, values)
    for name in changed:
        setattr(product, name, values[name])
    if changed:
        product.search = words_of(product.number, product.name, product.brand)
        product.save(update_fields=[*changed, "search"])
        publish(actor, ProductChanged(product_id=product.id, fields=changed), at=at)
    return product


@transaction.atomic
def withdraw_product(actor: Actor, product: Product, *, at: datetime) -> None:
    """Take a model back that nothing was made of: the record goes, the facts stay."""
    require(may_manage_catalog(actor))
    for user in uses_of(Product, [product.id]).values():
        raise InUse(thing=product.number, user=str(user))
    id = product.id
    product.delete()
    publish(actor, ProductWithdrawn(product_id=id, number=product.number), at=at)
