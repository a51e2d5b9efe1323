"""`python -m bench.win_back`: time lists of whom to win back among many customers, and what a customer's file asks."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
OCCASIONS = (("any", 0), ("warranty_ends", 60), ("agreement_ends", 30), ("device_age", 6), ("asleep", 180))
TIMES = 5
TAKEN = 1000


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("build/win_back"), show_default=True,
              help="Where the embedded database lies; it must be new.")  # fmt: skip
@click.option("--customers", default=100_000, show_default=True)
def main(data: Path, customers: int) -> None:
    """Make customers with purchases, devices, agreements and consents, and tell how long each page of a list takes."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    os.environ["AFTERCARE_HOME"] = str(data.absolute())
    os.environ["DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    data.mkdir(parents=True, exist_ok=True)
    from aftercare.config.commands.database import django_ready, joined_database
    from aftercare.config.running.migrating import migrate_database

    with joined_database(), django_ready():
        migrate_database()
        _load(customers)
        click.echo("\n".join(_timed()))


def _load(count: int) -> None:
    """Each bought one to three times within three years and has a device; every second agrees to offers."""
    from django.db import connection

    from aftercare.domains.catalog.models import Product
    from aftercare.domains.contracts.models import Agreement, DeviceWarranty
    from aftercare.domains.customers.models import Consent, Contact, Customer
    from aftercare.domains.devices.models import Device
    from aftercare.domains.orders.models import Order
    from aftercare.kit.rows import insert_rows

    if Customer.objects.exists():
        return
    product, today = Product.objects.create(number="AC-1", name="空调"), AT.date()
    people, reached, agreed, sold, units, copies, kept = ([] for _each in range(7))  # type: ignore[var-annotated]
    for n in range(count):
        one = Customer(number=f"C{n}", name=f"客户{n}", name_key=str(n))
        people.append(one)
        reached.append(Contact(customer=one, name=one.name, phone=f"+861{n:010}", preferred=True))
        if n % 2 == 0:
            agreed.append(Consent(customer=one, contact=reached[-1], channel="phone", given_at=AT))
        for m in range(1 + n % 3):
            on, total = AT - timedelta(days=(n * 7 + m * 131) % 1100), 100 + n % 900
            given = {"number": f"O{n}-{m}", "currency": "CNY", "state": "delivered", "net": total, "total": total}
            sold.append(Order(customer=one, delivered_at=on, **given))
        born = today - timedelta(days=(n * 11) % 3650)
        units.append(Device(number=f"D{n}", product=product, serial=f"SN{n}", customer=one, installed_date=born))
        last = born + timedelta(days=730)
        ends = {f"{part}_ends_on": last for part in ("labour", "parts", "travel")}
        paid = {"labour_percent": 100, "parts_percent": 100, "starts_on": born, "started_by": "delivery"}
        copies.append(DeviceWarranty(device=units[-1], name="保修", **paid, **ends))
        if n % 5 == 0:
            until = today + timedelta(days=n % 365)
            kept.append(Agreement(number=f"A{n}", customer=one, name="年保", starts_on=date(2025, 1, 1), ends_on=until))
    for rows in (people, reached, agreed, sold, units, copies, kept):
        insert_rows(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _timed() -> Iterator[str]:
    from aftercare.domains.accounts.models import User
    from aftercare.domains.customers.models import Customer
    from aftercare.domains.outreach.actions import add_suggestion, take_chunk, take_list
    from aftercare.domains.outreach.queries import figures_of, list_lines, suggestions_for, win_back_list
    from aftercare.kit.actor import system
    from aftercare.kit.paging import page

    house = system("bench")
    yield f"{Customer.objects.count()} customers"
    made = {}
    for occasion, span in OCCASIONS:
        one = made[occasion] = add_suggestion(
            house, title=occasion, occasion=occasion, span=span, valid_from=date(2026, 1, 1), at=AT
        )

        def listed(one: Any = one, cursor: str | None = None) -> Any:
            found = page(win_back_list(house, one, at=AT), sort="-pk", cursor=cursor)
            list_lines(one, found.items, at=AT)
            return found

        first, far = best(listed), listed().next
        count = win_back_list(house, one, at=AT).count()
        behind = best(partial(listed, cursor=far)) if far else 0.0
        yield f"{occasion}: {count} customers, first page {first:.0f} ms, second {behind:.0f} ms"
    some = Customer.objects.order_by("id")[1000]
    yield f"file of one customer: {best(lambda: suggestions_for(some, at=AT)):.0f} ms"
    owner, _new = User.objects.get_or_create(email="bench@example.com", defaults={"name": "bench"})
    from aftercare.domains.accounts.actions import ensure_ready_roles, give_grant

    ensure_ready_roles(house, at=AT)
    give_grant(house, owner, role="agent", at=AT)
    due = AT + timedelta(days=7)
    batch = take_list(house, made["asleep"], owners=[owner], wanted=TAKEN, due_at=due, at=AT)
    began, taken, chunks = time.perf_counter(), 0, 0
    while some_taken := take_chunk(house, batch, at=AT):
        taken, chunks = taken + some_taken, chunks + 1
    spent = time.perf_counter() - began
    yield f"taken in hand: {taken} in {chunks} transactions, {spent:.1f} s, {spent / max(1, chunks) * 1000:.0f} ms each"
    ids = [one.id for one in made.values()]
    yield f"figures of {len(ids)} suggestions: {best(lambda: figures_of(ids)):.0f} ms"


def best(work: Callable[[], Any]) -> float:
    """The median of some runs, in milliseconds."""
    spent = []
    for _each in range(TIMES):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[TIMES // 2]


if __name__ == "__main__":
    main()
