"""The tables of the room."""

from typing import ClassVar

from django.db import models

from aftercare.kit.ledger import Position


class CountedRequest(models.Model):
    """As what a request is counted now: what its next change is compared with. Days are the company's."""

    request_id = models.UUIDField(
        primary_key=True
    )  # requests are never removed; a million checks cost more than they say
    unit_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    priority = models.PositiveSmallIntegerField()
    entered_on = models.DateField()
    handled_on = models.DateField(null=True)
    late = models.BooleanField()
    closed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.request_id} of {self.entered_on}"


class Grain(models.TextChoices):
    """How long a span a sum covers."""

    DAY = "day"
    MONTH = "month"


class RequestCount(models.Model):
    """How many requests of a unit with one value of one dimension were entered, handled … within a day or month.

    A row holds one dimension only: a row for every combination would be as many rows as there are requests.
    """

    dimension = models.CharField(max_length=10)
    grain = models.CharField(max_length=5, choices=Grain.choices)
    begins_on = models.DateField()
    unit = models.ForeignKey(
        "accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    value = models.CharField(max_length=40)
    entered = models.IntegerField()
    handled = models.IntegerField()
    late = models.IntegerField()
    closed = models.IntegerField()
    cancelled = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dimension", "grain", "begins_on", "unit", "value"], nulls_distinct=False, name="count_sum_once"
            ),
            models.CheckConstraint(condition=models.Q(grain__in=Grain.values), name="count_sum_grain_known"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}, {self.grain} of {self.begins_on}"


class CountMark(models.Model):
    """How far the ledger is counted, and in which zone days are told; one row."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    tx = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    time_zone = models.CharField(max_length=40, blank=True, default="")  # empty until all was counted
    counted_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(only=True), name="count_mark_one")]

    def __str__(self) -> str:
        return f"counted until {self.counted_until}"

    @property
    def position(self) -> Position:
        """The place in the stream of all facts behind which nothing is counted yet."""
        return Position(self.tx, self.entry_id)
