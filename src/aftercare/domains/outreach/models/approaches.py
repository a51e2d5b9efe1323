"""Lists taken in hand, and the customers of them who are asked, each with what came of it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from aftercare.domains.outreach.models.suggestions import SalesSuggestion
from aftercare.kit.models import Entity


class Result(models.TextChoices):
    """What came of asking; empty where nobody has asked yet."""

    NOT_REACHED = "not_reached"
    REACHED = "reached"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    NO_MORE = "no_more"
    WITHDRAWN = "withdrawn"


OPEN = ("", Result.NOT_REACHED, Result.REACHED)
FINAL = (Result.NO_MORE, Result.WITHDRAWN)
SPOKEN = (Result.REACHED, Result.INTERESTED, Result.NOT_INTERESTED, Result.NO_MORE)


class WinBackBatch(Entity):
    """Up to `wanted` customers who fit, given in turn to `owners`; `behind` is the last one looked at."""

    suggestion = models.ForeignKey(SalesSuggestion, on_delete=models.PROTECT, related_name="batches")
    grade = models.ForeignKey("customers.Grade", on_delete=models.PROTECT, null=True, related_name="+")
    owners = ArrayField(models.UUIDField())
    wanted = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    behind = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(taken__lte=models.F("wanted")), name="win_back_batch_not_over_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.wanted}"


class Approach(Entity):
    """A customer whom `owner` asks about a suggestion through `contact`; `grade` and `ground` are those of then."""

    suggestion = models.ForeignKey(SalesSuggestion, on_delete=models.PROTECT, related_name="approaches")
    batch = models.ForeignKey(WinBackBatch, on_delete=models.PROTECT, null=True, related_name="approaches")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=6)
    grade = models.ForeignKey("customers.Grade", on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.JSONField(default=dict)
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    due_at = models.DateTimeField()
    result = models.CharField(max_length=14, choices=Result.choices, blank=True, default="")
    result_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, default="")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey("contracts.Agreement", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(result__in=OPEN), name="approach_open_once_a_customer"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(order__isnull=False), name="approach_order_counts_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(agreement__isnull=False), name="approach_agreement_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(order=None, agreement=None) | Q(result="interested"), name="approach_link_shows_interest"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["suggestion", "-id"], name="approach_of_suggestion"),
            models.Index(fields=["owner", "-id"], name="approach_of_owner"),
            models.Index(fields=["taken_at"], name="approach_taken_at"),
            models.Index(fields=["suggestion", "grade", "result"], name="approach_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.result}"
