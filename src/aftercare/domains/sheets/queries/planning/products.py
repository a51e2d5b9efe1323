"""Products: a model by its number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aftercare.domains.catalog.checks import checked_name, checked_pattern
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.errors import NoKey
from aftercare.domains.sheets.plans import Plan, Row
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.planning.differences import changes, ended
from aftercare.domains.sheets.queries.planning.earlier import Earlier, stands_once
from aftercare.kit.actor import Actor
from aftercare.kit.changes import ExternalIdTaken, taken_ids
from aftercare.kit.words import folded

LAYOUT = LAYOUTS["products"]


def plan_products(actor: Actor, rows: Sequence[Row], *, earlier: Earlier, try_new: bool, at: datetime) -> list[Plan]:
    """What each row comes to."""
    numbers = {row.cells.get("number", "") for row in rows}
    found = Product.objects.filter(number__in=numbers).select_related("category").defer("search")
    known = {product.number: product for product in found}
    categories: dict[str, Category] = {}
    for name in ("name", "code"):
        categories |= {folded(getattr(one, name)): one for one in Category.objects.order_by("-id")[:5000]}
    taken = taken_ids(Product, (row.cells.get("external_id") for row in rows))
    return [_plan(row, known, categories, taken, earlier) for row in rows]


def _plan(
    row: Row, known: dict[str, Product], categories: dict[str, Category], taken: dict[str, str], earlier: Earlier
) -> Plan:
    number = row.cells.get("number", "")
    thing = known.get(number)
    cells = Cells(LAYOUT, row, new=thing is None)
    if not number:
        cells.refuse(NoKey(columns=cells.columns["number"].label))
        return ended(cells, None, None, [])
    stands_once(cells, earlier, f"number:{number}", "number")
    values = _values(cells, number, categories)
    _check_id(cells, thing, values, taken)
    if thing is None:
        return ended(cells, None, {"number": number, **values}, [])
    return ended(cells, thing, None, changes("change_product", thing, values))


def _values(cells: Cells, number: str, categories: dict[str, Category]) -> dict[str, Any]:
    values: dict[str, Any] = cells.texts("brand", "external_id")
    if name := cells.text("name"):
        values["name"] = cells.checked(lambda: checked_name(number, name))
    if pattern := cells.text("serial_pattern"):
        values["serial_pattern"] = cells.checked(lambda: checked_pattern(pattern))
    if cells.text("category"):
        values["category"] = cells.named("category", categories)
    if cells.text("expected_life_months"):
        values["expected_life_months"] = cells.whole("expected_life_months")
    return values


def _check_id(cells: Cells, thing: Product | None, values: dict[str, Any], taken: dict[str, str]) -> None:
    id = values.get("external_id")
    if id in taken and not (thing and thing.external_id == id):
        cells.refuse(ExternalIdTaken(external_id=id, holder=taken[id]), "external_id")
