"""Who pays, as it was decided each time; what a request shows now is the last word."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity
from aftercare.kit.models.ledger import append_only


class DecidedBy(models.TextChoices):
    """Why it was decided."""

    ENTRY = "entry"
    FACTS = "facts"  # the device or what is promised for it became known later
    OVERRIDE = "override"
    RESTORED = "restored"  # the decision by hand was taken back


class CoverageDecision(Entity):
    """A decision who pays for a request, with its reasons. Rows never change.

    A request whose coverage was decided once, at its entry, keeps that decision alone and has no rows.
    """

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="coverage_decisions")
    cause = models.CharField(max_length=8, choices=DecidedBy.choices)
    coverage = models.JSONField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["request", "id"], name="coverage_of_request")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(cause__in=("override", "restored")) | ~models.Q(reason=""),
                name="coverage_decided_by_hand_for_a_reason",
            )
        ]
        triggers: ClassVar = append_only("coverage_decision")

    def __str__(self) -> str:
        return f"{self.request_id} {self.cause}"
