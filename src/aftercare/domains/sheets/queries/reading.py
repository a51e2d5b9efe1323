"""The file of an import line by line, and what became of its rows."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.domains.sheets.plans import Row
from aftercare.kit.files import files_of, open_file
from aftercare.kit.files.refusals import FileLost
from aftercare.kit.models import StoredFile
from aftercare.kit.sheets import Sheet, read_sheet


def file_of(sheet_import: SheetImport) -> StoredFile:
    """The file that was handed in."""
    file = files_of(sheet_import.ref).filter(role="sheet").first()
    if file is None:
        raise FileLost(name=sheet_import.file_name)
    return file


def sheet_of(sheet_import: SheetImport) -> Sheet:
    """Its table."""
    with open_file(file_of(sheet_import)) as file:
        return read_sheet(sheet_import.file_name, file.read())


def lines_of(sheet_import: SheetImport, *, after: int = 0) -> Iterator[Row]:
    """Its rows behind a line, each with the filled cells of the columns that mean something."""
    columns = [(int(place) - 1, name) for place, name in sheet_import.mapping.items()]
    for place, line in sheet_of(sheet_import).lines:
        if place > after:
            yield mapped(place, line, columns)


def mapped(place: int, line: list[str], columns: list[tuple[int, str]]) -> Row:
    """A line as a row."""
    return Row(place, {name: line[at] for at, name in columns if line[at]})


def outcomes_of(sheet_import: SheetImport, outcome: str = "") -> QuerySet[SheetRow]:
    """Rows that were written or refused, in the order of the file."""
    rows = SheetRow.objects.filter(sheet_import=sheet_import)
    return (rows.filter(outcome=outcome) if outcome else rows).order_by("place")


def blockers_of(sheet_import: SheetImport) -> QuerySet[SheetRow]:
    """Written rows that keep the import from being undone, with the reason."""
    rows = outcomes_of(sheet_import).exclude(outcome__in=(Outcome.REFUSED, Outcome.UNDONE))
    return rows.exclude(problems=[])


def refused_lines(sheet_import: SheetImport) -> Iterator[list[str]]:
    """The refused lines as they were handed in, each with what is wrong with it at its end."""
    reasons = {
        row.place: " ".join(problem["sentence"] for problem in row.problems)
        for row in outcomes_of(sheet_import, Outcome.REFUSED).only("place", "problems")
    }
    for place, line in sheet_of(sheet_import).lines if reasons else ():
        if place in reasons:
            yield [*line, reasons[place]]


def first_lines(sheet_import: SheetImport, most: int = 3) -> list[list[str]]:
    """Some lines to recognise the columns by."""
    return [line for _place, line in islice(sheet_of(sheet_import).lines, most)]
