"""`python -m bench.grading`: grade the customers of the CDNOW log by their purchases, and print who stands where."""

import gzip
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import click

PLACE = Path("customers") / "cdnow_master.txt.gz"
AT = datetime(1998, 7, 1, tzinfo=UTC)
WINDOW = 18
GRADES = (("vip", "VIP"), ("loyal", "Loyal"), ("asleep", "Asleep"), ("regular", "Regular"))
WRITTEN = """vip when recency score ≥ 4 and frequency score ≥ 4 and monetary score ≥ 5
loyal when orders ≥ 3 and recency score ≥ 3
asleep when recency score ≤ 1
regular"""


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("build/grading"), show_default=True,
              help="Where the embedded database lies; it must be new.")  # fmt: skip
def main(data: Path) -> None:
    """Load the purchases with their own dates and amounts, judge everybody, tell the distribution and the time."""
    path = Path(os.environ.get("AFTERCARE_DATA") or "build/data") / PLACE
    if not path.is_file():
        raise click.ClickException(
            f"The purchases are missing: {path} does not exist. Set AFTERCARE_DATA to its folder."
        )
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    os.environ["AFTERCARE_HOME"] = str(data.absolute())
    os.environ["DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    data.mkdir(parents=True, exist_ok=True)
    from aftercare.config.commands.database import django_ready, joined_database
    from aftercare.config.running.migrating import migrate_database

    with joined_database(), django_ready():
        migrate_database()
        if not loaded():
            _load(path)
        click.echo("\n".join(_graded()))


def purchases(path: Path) -> dict[str, list[tuple[datetime, Decimal]]]:
    """When each customer bought, and for how much."""
    found: dict[str, list[tuple[datetime, Decimal]]] = defaultdict(list)
    with gzip.open(path, "rt") as lines:
        for line in lines:
            words = line.split()
            if words and words[0].isdigit():
                found[words[0]].append((datetime.strptime(words[1], "%Y%m%d").replace(tzinfo=UTC), Decimal(words[3])))
    return found


def loaded() -> bool:
    """Whether an earlier run came as far as the orders."""
    from aftercare.domains.orders.models import Order

    return Order.objects.exists()


def _load(path: Path) -> None:
    """Rows as they would stand after delivery; amounts are read in the company's currency."""
    from aftercare.domains.customers.models import Customer
    from aftercare.domains.orders.models import Order
    from aftercare.kit.rows import insert_rows

    people, orders = [], []
    for number, bought in purchases(path).items():
        people.append(Customer(number=f"CD{number}", name=f"CDNOW {number}", name_key=number))
        orders += [
            Order(
                number=f"CD{number}-{n}",
                customer=people[-1],
                currency="CNY",
                state="delivered",
                net=sum_,
                total=sum_,
                delivered_at=on,
            )
            for n, (on, sum_) in enumerate(bought)
        ]
    insert_rows(people)
    insert_rows(orders)


def _graded() -> Iterator[str]:
    from aftercare.domains.customers.actions import add_grade
    from aftercare.domains.customers.models import Customer, Grade
    from aftercare.domains.grading.actions import begin_pass, grade_customers, set_rules
    from aftercare.domains.grading.language import read_rules
    from aftercare.domains.grading.models import Standing
    from aftercare.domains.grading.queries import customers_after, targets
    from aftercare.domains.grading.rules import Rules
    from aftercare.kit.actor import system

    house = system("bench")
    for rank, (code, name) in enumerate(GRADES):
        if not Grade.objects.filter(code=code).exists():
            add_grade(house, code=code, name=name, rank=rank, at=AT)
    set_rules(house, rules=Rules(WINDOW, read_rules(WRITTEN, targets(Grade)[0], "grades")), at=AT)
    walk = begin_pass(house, at=AT)
    seconds = []
    for _again in range(2):
        began, cpu, changed, last = time.perf_counter(), time.process_time(), 0, None
        while ids := customers_after(last):
            changed, last = changed + grade_customers(house, ids=ids, at=AT), ids[-1]
        seconds.append((changed, time.perf_counter() - began, time.process_time() - cpu))
    count = Customer.objects.count()
    yield f"{count} customers, {sum(1 for _row in Standing.objects.all())} judged; borders {walk and walk.borders}"
    for name, (changed, wall, cpu) in zip(("first walk", "second walk"), seconds, strict=True):
        spent = f"{wall:.1f} s, CPU of the worker {cpu / count * 1e6:.0f} ms per 1,000 customers"
        yield f"{name}: {changed} changed, {spent}"
    grades = Counter(Customer.objects.values_list("grade__name", flat=True))
    yield "grades: " + ", ".join(f"{name} {grades[name]}" for _code, name in GRADES)
    facts = list(Standing.objects.values_list("facts", flat=True))
    for score in ("recency_score", "frequency_score", "monetary_score"):
        counts = Counter(row[score] for row in facts)
        yield f"{score}: " + ", ".join(f"{n}: {counts[n]}" for n in range(1, 6))


if __name__ == "__main__":
    main()
