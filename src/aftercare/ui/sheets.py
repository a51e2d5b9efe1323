"""Answering with a table as a file; it is written to disk first, so that memory does not grow with the table."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.http import FileResponse, HttpResponse

from aftercare.kit.sheets import CONTENT_TYPES, write_csv, write_workbook

Row = Sequence[Any]


def sheet_answer(
    name: str,
    format: str,
    titles: Sequence[str],
    rows: Iterable[Row],
    *,
    notes: Iterable[Row] = (),
    notes_title: str = "",
) -> tuple[HttpResponse, int]:
    """The file to keep, and how many rows it holds; no cell of it is computed by whoever opens it."""
    file = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115  the answer closes it once it is sent
    plain = format == "csv"
    count = write_csv(file, titles, rows) if plain else write_workbook(file, titles, rows, notes, notes_title)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{name}.{format}", content_type=CONTENT_TYPES[format])
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", answer), count
