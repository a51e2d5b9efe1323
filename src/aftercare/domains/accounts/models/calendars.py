"""Working calendars: several intervals a weekday, and dated exceptions such as holidays and make-up workdays."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class Calendar(Entity):
    """When work is done, in one zone; `week` holds seven lists of [start, end] minutes, Monday first."""

    name = models.CharField(max_length=80, unique=True)
    zone = models.CharField(max_length=40)
    week = models.JSONField()
    country = models.CharField(max_length=2, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class CalendarException(Entity):
    """One date that differs: closed (no intervals), an extra working day, or other hours."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    name = models.CharField(max_length=120, blank=True, default="")
    intervals = models.JSONField(default=list)
    official = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["calendar", "date"], name="calendar_date_once")]
