"""A company that sells: three parts of it, a machine and its hose, and orders in every standing."""

from decimal import Decimal

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.orders.actions import (
    add_tax_rate,
    approve_order,
    cancel_order,
    create_order,
    deliver_shipment,
    revise_order,
    ship_order,
    submit_order,
)
from aftercare.domains.orders.drafts import LineDraft, Parcel
from aftercare.domains.orders.models import Order
from tests.make import HOUSE, customer, later


def parts_of(company, at):
    """华东 with 上海 below it, and 华南."""
    east = create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    return {
        "east": east,
        "shanghai": create_unit(HOUSE, code="shanghai", name="上海", parent=east, at=at),
        "south": create_unit(HOUSE, code="south", name="华南", parent=company[1].unit, at=at),
    }


def seller(parts, at):
    """Write an order of a unit and have it approved so many days from now."""
    machine = add_product(HOUSE, number="KFR-35GW", name="空调", at=at)
    hose = add_part(HOUSE, number="HOSE-2M", name="软管", at=at)
    vat = add_tax_rate(HOUSE, code="vat13", name="增值税 13%", percent=Decimal(13), at=at)

    def write(unit, *, days=0, hours=0.0, pieces=1, hoses=0, currency="CNY", until="approved"):
        when = later(at, days=days, hours=hours)
        lines = [LineDraft(product=machine, quantity=pieces, unit_price=Decimal("2999.00"), tax_rate=vat)]
        if hoses:
            lines.append(LineDraft(part=hose, quantity=hoses, unit_price=Decimal("19.99"), tax_rate=vat))
        buyer = customer(at, name=f"{unit}{days}", phone=f"1380013{Order.objects.count():04d}", unit=parts[unit])
        made = create_order(HOUSE, customer=buyer, lines=lines, currency=currency, at=when)
        if until == "draft":
            return made
        submit_order(HOUSE, made, at=when)
        order = approve_order(HOUSE, made, at=when)
        if until == "delivered":
            parcels = [Parcel(line, line.quantity) for line in order.lines.all()]
            left = ship_order(HOUSE, order, parcels=parcels, at=later(when, days=1))
            deliver_shipment(HOUSE, left, at=later(when, days=20))
        return order

    return write


def sell_some_of_everything(sell, at):
    """Some of everything: three months, two currencies, parts beside machines, taken back and cancelled ones."""
    sell("east", days=-12)
    sell("east", pieces=2, hoses=3, until="delivered")
    sell("shanghai", days=1, hoses=1, until="delivered")
    sell("south", days=21, hours=14.99)  # the last minute of March in Shanghai
    sell("south", days=21, hours=15)  # and the first of April
    sell("south", currency="EUR", pieces=3)
    sell("east", until="draft")
    revise_order(HOUSE, sell("east", days=2), at=later(at, days=3))
    cancel_order(HOUSE, sell("east", days=2), reason="不要了", at=later(at, days=3))
