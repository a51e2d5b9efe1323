"""Agreements and orders as rows: what is said of the whole stands in the first, further ones bear its ids."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch
from django.db.models import QuerySet as Rows
from django.db.models.functions import Upper

from aftercare.domains.contracts.models import Agreement, AgreementDevice, AgreementProduct, AgreementSite
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.models import Order, OrderLine
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.agreements import BETWEEN, CHARGINGS, KINDS, STATUSES, YES_NO
from aftercare.domains.sheets.columns.orders import STATES
from aftercare.domains.sheets.queries.leaving import plain_cells, some_of

IN_A_CELL = 20  # devices
IDS = ("external_id", "number")


def agreement_rows(rows: "Rows[Agreement]") -> Iterator[list[Any]]:
    """A row for each agreement, and one more for each further twenty devices; the period before goes first."""
    named = Prefetch("devices", AgreementDevice.objects.select_related("device").order_by("id"))
    sites = Prefetch("sites", AgreementSite.objects.select_related("site").order_by("id"))
    models = Prefetch("products", AgreementProduct.objects.select_related("product").order_by("id"))
    found = rows.order_by("starts_on", "pk").select_related("customer", "level", "renews").defer("customer__search")
    for some in some_of(found.prefetch_related(named, sites, models, "entitlements")):
        shared = _shared([row.device.serial for one in some for row in one.devices.all()])
        for one in some:
            words = [_word(row.device, shared) for row in one.devices.all()]
            cells = [", ".join(words[n : n + IN_A_CELL]) for n in range(0, len(words), IN_A_CELL)] or [""]
            yield from _lines("agreements", _of_agreement(one), [{"devices": cell} for cell in cells])


def _shared(serials: Sequence[str]) -> set[str]:
    """Serial numbers that several devices bear, so that they do not tell which one."""
    wanted = {serial.upper() for serial in serials if serial}
    held = Device.objects.annotate(plain=Upper("serial")).filter(plain__in=wanted).order_by()
    counted = held.values("plain").annotate(bearers=Count("pk")).filter(bearers__gt=1)
    return set(counted.values_list("plain", flat=True)) if wanted else set()


def _word(device: Device, shared: set[str]) -> str:
    """What a file names a device by: its serial number, or its own number where that is not enough."""
    tells = device.serial and device.serial.upper() not in shared and not BETWEEN.search(device.serial)
    return device.serial if tells else device.number


def _of_agreement(one: Agreement) -> dict[str, Any]:
    included = {part.kind: part for part in one.entitlements.all()}
    value = included.get("parts_value")
    return {
        **plain_cells(one, "agreements"),
        "customer": one.customer.external_id or one.customer.number,
        "level": one.level.code if one.level else "",
        "status": str(STATUSES[one.status]),
        "charging": str(CHARGINGS[one.charging]),
        "covers_all_devices": str(YES_NO["yes" if one.covers_all_devices else "no"]),
        "sites": ", ".join(row.site.name for row in one.sites.all()),
        "products": ", ".join(row.product.number for row in one.products.all()),
        **{kind: _figure(included[kind].quantity) if kind in included else "" for kind in KINDS},
        "currency": value.currency if value else "",
        "rolls_over": ", ".join(str(KINDS[kind]) for kind in KINDS if kind in included and included[kind].rolls_over),
        "renews": (one.renews.external_id or one.renews.number) if one.renews else "",
    }


def order_rows(rows: "Rows[Order]") -> Iterator[list[Any]]:
    """A row for each line of an order."""
    lines = OrderLine.objects.select_related("product", "part", "tax_rate").order_by("position")
    lines = lines.defer("product__search", "part__search")
    found = rows.select_related("customer", "contact", "site", "unit", "price_list").defer("customer__search")
    for some in some_of(found.prefetch_related(Prefetch("lines", lines))):
        for one in some:
            yield from _lines("orders", _of_order(one), [_of_line(line) for line in one.lines.all()] or [{}])


def _of_order(one: Order) -> dict[str, Any]:
    return {
        **plain_cells(one, "orders"),
        "customer": one.customer.external_id or one.customer.number,
        "state": str(STATES[one.state]),
        "contact": one.contact.name if one.contact else "",
        "site": one.site.name if one.site else "",
        "unit": one.unit.code if one.unit else "",
        "price_list": one.price_list.code if one.price_list else "",
    }


def _of_line(line: OrderLine) -> dict[str, Any]:
    return {
        "product": line.product.number if line.product else "",
        "part": line.part.number if line.part else "",
        "quantity": line.quantity,
        "unit_price": _figure(line.unit_price),
        "discount_percent": _figure(line.discount_percent),
        "tax_rate": line.tax_rate.code if line.tax_rate else "",
    }


def _lines(noun: str, whole: dict[str, Any], parts: Sequence[dict[str, Any]]) -> Iterator[list[Any]]:
    for part in parts:
        cells = {**whole, **part}
        yield [cells.get(column.name, "") for column in LAYOUTS[noun].columns]
        whole = {name: whole[name] for name in IDS}


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"
