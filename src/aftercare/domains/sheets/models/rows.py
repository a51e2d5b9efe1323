"""What became of single rows: those that were written, so that they can be taken back, and those that were refused."""

from typing import ClassVar

from django.db import models

from aftercare.domains.sheets.models.imports import SheetImport


class Outcome(models.TextChoices):
    """How a row ended."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    UNDONE = "undone"


class SheetRow(models.Model):
    """A row by its place in the file. `steps` are what was done for it, each with what stood there before.

    `mark` is the last ledger fact of its own work: a later one of the same record is somebody else's.
    """

    id = models.BigAutoField(primary_key=True)
    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="outcomes")
    place = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    thing_kind = models.CharField(max_length=40, default="", blank=True)
    thing_id = models.UUIDField(null=True)
    mark = models.BigIntegerField(default=0)
    steps = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet_import", "place"], name="sheet_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sheet_import", "outcome", "place"], name="sheet_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_import_id} {self.place}"
