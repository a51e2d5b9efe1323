"""`python -m bench.sheets`: so many new customers or agreements out of a file, checked, written, and taken back."""

import csv
import io
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import psutil

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "芳伟娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰"
HEADS = ["客户编码", "客户名称", "客户类型", "联系人", "手机号码", "地址"]
OF_AGREEMENTS = ["合同编号", "客户编码", "合同名称", "开始日期", "结束日期", "设备序列号", "上门次数", "工时"]
AT_ONCE = 1_000


@click.command()
@click.argument("noun", type=click.Choice(["customers", "agreements"]), default="customers")
@click.option("--rows", default=20_000, show_default=True, help="Records in the file.")
def main(noun: str, rows: int) -> None:
    """Take a file in, in one process over a fresh durable database, and say what a row costs.

    A customer has a person and a place; an agreement names two devices of its customer and includes visits and hours.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AFTERCARE_HOME"] = folder
        measured.callback(noun, rows)  # type: ignore[misc]


def customers_of(rows: int) -> bytes:
    """Two persons to each company; the names are drawn with the same dice every time."""
    dice = random.Random(7)  # nosec B311  no secret
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(HEADS)
    for n in range(rows):
        name = "".join([dice.choice(SURNAMES), dice.choice(GIVEN), dice.choice(GIVEN)])
        whole = [f"{name}制冷设备有限公司", "公司", "李经理"] if n % 3 == 0 else [name, "个人", ""]
        sheet.writerow([f"E{n}", *whole, f"138{n:08d}", f"星湖街 {n} 号"])
    return text.getvalue().encode()


def agreements_of(rows: int) -> bytes:
    """Each of a customer of its own."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    sheet.writerow(OF_AGREEMENTS)
    for n in range(rows):
        sheet.writerow([f"H{n}", f"E{n}", "年度保养", "2026-01-01", "2026-12-31", f"S{n}A, S{n}B", 4, 8])
    return text.getvalue().encode()


CONTENTS: Mapping[str, Callable[[int], bytes]] = {"customers": customers_of, "agreements": agreements_of}


@click.command()
@click.argument("noun")
@click.argument("rows", type=int)
def measured(noun: str, rows: int) -> None:
    """The steps, each with its wall time and the CPU of this process and of the database."""
    from aftercare.kit.database import Embedded

    with Embedded(Path(os.environ["AFTERCARE_HOME"]) / "database") as database:
        os.environ["DATABASE_URL"] = database.url
        os.environ["DJANGO_SETTINGS_MODULE"] = "aftercare.config.settings"
        import django

        django.setup()
        from aftercare.config.running.migrating import migrate_database

        migrate_database()
        _measure(noun, rows)
        from django.db import connections

        connections.close_all()


def _measure(noun: str, rows: int) -> None:
    from aftercare.domains.sheets.actions import check_import, run_import, undo_import, upload_import
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now
    from aftercare.kit.jobs import run_queued

    house = system("bench")
    if noun == "agreements":
        _sell_devices(rows)
    made = upload_import(house, noun=noun, name="rows.csv", content=CONTENTS[noun](rows), at=now())
    for what, command in (("checked", check_import), ("written", run_import), ("taken back", undo_import)):
        command(house, made, at=now())
        click.echo(_told(what, rows, lambda: run_queued(limit=1)))
        click.echo(_told("  what reacts to it", rows, _all_queued))
        made.refresh_from_db()
    click.echo(f"{made.number} is {made.state}: {made.created:,} were made, {made.refused:,} refused.")


def _sell_devices(owners: int) -> None:
    """Customers with two devices each, and what comes of them done."""
    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.customers.actions import register_customers
    from aftercare.domains.customers.drafts import CustomerDraft
    from aftercare.domains.devices.actions import register_devices
    from aftercare.domains.devices.drafts import DeviceDraft
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    house = system("bench")
    product = add_product(house, number="KFR-35GW", name="空调", at=now())
    for first in range(0, owners, AT_ONCE):
        ns = range(first, min(first + AT_ONCE, owners))
        drafts = [CustomerDraft(name=f"客户 {n}", phone=f"138{n:08d}", external_id=f"E{n}") for n in ns]
        built: Any = register_customers(house, drafts=drafts, at=now())
        units = [
            DeviceDraft(product=product, customer=one.customer, serial=f"S{n}{letter}")
            for n, one in zip(ns, built, strict=True)
            for letter in "AB"
        ]
        register_devices(house, drafts=units, at=now())
        _all_queued()


def _all_queued() -> None:
    from aftercare.kit.jobs import run_queued

    while run_queued():
        pass


def _told(what: str, rows: int, work: Callable[[], Any]) -> str:
    cpu, database, wall = time.process_time(), _of_the_database(), time.perf_counter()
    work()
    took = 1000 * (time.perf_counter() - wall) / rows
    own, theirs = (1000 * spent / rows for spent in (time.process_time() - cpu, _of_the_database() - database))
    return f"{what}: {1000 / took:,.0f} rows a second; ms a row: {took:.2f} of wall, {own:.2f} + {theirs:.2f} of CPU"


def _of_the_database() -> float:
    """Seconds of CPU of the database's processes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        root = psutil.Process(cursor.fetchone()[0]).parent()
    if root is None:
        raise click.ClickException("The database's processes can't be seen.")
    times = [one.cpu_times() for one in [root, *root.children(recursive=True)]]
    return float(sum(spent.user + spent.system for spent in times))


if __name__ == "__main__":
    main()
