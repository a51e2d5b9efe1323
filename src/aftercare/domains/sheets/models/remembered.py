"""What the columns of a file meant the last time one of its kind came."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class RememberedColumns(Entity):
    """For a noun and a row of headings (`layout` is their hash): which heading holds which column."""

    noun = models.CharField(max_length=20)
    layout = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["noun", "layout"], name="columns_remembered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.layout[:8]}"
