"""Keep taxes, price lists and the limits above which a review takes a right of its own."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.checks import checked_code, checked_name
from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.orders.checks import checked_currency, checked_days, checked_percent
from aftercare.domains.orders.errors import BadPrice, PricesUnreadable
from aftercare.domains.orders.events import (
    ApprovalLimitSet,
    PriceListAdded,
    PriceListChanged,
    PricesSet,
    TaxRateAdded,
    TaxRateChanged,
)
from aftercare.domains.orders.models import ApprovalLimit, Price, PriceList, TaxRate
from aftercare.domains.orders.pasting import prices_in, unknown
from aftercare.domains.orders.policies import may_keep_prices
from aftercare.domains.orders.queries import things_called
from aftercare.domains.orders.serials import told
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require


@transaction.atomic
def add_tax_rate(actor: Actor, *, code: str, name: str, percent: Decimal, at: datetime) -> TaxRate:
    """Let a tax be put on lines."""
    require(may_keep_prices(actor))
    code, name = checked_code(code, name, TaxRate.objects.filter(code=code.strip()).first())
    rate = TaxRate.objects.create(code=code, name=name, percent=checked_percent(percent))
    publish(actor, TaxRateAdded(tax_rate_id=rate.id, code=code, percent=f"{rate.percent:f}"), at=at)
    return rate


@transaction.atomic
def change_tax_rate(
    actor: Actor, tax_rate: TaxRate, *, at: datetime, expected: int | None = None, **values: Any
) -> TaxRate:
    """Change name, percentage or whether it is offered; lines keep the percentage they were written with."""
    require(may_keep_prices(actor))
    rate = lock(TaxRate.objects.all(), tax_rate.pk)
    as_expected(rate, expected)
    if "name" in values:
        values["name"] = checked_name(rate.code, values["name"])
    if "percent" in values:
        values["percent"] = checked_percent(values["percent"])
    changed = changed_fields(rate, ("name", "percent", "active"), values)
    for name in changed:
        setattr(rate, name, values[name])
    if changed:
        rate.save(update_fields=changed)
        publish(actor, TaxRateChanged(tax_rate_id=rate.id, fields=changed), at=at)
    return rate


@transaction.atomic
def add_price_list(
    actor: Actor,
    *,
    code: str,
    name: str,
    currency: str,
    valid_from: date,
    at: datetime,
    valid_until: date | None = None,
) -> PriceList:
    """Begin an empty price list of a currency."""
    require(may_keep_prices(actor))
    code, name = checked_code(code, name, PriceList.objects.filter(code=code.strip()).first())
    checked_days(valid_from, valid_until)
    made = PriceList.objects.create(
        code=code, name=name, currency=checked_currency(currency), valid_from=valid_from, valid_until=valid_until
    )
    publish(actor, PriceListAdded(price_list_id=made.id, code=code, currency=made.currency), at=at)
    return made


@transaction.atomic
def change_price_list(
    actor: Actor, price_list: PriceList, *, at: datetime, expected: int | None = None, **values: Any
) -> PriceList:
    """Change name, first or last day."""
    require(may_keep_prices(actor))
    held = lock(PriceList.objects.all(), price_list.pk)
    as_expected(held, expected)
    if "name" in values:
        values["name"] = checked_name(held.code, values["name"])
    checked_days(values.get("valid_from", held.valid_from), values.get("valid_until", held.valid_until))
    changed = changed_fields(held, ("name", "valid_from", "valid_until"), values)
    for name in changed:
        setattr(held, name, values[name])
    if changed:
        held.save(update_fields=changed)
        publish(actor, PriceListChanged(price_list_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def set_prices(
    actor: Actor,
    price_list: PriceList,
    *,
    prices: Mapping[Product | Part, Decimal | None],
    at: datetime,
    expected: int | None = None,
) -> PriceList:
    """Write down what these things cost; None takes a price off the list."""
    require(may_keep_prices(actor))
    held = lock(PriceList.objects.all(), price_list.pk)
    as_expected(held, expected)
    for thing, price in prices.items():
        if price is not None and price < 0:
            raise BadPrice(line=thing.name)
        named = {"product": thing} if isinstance(thing, Product) else {"part": thing}
        if price is None:
            Price.objects.filter(price_list=held, **named).delete()
        else:
            Price.objects.update_or_create(price_list=held, **named, defaults={"unit_price": price})
    held.save()
    publish(actor, PricesSet(price_list_id=held.id, count=len(prices)), at=at)
    return held


@transaction.atomic
def paste_prices(
    actor: Actor, price_list: PriceList, *, text: str, at: datetime, expected: int | None = None
) -> PriceList:
    """Set what a pasted table of numbers and prices says, all of it or nothing; each problem is told with its line."""
    require(may_keep_prices(actor))
    pasted = prices_in(text)
    things = things_called({one.number for one in pasted.lines})
    problems = [*pasted.problems, *unknown(pasted.lines, things)]
    if problems:
        raise PricesUnreadable(problems=told(problems), errors={"text": PricesUnreadable.sentence})
    prices = {things[one.number.upper()][0]: one.price for one in pasted.lines}
    return set_prices(actor, price_list, prices=prices, at=at, expected=expected)


@transaction.atomic
def set_approval_limit(
    actor: Actor,
    *,
    currency: str,
    amount: Decimal,
    discount_percent: Decimal,
    at: datetime,
    expected: int | None = None,
) -> ApprovalLimit:
    """Say above which sum, or with which discount on a line, an order needs the right to approve large ones."""
    require(may_keep_prices(actor))
    if amount < 0:
        raise BadPrice(line=currency)
    values = {"amount": amount, "discount_percent": checked_percent(discount_percent)}
    code = checked_currency(currency)
    before = ApprovalLimit.objects.select_for_update(no_key=True).filter(currency=code).first()
    as_expected(before or ApprovalLimit(currency=code), expected)
    limit, _made = ApprovalLimit.objects.update_or_create(currency=code, defaults=values)
    said = {"amount": f"{amount:f}", "discount_percent": f"{discount_percent:f}"}
    publish(actor, ApprovalLimitSet(approval_limit_id=limit.id, currency=limit.currency, **said), at=at)
    return limit
