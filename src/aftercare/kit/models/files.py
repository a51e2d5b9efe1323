"""Files people attach: kept by the hash of their content, so that the same bytes are stored once."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models.base import Entity


class StoredFile(Entity):
    """A checked file: what it is was read from its bytes, not believed from its name."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    role = models.CharField(max_length=20, default="attachment")
    internal = models.BooleanField(default=False)
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="file_subject"),
            models.Index(fields=["sha256"], name="file_bytes"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it is looked at."""
        return self.content_type.startswith("image/")
