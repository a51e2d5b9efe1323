"""Write an order and change it while it is a draft."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.orders.actions.recording import hold
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.orders.drafts import LineDraft, checked_line
from aftercare.domains.orders.errors import (
    ListOfOtherCurrency,
    NoLines,
    NoPrice,
    OrderNotDraft,
)
from aftercare.domains.orders.events import OrderChanged, OrderCreated
from aftercare.domains.orders.models import Order, OrderLine, PriceList
from aftercare.domains.orders.policies import may_change_order, may_create_order
from aftercare.domains.orders.pricing import totals_of
from aftercare.domains.orders.queries.prices import price_of
from aftercare.domains.orders.states import WORDS, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

NUMBERS = Series("SO", "order")
CHANGEABLE = ("contact", "site", "price_list", "notes", "external_id")


@transaction.atomic
def create_order(
    actor: Actor,
    *,
    customer: Customer,
    lines: Sequence[LineDraft],
    at: datetime,
    currency: str = "CNY",
    contact: Contact | None = None,
    site: Site | None = None,
    unit: OrganisationUnit | None = None,
    price_list: PriceList | None = None,
    notes: str = "",
    external_id: str | None = None,
) -> Order:
    """Begin an order as a draft; lines without a price get that of the list, and the customer's unit has it."""
    require(may_create_order(actor))
    buyer = standing(customer)
    order = Order(
        number=NUMBERS.next(day_of(at).year),
        customer=buyer,
        contact=contact,
        site=site,
        unit=unit or buyer.unit,
        currency=checked_currency(currency),
        price_list=price_list,
        notes=notes,
        author_id=actor.id,
    )
    _check(order)
    order.external_id = free_external_id(order, external_id)
    order.save()
    _write(order, lines, day_of(at))
    created = OrderCreated(order_id=order.id, number=order.number, customer_id=buyer.id)
    publish(actor, created, at=at, move=Moved("create", "", order.state), context_id=buyer.id)
    return order


@transaction.atomic
def change_order(
    actor: Actor,
    order: Order,
    *,
    at: datetime,
    lines: Sequence[LineDraft] | None = None,
    expected: int | None = None,
    **values: Any,
) -> Order:
    """Change contact, site, price list, notes or external id of a draft, and put these lines in the place of its."""
    order = hold(order)
    require(may_change_order(actor, order))
    as_expected(order, expected)
    if order.state != OrderState.DRAFT:
        raise OrderNotDraft(number=order.number, state=WORDS[order.state])
    if "external_id" in values:
        values["external_id"] = free_external_id(order, values["external_id"])
    changed = changed_fields(order, CHANGEABLE, values)
    for name in changed:
        setattr(order, name, values[name])
    _check(order)
    if lines is not None:
        order.lines.all().delete()
        changed = (*changed, "lines")
        _write(order, lines, day_of(at))
    elif changed:
        order.save()
    if changed:
        publish(actor, OrderChanged(order_id=order.id, fields=changed), at=at, context_id=order.customer_id)
    return order


def _check(order: Order) -> None:
    """Refuse a person or place of somebody else, and prices of another currency."""
    for thing in (order.contact, order.site):
        if thing is not None and standing(thing.customer).pk != order.customer_id:
            raise NotTheirs(thing=thing.name, customer=order.customer.name)
    prices = order.price_list
    if prices is not None and prices.currency != order.currency:
        raise ListOfOtherCurrency(list=prices.name, theirs=prices.currency, ours=order.currency)


def _write(order: Order, lines: Sequence[LineDraft], on: date) -> None:
    """Write the lines with their figures, and their sums into the order."""
    if not lines:
        raise NoLines(errors={"lines": NoLines.sentence})
    rows = [_line(order, line, position, on) for position, line in enumerate(lines, 1)]
    OrderLine.objects.bulk_create(rows)
    totals = totals_of(((row.net, row.tax) for row in rows), order.currency)
    order.net, order.tax, order.total = totals.net.amount, totals.tax.amount, totals.total.amount
    order.save()


def _line(order: Order, draft: LineDraft, position: int, on: date) -> OrderLine:
    line = checked_line(draft, position)
    price = line.unit_price
    if price is None:
        price = price_of(line.thing, order.currency, on, order.price_list)
    if price is None:
        raise NoPrice(line=position, currency=order.currency, thing=line.thing.name)
    row = OrderLine(
        order=order,
        position=position,
        product=line.product,
        part=line.part,
        quantity=line.quantity,
        unit_price=price,
        discount_percent=line.discount_percent,
        tax_rate=line.tax_rate,
        tax_percent=line.tax_rate.percent if line.tax_rate else Decimal(0),
    )
    figures = row.figures(order.currency)
    row.net, row.tax = figures.net.amount, figures.tax.amount
    return row
