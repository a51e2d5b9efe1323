"""`python -m bench.sales`: time the report of sales among many orders, beside the database's bare sums."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from bench.win_back import best

AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
PARTS, PRODUCTS = 20, 200
# Three years of orders of one or two lines, in twenty parts of the company, every ninth of them cancelled.
ORDERS = """
INSERT INTO orders_order (id, version, number, customer_id, unit_id, currency, state, net, tax, total, author_id,
       reviewed_at, delivered_at, notes)
SELECT gen_random_uuid(), 1, 'O' || n, (%(customers)s::uuid[])[1 + n %% cardinality(%(customers)s)],
       (%(units)s::uuid[])[1 + n * 7 %% cardinality(%(units)s)], 'CNY',
       CASE WHEN n %% 9 = 0 THEN 'cancelled' ELSE 'delivered' END, 100 + n %% 900, 0, 100 + n %% 900, NULL,
       %(at)s - n %% 1095 * interval '1 day', %(at)s - n %% 1095 * interval '1 day' + interval '3 days', ''
  FROM generate_series(1, %(count)s) AS n
"""
LINES = """
INSERT INTO orders_orderline (id, version, order_id, position, product_id, quantity, unit_price, discount_percent,
       tax_percent, net, tax, shipped)
SELECT gen_random_uuid(), 1, id, 1, (%(products)s::uuid[])[1 + abs(hashtext(number)) %% cardinality(%(products)s)],
       1, net, 0, 0, net, 0, 1
  FROM orders_order
"""
BARE = """
SELECT unit_id, date_trunc('month', reviewed_at AT TIME ZONE 'Asia/Shanghai') AS span, count(*), sum(net), sum(tax)
  FROM orders_order
 WHERE state IN ('approved', 'partly_shipped', 'shipped', 'delivered') AND currency = 'CNY'
   AND reviewed_at >= '2025-04-01+08' AND reviewed_at < '2026-04-01+08'
 GROUP BY unit_id, span
"""


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("build/sales"), show_default=True,
              help="Where the embedded database lies; it must be new.")  # fmt: skip
@click.option("--orders", default=1_000_000, show_default=True)
def main(data: Path, orders: int) -> None:
    """Make so many orders and tell how long a year of each report takes."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    os.environ["AFTERCARE_HOME"] = str(data.absolute())
    os.environ["DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    data.mkdir(parents=True, exist_ok=True)
    from aftercare.config.commands.database import django_ready, joined_database
    from aftercare.config.running.migrating import migrate_database

    with joined_database(), django_ready():
        migrate_database()
        _load(orders)
        for line in _timed():
            click.echo(line)


def _load(count: int) -> None:
    from django.db import connection

    from aftercare.domains.accounts.actions import set_up_company
    from aftercare.domains.accounts.models import OrganisationUnit
    from aftercare.domains.catalog.models import Product
    from aftercare.domains.customers.models import Customer, Grade
    from aftercare.domains.orders.models import Order
    from aftercare.kit.actor import system
    from aftercare.kit.rows import insert_rows

    if Order.objects.exists():
        return
    house = system("bench")
    given = {"company": "bench", "name": "bench", "email": "bench@example.com", "password": "a long enough phrase"}
    set_up_company(house, **given, language="en", time_zone="Asia/Shanghai", at=AT)
    top = OrganisationUnit.objects.get()
    units = [OrganisationUnit(code=f"u{n}", name=f"网点{n}", parent=top) for n in range(PARTS)]
    for one in units:
        one.path = f"{top.path}{one.id.hex}/"
    products = [Product(number=f"P{n}", name=f"产品{n}") for n in range(PRODUCTS)]
    grades = [*Grade.objects.all()] or [None]
    people = [
        Customer(number=f"C{n}", name=f"客户{n}", name_key=str(n), grade=grades[n % len(grades)])
        for n in range(max(1, count // 10))
    ]
    for rows in (units, products, people):
        insert_rows(rows)
    ids = {"customers": [one.id for one in people], "units": [one.id for one in units]}
    with connection.cursor() as cursor:
        cursor.execute(ORDERS, {**ids, "at": AT, "count": count})
        cursor.execute(LINES, {"products": [one.id for one in products]})
        cursor.execute("VACUUM ANALYZE")


def _timed() -> Iterator[str]:
    from django.db import connection

    from aftercare.domains.insight.queries import SALES_BY, sales_report
    from aftercare.kit.actor import system

    house = system("bench")
    with connection.cursor() as cursor:
        bare = best(lambda: cursor.execute(BARE))
    yield f"bare sums by part and month of a year: {bare:.0f} ms"
    for by in SALES_BY:
        spent = best(lambda by=by: sales_report(house, at=AT, by=by))
        orders = sum(sales_report(house, at=AT, by=by).totals["orders"])
        yield f"a year of {orders} orders by {by}: {spent:.0f} ms, {spent / bare:.1f} times the bare sums"


if __name__ == "__main__":
    main()
