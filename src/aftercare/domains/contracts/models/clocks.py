"""Clocks: promises that run. Every figure is derived from facts and can be derived again."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.domains.contracts.models.levels import ClockKind
from aftercare.kit.ids import Ref, new_id


class Clock(models.Model):
    """One promise about one subject: started, due, paused, met or missed. A later `round` begins anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=ClockKind.choices)
    round = models.PositiveSmallIntegerField(default=1)
    calendar = models.ForeignKey("accounts.Calendar", on_delete=models.PROTECT, related_name="+")
    target_seconds = models.PositiveIntegerField()
    stages = ArrayField(models.PositiveSmallIntegerField(), default=list)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    standing = models.CharField(max_length=10)
    stopped_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True, default="")
    alert_times = ArrayField(models.DateTimeField(null=True), default=list)  # one a stage; empty where never reached
    fired = ArrayField(models.PositiveSmallIntegerField(), default=list)
    next_alert_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "kind", "round"], name="clock_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_alert_at", "id"], name="clock_alert", condition=models.Q(next_alert_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.round} of {self.subject_kind}:{self.subject_id}"

    @property
    def subject(self) -> Ref:
        """What is promised about."""
        return Ref(self.subject_kind, self.subject_id)

    @property
    def runs(self) -> bool:
        """Whether the promise is still to be kept, late or not; a paused one is."""
        return self.stopped_at is None

    @property
    def next_stage(self) -> tuple[int, datetime] | None:
        """The first stage that is still to be told, with its instant."""
        pairs = zip(self.stages, self.alert_times, strict=True)
        return next(((stage, at) for stage, at in pairs if at and stage not in self.fired), None)
