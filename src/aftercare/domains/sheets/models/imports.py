"""An import: a file of records, what its columns mean, and how far it is."""

from typing import ClassVar

from django.db import models

from aftercare.domains.sheets.states import ImportState
from aftercare.kit.models import Entity


class SheetImport(Entity):
    """A file somebody handed in. Its bytes are kept as a file of it; `mapping` says which heading holds which column.

    `position` is the last line that the work in hand has dealt with: whoever goes on begins behind it.
    """

    number = models.CharField(max_length=32, unique=True)
    noun = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=12)
    heads = models.JSONField(default=list)
    layout = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="")
    rows = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    dealt_with = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["uploaded_by", "-id"], name="sheet_import_of_person")]

    def __str__(self) -> str:
        return self.number
