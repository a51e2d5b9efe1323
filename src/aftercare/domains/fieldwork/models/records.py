"""The service record of an attempt."""

from pathlib import PurePath
from typing import ClassVar

import pgtrigger
from django.db import models

from aftercare.domains.fieldwork.states import RecordState
from aftercare.kit.models import Entity

UNNAMED = "signature"  # what the file of a signature is called


class RecordResult(models.TextChoices):
    """How the attempt ended."""

    SOLVED = "solved"
    FAILED = "failed"


def _minutes(name: str) -> models.CheckConstraint:
    within = models.Q(**{f"{name}__range": (0, 1440)}) | models.Q(**{name: None})
    return models.CheckConstraint(condition=within, name=f"record_{name}_within_a_day")


class ServiceRecord(Entity):
    """What one attempt found, did, used and cost; a draft until it is reported, for ever once it is accepted.

    Time on the way, time at work and time to be charged are three things.
    """

    state = models.CharField(max_length=9, choices=RecordState.choices, default=RecordState.DRAFT)
    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    attempt = models.OneToOneField("requests.Attempt", on_delete=models.PROTECT, related_name="+")
    engineer = models.ForeignKey("workforce.Engineer", on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    started_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    travel_minutes = models.PositiveSmallIntegerField(default=0)
    labour_minutes = models.PositiveSmallIntegerField(null=True)
    billable_minutes = models.PositiveSmallIntegerField(null=True)

    problem = models.TextField(blank=True, default="")
    symptom = models.ForeignKey("catalog.FaultCode", on_delete=models.PROTECT, null=True, related_name="+")
    cause = models.ForeignKey("catalog.FaultCode", on_delete=models.PROTECT, null=True, related_name="+")
    remedy = models.ForeignKey("catalog.FaultCode", on_delete=models.PROTECT, null=True, related_name="+")
    work_done = models.TextField(blank=True, default="")
    next_advice = models.TextField(blank=True, default="")
    result = models.CharField(max_length=6, choices=RecordResult.choices, blank=True, default="")

    signature = models.ForeignKey("kit.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=80, blank=True, default="", db_default="")
    signature_missing_reason = models.TextField(blank=True, default="")
    sent_back_for = models.TextField(blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=RecordState.values), name="record_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="draft", result="") | ~models.Q(state="draft") & ~models.Q(result=""),
                name="record_result_once_complete",
            ),
            models.CheckConstraint(
                condition=~models.Q(result="solved") | models.Q(labour_minutes__isnull=False) & ~models.Q(work_done=""),
                name="record_solved_says_what_was_done",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", accepted_at__isnull=False)
                | ~models.Q(state="accepted") & models.Q(accepted_at=None),
                name="record_accepted_at_an_instant",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at=None)
                | models.Q(finished_at=None)
                | models.Q(finished_at__gte=models.F("started_at")),
                name="record_ends_after_start",
            ),
            _minutes("travel_minutes"),
            _minutes("labour_minutes"),
            _minutes("billable_minutes"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["request", "id"], name="record_request"),
            models.Index(
                fields=["assignee", "id"], name="record_sent_back", condition=models.Q(state=RecordState.SENT_BACK)
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="record_final_once_accepted",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="accepted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.attempt_id}"

    @property
    def charges_all_labour(self) -> bool:
        """Whether all time at work is to be charged, as it is where nobody said otherwise."""
        return self.billable_minutes == self.labour_minutes

    @property
    def customer_signed(self) -> bool:
        """Whether the customer put a name under it."""
        return self.signature_id is not None

    @property
    def signed_by(self) -> str:
        """The name typed under the signature; empty where none was, or nobody signed.

        Records from before it had a place of its own bear it as the name of the signature's file; an accepted one
        never changes, so it is read from there.
        """
        if self.signature is None or self.signer_name:
            return self.signer_name if self.signature else ""
        name = PurePath(self.signature.name).stem
        return "" if name == UNNAMED else name
