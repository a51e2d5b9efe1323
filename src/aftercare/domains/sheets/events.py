"""What happens to imports: codes and counts; names of files and what stands in rows stay in rows that can go."""

from uuid import UUID

from aftercare.kit.events import event


@event("sheet_import.uploaded")
class ImportUploaded:
    """Somebody handed a file of records in."""

    import_id: UUID
    number: str
    noun: str


@event("sheet_import.checked")
class ImportChecked:
    """Every row was held against what is here, and nothing was written."""

    import_id: UUID
    created: int
    changed: int
    same: int
    refused: int


@event("sheet_import.begun")
class ImportBegun:
    """Its rows are being written, or the rest of them."""

    import_id: UUID
    noun: str


@event("sheet_import.done")
class ImportDone:
    """Every row was written, left as it was, or refused."""

    import_id: UUID
    created: int
    changed: int
    same: int
    refused: int


@event("sheet_import.stopped")
class ImportStopped:
    """Somebody stopped it: what was written so far stands."""

    import_id: UUID
    rows: int


@event("sheet_import.dropped")
class ImportDropped:
    """Nothing of the file was wanted."""

    import_id: UUID


@event("sheet_import.undo_begun")
class UndoBegun:
    """What it wrote is being taken back."""

    import_id: UUID


@event("sheet_import.undo_refused")
class UndoRefused:
    """Nothing was taken back, because so many of its records are in use or were changed since."""

    import_id: UUID
    rows: int


@event("sheet_import.undone")
class ImportReversed:
    """What it wrote was taken back; so many rows came into use meanwhile and stay."""

    import_id: UUID
    rows: int
    kept: int
