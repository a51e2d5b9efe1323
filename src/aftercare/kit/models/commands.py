"""Commands that were answered: the same key gives the same answer once more."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class AnsweredCommand(models.Model):
    """The answer given to an idempotency key of one caller; written in the command's own transaction."""

    caller = models.UUIDField()
    key = models.CharField(max_length=200)
    fingerprint = models.BinaryField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["caller", "key"], name="command_once_per_caller")]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="command_age")]
