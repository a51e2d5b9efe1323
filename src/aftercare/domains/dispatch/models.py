"""Visits as planned, and the decisions that chose who makes them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func

from aftercare.domains.dispatch.states import LIVE, VisitState
from aftercare.kit.models import Entity


class _Span(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Visit(Entity):
    """One engineer, one slot, one request: nobody is booked twice for the same time."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    attempt_position = models.PositiveSmallIntegerField()
    engineer = models.ForeignKey("workforce.Engineer", on_delete=models.PROTECT, related_name="+")
    planned_from = models.DateTimeField()
    planned_to = models.DateTimeField()
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(planned_to__gt=models.F("planned_from")), name="visit_ends_later"
            ),
            ExclusionConstraint(
                name="visit_nobody_twice",
                expressions=[
                    ("engineer", RangeOperators.EQUAL),
                    (_Span("planned_from", "planned_to"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=LIVE),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["engineer", "planned_from"], name="visit_engineer"),
            models.Index(fields=["request"], name="visit_request"),
        ]

    def __str__(self) -> str:
        return f"{self.engineer_id} {self.planned_from:%Y-%m-%d %H:%M}"


class WeightSet(Entity):
    """The numbers by which engineers are chosen; the newest counts, the older stay for their decisions.

    A row is written once: its `version` numbers the sets from 1. Before the first the ready-made numbers count.
    """

    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True, default="")


class Decision(Entity):
    """Why this engineer: every candidate with what was counted, kept as codes and numbers.

    The record is the list of the moment of deciding; whom the rules proposed is its `chosen_id`. `seen_at` is when the
    person who decided looked at the list, which said the same then.
    """

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    by_hand = models.BooleanField(default=False)
    overridden = models.BooleanField(default=False)
    engineer = models.ForeignKey("workforce.Engineer", on_delete=models.PROTECT, null=True, related_name="+")
    weights = models.ForeignKey(WeightSet, on_delete=models.PROTECT, null=True, related_name="+")  # None: ready-made
    record = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    decided_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["request", "-id"], name="decision_request"),
            models.Index(fields=["-id"], name="decision_by_rule", condition=models.Q(by_hand=False)),
        ]
