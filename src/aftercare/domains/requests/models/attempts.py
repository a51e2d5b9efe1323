"""Attempts: one try each to solve a request."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class Attempt(Entity):
    """A try by an engineer, or by the desk at a distance; it ends solved, failed, lapsed or taken back."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.CASCADE, related_name="attempts")
    series = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    engineer = models.ForeignKey("workforce.Engineer", on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, blank=True, default="")
    outcome = models.ForeignKey("requests.AttemptOutcome", on_delete=models.PROTECT, null=True, related_name="+")
    counted = models.BooleanField(default=False)
    planned = models.BooleanField(default=False)  # a visit is planned for it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "position"], name="attempt_position_once"),
            models.UniqueConstraint(fields=["request"], condition=models.Q(ended_at=None), name="attempt_open_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["assignee", "request"], name="attempt_assignee", condition=models.Q(assignee__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.position}"
