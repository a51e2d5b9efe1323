"""An order and a delivery note on paper, in the language of whoever reads them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, override

from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.orders.models import Order, OrderLine, Shipment, ShipmentLine
from aftercare.domains.orders.pricing import written
from aftercare.domains.orders.queries.reading import UNCONFIRMED, lines_of
from aftercare.domains.orders.serials import partly
from aftercare.domains.orders.states import OrderState

if TYPE_CHECKING:
    from aftercare.kit.paper import Paper

SERIALS_A_ROW = 20  # a row is never parted, and so many of the longest fit on a page


def order_on_paper(order: Order, *, language: str, at: datetime) -> bytes:
    """The order as PDF: for whom, its lines with their figures, and what it comes to."""
    with override(language):
        paper = _paper(gettext("Order"), order.number, language, at)
        paper.facts(
            [
                (gettext("Date"), _day(day_of(order.submitted_at or at))),
                (gettext("State"), _standing(order)),
                *_whose(order),
            ]
        )
        heads = (
            "#",
            gettext("Product or part"),
            gettext("Quantity"),
            gettext("Unit price"),
            gettext("Discount"),
            gettext("Tax"),
            _total(),
        )
        rows = [_row(line, order.currency) for line in lines_of(order)]
        paper.columns(heads, rows, widths=(6, 56, 16, 24, 18, 14, 32), left=2)
        named = {"net": gettext("Net"), "tax": gettext("Tax"), "total": _total()}
        paper.sums([(label, written(order.money(name))) for name, label in named.items()])
        return paper.as_bytes()


def delivery_note(shipment: Shipment, *, language: str, at: datetime, whole: bool = True) -> bytes:
    """What is in a parcel as PDF; without `whole` only the ends of serial numbers stand on it."""
    order = shipment.order
    with override(language):
        paper = _paper(gettext("Delivery note"), shipment.number, language, at)
        carried = " ".join(part for part in (shipment.carrier, shipment.tracking_number) if part)
        paper.facts(
            [
                (gettext("Order"), order.number),
                (gettext("Shipped on"), _day(day_of(shipment.shipped_at))),
                (gettext("Carrier"), carried),
                (gettext("Delivered on"), _day(shipment.delivered_on) if shipment.delivered_on else ""),
                *_whose(order),
            ]
        )
        rows = shipment.lines.select_related("line__product", "line__part").order_by("line__position")
        heads = ("#", gettext("Product or part"), gettext("Serial numbers"), gettext("Quantity"))
        told = [cells for row in rows for cells in _piece(row, whole=whole)]
        paper.columns(heads, told, widths=(6, 62, 80, 16), left=3)
        paper.lines_to_sign([gettext("Received on"), gettext("Received by"), gettext("Signature")])
        return paper.as_bytes()


def _paper(title: str, number: str, language: str, at: datetime) -> "Paper":
    """An empty sheet with its head; what sets type takes 45 MB, which only processes that print shall hold."""
    from aftercare.kit.paper import Paper  # noqa: PLC0415

    known = company()
    house = [known.name, known.address, known.phone] if known else []
    paper = Paper(title=f"{title} {number}", language=language, foot=" · ".join(one for one in house if one), at=at)
    paper.heading(title, beside=number)
    return paper


def _whose(order: Order) -> list[tuple[str, str]]:
    site = order.site
    known = company()
    return [
        (gettext("Seller"), known.name if known else ""),
        (gettext("Customer"), f"{order.customer.name} · {order.customer.number}"),
        (gettext("Contact"), order.contact.name if order.contact else ""),
        (gettext("Site"), " · ".join(one for one in (site.name, site.address) if one) if site else ""),
    ]


def _standing(order: Order) -> str:
    if order.state in UNCONFIRMED:
        return gettext("Not confirmed yet")
    return str(OrderState(order.state).label)


def _row(line: OrderLine, currency: str) -> tuple[str, ...]:
    figures = line.figures(currency)
    return (
        str(line.position),
        _thing(line.product or line.part),
        str(line.charged),
        number_format(line.unit_price.normalize(), force_grouping=True),
        f"−{number_format(line.discount_percent.normalize())} %" if line.discount_percent else "",
        f"{number_format(line.tax_percent.normalize())} %",
        written(figures.total),
    )


def _piece(row: ShipmentLine, *, whole: bool) -> Iterator[tuple[str, ...]]:
    """What it is and how many, beside the first of its serial numbers; the others in rows below."""
    serials = list(row.serials.order_by("id").values_list("serial", flat=True))
    told = serials if whole else [one for one in map(partly, serials) if one]
    rows = [", ".join(told[n : n + SERIALS_A_ROW]) for n in range(0, len(told), SERIALS_A_ROW)] or [""]
    yield (str(row.line.position), _thing(row.line.product or row.line.part), rows[0], str(row.quantity))
    yield from (("", "", more, "") for more in rows[1:])


def _thing(thing: Product | Part | None) -> str:
    return f"{thing.name}\n{thing.number}" if thing is not None else ""


def _total() -> str:
    return gettext("Total")


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
