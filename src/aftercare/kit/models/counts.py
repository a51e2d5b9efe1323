"""Counts within a span, such as forms from one address within an hour."""

from typing import ClassVar

from django.db import models


class Count(models.Model):
    """How often something happened until the span ends; then it begins anew."""

    key = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key"], name="count_once")]
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="count_end")]
