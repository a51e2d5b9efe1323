"""`aftercare import`: take a file in, row by row."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftercare.config.commands.database import with_tables
from aftercare.config.commands.progress import said_when_slow

if TYPE_CHECKING:
    from aftercare.config.importing.frame import Outcome

SHOWN = 20
NOUNS = {
    "repairs": "aftercare.config.importing.open_repair:REPAIRS",
    "customers": "aftercare.config.importing.books:CUSTOMERS",
    "products": "aftercare.config.importing.books:PRODUCTS",
    "parts": "aftercare.config.importing.books:PARTS",
}


@click.command("import", short_help="Take a file in (CSV, also gzipped, or XLSX).")
@click.argument("noun", type=click.Choice(list(NOUNS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what a real run would do; nothing is kept.")
@click.option("--most", type=click.IntRange(1), help="Stop after so many rows.")
@with_tables
def import_file(noun: str, file: Path, dry_run: bool, most: int | None) -> None:
    """Take FILE in as NOUN; rows taken in before are recognised, rows with errors are named and left out.

    Columns, * required: customers: external_id*, name*, phone, email, kind (company or person), notes; products:
    number*, name*, brand, external_id; parts: number*, name*, external_id; repairs (Open Repair Data Standard): id*,
    product_category*, brand*, year_of_manufacture*, repair_status*, group_identifier*, event_date*, problem*,
    repair_barrier_if_end_of_life.

    Exit code 1 says that some rows had errors.
    """
    from importlib import import_module
    from itertools import islice

    from aftercare.config.importing.frame import Outcome, read_rows, run_import

    module, name = NOUNS[noun].split(":")
    importer = getattr(import_module(module), name)
    rows = islice(read_rows(file, importer.columns), most)
    outcome = Outcome()
    with _told(file.name, run_import(importer, rows, dry_run=dry_run)) as steps:
        for step in steps:
            outcome = step
    for error in outcome.errors[:SHOWN]:
        click.echo(f"row {error.row}: {error.sentence}")
    if len(outcome.errors) > SHOWN:
        click.echo(f"… and {len(outcome.errors) - SHOWN} more rows with errors")
    told = ", ".join(f"{count:,} {what}" for what, count in outcome.counts.most_common())
    click.echo(f"{outcome.rows:,} rows: {told or 'nothing taken in'}, {len(outcome.errors):,} with errors.")
    if dry_run:
        click.echo("Nothing was written.")
    if outcome.errors:
        raise SystemExit(1)


@contextlib.contextmanager
def _told(name: str, steps: "Iterator[Outcome]") -> "Iterator[Iterator[Outcome]]":
    """The steps, and how far they are: drawn in a terminal, a line now and then in a log."""
    if sys.stderr.isatty():
        with click.progressbar(steps, label=name, show_pos=True, file=sys.stderr) as drawn:
            yield iter(drawn)
        return
    rows = 0

    def counted() -> "Iterator[Outcome]":
        nonlocal rows
        for step in steps:
            rows = step.rows
            yield step

    with said_when_slow(lambda: f"{name}: {rows:,} rows"):
        yield counted()
