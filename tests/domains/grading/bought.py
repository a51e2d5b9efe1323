"""Customers at random with what they bought, and the same facts counted one by one."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.make import HOUSE, customer

from aftercare.domains.customers.models import Customer
from aftercare.domains.orders.models import Order


def bought(at: Any, owner: Any, *, days_ago: int, total: str, currency: str = "CNY", state: str = "delivered") -> Order:
    """An order of a customer that was delivered so many days ago."""
    number = f"SO-{Order.objects.count()}"
    when, sum_ = at - timedelta(days=days_ago), Decimal(total)
    given = {"net": sum_, "total": sum_, "delivered_at": when if state == "delivered" else None}
    return Order.objects.create(number=number, customer=owner, currency=currency, state=state, **given)


def some_customers(at: Any, random: Random, count: int) -> list[Customer]:
    """Customers with none to five orders, some abroad, some years old, some cancelled; a few merged."""
    from aftercare.domains.customers.actions import merge_customer

    people = [customer(at, name=f"客户{n}", phone=f"1380013{n:04}") for n in range(count)]
    for one in people:
        for _n in range(random.randint(0, 5)):
            bought(
                at,
                one,
                days_ago=random.randint(0, 800),
                total=str(random.randint(1, 9000)),
                currency=random.choice(["CNY", "CNY", "CNY", "USD"]),
                state=random.choice(["delivered"] * 4 + ["cancelled", "draft"]),
            )
    for second in people[-2:]:
        merge_customer(HOUSE, second, into=people[0], at=at)
    return people[:-2]


def slowly(one: Customer, at: Any, since: Any) -> dict[str, Any]:
    """The purchase facts of one customer, counted order by order."""
    owned = [one.id, *one.merged.values_list("id", flat=True)]
    orders = [each for each in Order.objects.all() if each.customer_id in owned and each.state == "delivered"]
    recent = [each for each in orders if each.delivered_at > since]
    return {
        "spent": sum((each.total for each in recent if each.currency == "CNY"), Decimal(0)),
        "orders": len(recent),
        "orders_ever": len(orders),
        "days_since_order": min(((at - each.delivered_at).days for each in orders), default=None),
    }
