"""Devices: a unit by its number, its external id, or its product and serial number."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.db.models.functions import Upper

from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.checks import checked_serial, plain_serial
from aftercare.domains.devices.drafts import DeviceDraft
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import changeable
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.devices import DATES
from aftercare.domains.sheets.errors import Fixed, NoKey, NotOnRecord, OutOfReach
from aftercare.domains.sheets.plans import Plan, Row, Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.planning.differences import changes, ended
from aftercare.domains.sheets.queries.planning.earlier import Earlier, stands_once
from aftercare.kit.actor import Actor
from aftercare.kit.words import folded

LAYOUT = LAYOUTS["devices"]


class Known:
    """What the rows of a chunk may name, read in a few statements."""

    def __init__(self, actor: Actor, rows: Sequence[Row]) -> None:
        numbers = _said(rows, "product")
        models = Product.objects.filter(number__in=numbers).defer("search")
        self.products = {folded(one.number): one for one in models}
        names = _said(rows, "customer")
        places = Prefetch("sites", Site.objects.order_by("id"))
        owners = visible_customers(actor).filter(Q(number__in=names) | Q(external_id__in=names))
        self.customers: dict[str, Customer] = {}
        found = owners.select_related("merged_into").defer("search", "merged_into__search")
        for one in found.prefetch_related(places, Prefetch("merged_into__sites", Site.objects.order_by("id"))):
            self.customers |= {folded(word): one for word in (one.number, one.external_id) if word}
        self._read_devices(actor, rows)

    def _read_devices(self, actor: Actor, rows: Sequence[Row]) -> None:
        serials = {plain_serial(text).upper() for text in _said(rows, "serial")}
        held = Device.objects.alias(plain=Upper("serial")).select_related("product", "customer", "site")
        asked = Q(number__in=_said(rows, "number")) | Q(external_id__in=_said(rows, "external_id"))
        devices = list(held.filter(asked | Q(plain__in=serials)).defer("product__search", "customer__search"))
        self.by_number = {one.number: one for one in devices}
        self.by_id = {one.external_id: one for one in devices if one.external_id}
        self.by_serial = {(one.product_id, one.serial.upper()): one for one in devices if one.serial}
        self.in_reach: set[UUID] = changeable(actor, [one.id for one in devices])


def _said(rows: Iterable[Row], name: str) -> set[str]:
    return {row.cells[name] for row in rows if row.cells.get(name)}


def plan_devices(actor: Actor, rows: Sequence[Row], *, earlier: Earlier, try_new: bool, at: datetime) -> list[Plan]:
    """What each row comes to."""
    known = Known(actor, rows)
    return [_plan(row, known, earlier) for row in rows]


def _plan(row: Row, known: Known, earlier: Earlier) -> Plan:
    number, external_id = row.cells.get("number", ""), row.cells.get("external_id", "")
    serial, product = (
        plain_serial(row.cells.get("serial", "")),
        known.products.get(folded(row.cells.get("product", ""))),
    )
    thing = _thing(known, number, external_id, serial, product)
    cells = Cells(LAYOUT, row, new=thing is None)
    if not (number or external_id or (serial and row.cells.get("product"))):
        cells.refuse(NoKey(columns=" / ".join(str(cells.columns[name].label) for name in LAYOUT.keys)))
    if number and thing is None:
        cells.refuse(NotOnRecord(value=number, column=cells.columns["number"].label), "number")
    if thing is not None and thing.id not in known.in_reach:
        cells.refuse(OutOfReach())
    for name, key in (("number", number), ("external_id", external_id)):
        if key:
            stands_once(cells, earlier, f"{name}:{key}", name)
    if serial and product:
        stands_once(cells, earlier, f"{product.number} {serial}:{serial}".upper(), "serial")
    product, owner = cells.named("product", known.products), cells.named("customer", known.customers)
    values = _values(cells)
    if cells.problems or not (product or thing) or not (owner or thing):
        return ended(cells, thing, None, [])
    if thing is not None:
        return ended(cells, thing, None, _steps(cells, thing, product, owner, values, serial, external_id, known))
    return _new(cells, known, product, owner, values, serial, external_id)  # type: ignore[arg-type]


def _thing(known: Known, number: str, external_id: str, serial: str, product: Product | None) -> Device | None:
    """The unit on record: by number, else by external id, else by its plate where that unit has no other id."""
    if number:
        return known.by_number.get(number)
    if external_id and external_id in known.by_id:
        return known.by_id[external_id]
    found = known.by_serial.get((product.id, serial.upper())) if product and serial else None
    return None if found and external_id and found.external_id else found


def _values(cells: Cells) -> dict[str, Any]:
    values: dict[str, Any] = cells.texts("batch", "seller")
    if status := cells.choice("status"):
        values["status"] = status
    for name in DATES:
        if cells.text(name):
            values[name] = cells.day(name)
    return values


def _new(
    cells: Cells, known: Known, product: Product, owner: Customer, values: dict[str, Any], serial: str, external_id: str
) -> Plan:
    cells.checked(lambda: checked_serial(product, serial, known.by_serial.get((product.id, serial.upper()))))
    draft = DeviceDraft(
        product=product,
        customer=owner,
        serial=serial,
        site=_site(cells, owner),
        external_id=external_id or None,
        **values,
    )
    return ended(cells, None, draft, [])


def _site(cells: Cells, owner: Customer) -> Site | None:
    """The place of this name among the owner's."""
    name = cells.text("site")
    places = {folded(site.name): site for site in reversed(list(standing(owner).sites.all()))}
    return cells.one("site", name, places) if name else None


def _steps(
    cells: Cells,
    thing: Device,
    product: Product | None,
    owner: Customer | None,
    values: dict[str, Any],
    serial: str,
    external_id: str,
    known: Known,
) -> list[Step]:
    if product is not None and product.id != thing.product_id:
        _fixed(cells, thing, "product", thing.product.number, product.number)
    if owner is not None and standing(owner).id != thing.customer_id:
        _fixed(cells, thing, "customer", thing.customer.number, owner.number)
    if serial and serial.upper() != thing.serial.upper():
        other = known.by_serial.get((thing.product_id, serial.upper()))
        holder = other if other and other.id != thing.id else None
        values["serial"] = cells.checked(lambda: checked_serial(thing.product, serial, holder))
    if external_id:
        values["external_id"] = external_id
    steps = changes("change_device", thing, values)
    site = _site(cells, owner or thing.customer)
    if site is not None and site.id != thing.site_id:
        before = {"site": str(thing.site_id) if thing.site_id else None}
        steps.append(Step("move_device", thing, {"site": site}, before))
    return steps


def _fixed(cells: Cells, thing: Device, name: str, held: str, value: str) -> None:
    refusal = Fixed(thing=str(thing), held=held, value=value, column=cells.columns[name].label)
    cells.refuse(refusal, name)
