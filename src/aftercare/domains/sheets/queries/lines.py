"""The lines of an order as they are kept beside a row, and back."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.models import OrderLine, TaxRate

NAMED: Mapping[str, Any] = {"product": Product, "part": Part, "tax_rate": TaxRate}


def lines_as_text(lines: Iterable[LineDraft | OrderLine]) -> list[dict[str, str]]:
    """Ids and figures as text; a price that the list is to say is empty."""
    return [_as_text(line) for line in lines]


def _as_text(line: LineDraft | OrderLine) -> dict[str, str]:
    things = {name: str(thing.pk) if (thing := getattr(line, name)) else "" for name in NAMED}
    price = "" if line.unit_price is None else _plain(line.unit_price)
    return {**things, "quantity": str(line.quantity), "unit_price": price, "discount": _plain(line.discount_percent)}


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


def lines_from_text(kept: Sequence[Mapping[str, str]]) -> list[LineDraft]:
    """The lines as an order takes them."""
    return [
        LineDraft(
            **{name: model.objects.get(pk=line[name]) if line[name] else None for name, model in NAMED.items()},
            quantity=int(line["quantity"]),
            unit_price=Decimal(line["unit_price"]) if line["unit_price"] else None,
            discount_percent=Decimal(line["discount"]),
        )
        for line in kept
    ]
