"""The call-back of a handled attempt."""

from typing import ClassVar

from django.db import models

from aftercare.domains.customers.models import Channel
from aftercare.domains.feedback.states import LIVE, CallState
from aftercare.kit.models import Entity


class Outcome(models.TextChoices):
    """What came of a call-back."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    DECIDED = "decided"
    OVERTAKEN = "overtaken"


class CallBack(Entity):
    """The task of asking a customer whether an attempt solved it; `due_at` is by when the next try is to be made."""

    state = models.CharField(max_length=8, choices=CallState.choices, default=CallState.OPEN)
    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    most_tries = models.PositiveSmallIntegerField()
    escalated_at = models.DateTimeField(null=True)

    outcome = models.CharField(max_length=13, choices=Outcome.choices, blank=True, default="")
    satisfaction = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True, default="")
    called_by = models.UUIDField(null=True)
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=CallState.values), name="call_back_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=LIVE, outcome="") | ~models.Q(state__in=LIVE) & ~models.Q(outcome=""),
                name="call_back_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__range=(1, 5)),
                name="call_back_satisfaction_1_to_5",
            ),
            models.UniqueConstraint(fields=["request", "attempt"], name="call_back_once_per_attempt"),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(state__in=LIVE), name="call_back_live_once_per_request"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="call_back_due", condition=models.Q(state=CallState.OPEN)),
            models.Index(
                fields=["due_at"],
                name="call_back_to_escalate",
                condition=models.Q(state=CallState.OPEN, escalated_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.attempt}"
