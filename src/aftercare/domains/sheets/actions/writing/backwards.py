"""Rows taken back: what they made is withdrawn, what they changed gets its values of before."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.actions import withdraw_product
from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.actions import withdraw_agreements, withdraw_warranties
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.actions import withdraw_customers
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import withdraw_devices
from aftercare.domains.devices.models import Device
from aftercare.domains.grading.actions import forget_standings
from aftercare.domains.orders.actions import withdraw_orders
from aftercare.domains.orders.models import Order
from aftercare.domains.sheets.actions.writing.commands import ADDED, BACK, fresh, revived
from aftercare.domains.sheets.models import Outcome, SheetRow
from aftercare.domains.sheets.queries.undoing import IN_USE
from aftercare.kit.actor import Actor, system
from aftercare.kit.changes import InUse
from aftercare.kit.errors import Refusal
from aftercare.kit.locking import lock_all


def take_back(actor: Actor, rows: Sequence[SheetRow], at: datetime) -> dict[int, Refusal | None]:
    """Take these rows back, the last first; by place, why one stays. Within the transaction in hand."""
    told: dict[int, Refusal | None] = {}
    for row in rows:
        if row.outcome == Outcome.CHANGED:
            told[row.place] = _changed_back(actor, row, at)
    made = [row for row in rows if row.outcome == Outcome.CREATED]
    for kind in {row.thing_kind for row in made}:
        these = [row for row in made if row.thing_kind == kind]
        answers = WITHDRAWALS[kind](actor, [row.thing_id for row in these], at)
        told |= {row.place: answers.get(row.thing_id) for row in these}
    return told


def _changed_back(actor: Actor, row: SheetRow, at: datetime) -> Refusal | None:
    try:
        with transaction.atomic():
            for step in reversed(row.steps):
                thing = fresh(step["noun"], step["id"])
                if step["verb"] in ADDED:
                    ADDED[step["verb"]](actor, thing, at=at)
                else:
                    BACK[step["verb"]](actor, thing, **revived(step["noun"], step["before"]), at=at)
    except Refusal as refusal:
        return refusal
    return None


def _customers(actor: Actor, ids: Sequence[Any], at: datetime) -> dict[Any, Refusal | None]:
    """What the rules of grading said of one that goes, goes first."""
    rows = lock_all(Customer.objects.filter(pk__in=ids).defer("search"))
    used = IN_USE["customer"](ids)
    forget_standings(system("grading"), ids=[row.id for row in rows if row.id not in used], at=at)
    return dict(zip([row.id for row in rows], withdraw_customers(actor, customers=rows, at=at), strict=True))


def _devices(actor: Actor, ids: Sequence[Any], at: datetime) -> dict[Any, Refusal | None]:
    """The copies of warranty terms that came with a unit that goes, go first."""
    rows = lock_all(Device.objects.filter(pk__in=ids))
    used = IN_USE["device"](ids)
    withdraw_warranties(system("warranty"), devices=[row for row in rows if row.id not in used], at=at)
    return dict(zip([row.id for row in rows], withdraw_devices(actor, devices=rows, at=at), strict=True))


def _agreements(actor: Actor, ids: Sequence[Any], at: datetime) -> dict[Any, Refusal | None]:
    rows = list(Agreement.objects.filter(pk__in=ids))
    return _kept_or_gone(rows, "agreement", lambda free: withdraw_agreements(actor, agreements=free, at=at))


def _orders(actor: Actor, ids: Sequence[Any], at: datetime) -> dict[Any, Refusal | None]:
    rows = list(Order.objects.filter(pk__in=ids))
    return _kept_or_gone(rows, "order", lambda free: withdraw_orders(actor, orders=free, at=at))


def _kept_or_gone(
    rows: Sequence[Any], kind: str, withdraw: Callable[[Sequence[Any]], Sequence[Refusal | None]]
) -> dict[Any, Refusal | None]:
    """What later rooms make use of stays too; a room by itself knows of those before."""
    used = IN_USE[kind]([row.id for row in rows])
    free = [row for row in rows if row.id not in used]
    told: dict[Any, Refusal | None] = dict(zip([row.id for row in free], withdraw(free), strict=True))
    return told | {row.id: InUse(thing=row.number, user=str(used[row.id])) for row in rows if row.id in used}


def _products(actor: Actor, ids: Sequence[Any], at: datetime) -> dict[Any, Refusal | None]:
    told: dict[Any, Refusal | None] = {}
    for product in Product.objects.filter(pk__in=ids).defer("search"):
        told[product.id] = None
        try:
            with transaction.atomic():
                withdraw_product(actor, product, at=at)
        except Refusal as refusal:
            told[product.id] = refusal
    return told


WITHDRAWALS: Mapping[str, Callable[[Actor, Sequence[Any], datetime], dict[Any, Refusal | None]]] = {
    "customer": _customers,
    "device": _devices,
    "product": _products,
    "agreement": _agreements,
    "order": _orders,
}
