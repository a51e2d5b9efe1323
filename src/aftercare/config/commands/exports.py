"""`aftercare export`: a list as a file, in the columns by which it is taken in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from aftercare.config.commands.database import with_tables

if TYPE_CHECKING:
    from django.db.models import Model

NOUNS = ("customers", "products", "devices", "agreements", "orders")


@click.command("export", short_help="Take a list out (CSV or XLSX).")
@click.argument("noun", type=click.Choice(NOUNS))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else CSV comes out."
)
@click.option("--phones", is_flag=True, help="Customers with whole phone numbers; each goes on record.")
@with_tables
def export_list(noun: str, output: Path | None, phones: bool) -> None:
    """Take every NOUN out, in the columns by which a file of them is taken in on the pages.

    The name of the file says its format: .csv or .xlsx. That the list was taken out goes on record.
    """
    if phones and noun != "customers":
        raise click.UsageError("Only customers have phone numbers to take out.")
    if output is not None and output.suffix not in (".csv", ".xlsx"):
        raise click.UsageError("Name a file that ends in .csv or .xlsx.")
    if output is None:
        count = _write(noun, "csv", sys.stdout.buffer, phones=phones)
    else:
        with output.open("wb") as file:
            count = _write(noun, output.suffix[1:], file, phones=phones)
    click.echo(f"{count:,} rows of {noun} taken out.", err=True)


def _write(noun: str, format: str, file: BinaryIO, *, phones: bool) -> int:
    from aftercare.domains.accounts.actions import record_export
    from aftercare.domains.sheets.queries import ROWS, heads_of
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now
    from aftercare.kit.sheets import write_csv, write_workbook

    actor, at = system("command-line"), now()
    rows = ROWS[noun](_model(noun)._default_manager.order_by("-pk"), **(_with_phones() if phones else {}))
    titles = heads_of(noun)
    count = write_csv(file, titles, rows) if format == "csv" else write_workbook(file, titles, rows)
    record_export(actor, page=noun, format=format, rows=count, at=at)
    return count


def _with_phones() -> dict[str, Any]:
    """Every number that is given out goes on record."""
    from aftercare.domains.customers.actions import reveal_phones
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    return {"shown": lambda contacts: reveal_phones(system("command-line"), contacts=contacts, at=now())}


def _model(noun: str) -> "type[Model]":
    from aftercare.domains.catalog.models import Product
    from aftercare.domains.contracts.models import Agreement
    from aftercare.domains.customers.models import Customer
    from aftercare.domains.devices.models import Device
    from aftercare.domains.orders.models import Order

    models: dict[str, type[Model]] = {
        "customers": Customer,
        "products": Product,
        "devices": Device,
        "agreements": Agreement,
        "orders": Order,
    }
    return models[noun]
