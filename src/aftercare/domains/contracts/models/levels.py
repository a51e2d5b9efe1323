"""What is promised: service levels with their targets, and the reasons that stop a clock."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.kit.models import Entity, Versioned


class Priority(models.IntegerChoices):
    """How urgent; 1 is the most."""

    URGENT = 1, "urgent"
    HIGH = 2, "high"
    NORMAL = 3, "normal"
    LOW = 4, "low"


class ClockKind(models.TextChoices):
    """What a clock promises."""

    FIRST_RESPONSE = "first_response"
    ASSIGNMENT = "assignment"
    ARRIVAL = "arrival"
    RESOLUTION = "resolution"
    DWELL = "dwell"


class ServiceLevel(Entity):
    """A named promise: in which calendar its minutes run, and how long each step may take."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    calendar = models.ForeignKey("accounts.Calendar", on_delete=models.PROTECT, related_name="+")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_level"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LevelTarget(models.Model):
    """How many working minutes a step may take, for a priority, and for one kind of request or (empty) for all."""

    level = models.ForeignKey(ServiceLevel, on_delete=models.CASCADE, related_name="targets")
    clock = models.CharField(max_length=20, choices=ClockKind.choices)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    request_kind = models.CharField(max_length=40, blank=True, default="")
    minutes = models.PositiveIntegerField()
    stages = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "clock", "priority", "request_kind"], name="level_target_once")
        ]


class GradeLevel(models.Model):
    """The service level a customer grade carries."""

    grade = models.OneToOneField("customers.Grade", on_delete=models.CASCADE, related_name="+")
    level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, related_name="grades")


class PauseReason(Versioned):
    """Why work waits, for whom, and which clocks stop meanwhile."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    waits_for = models.CharField(max_length=40)
    pauses = ArrayField(models.CharField(max_length=20, choices=ClockKind.choices), default=list)
    moves_date = models.BooleanField(default=False)
    active = models.BooleanField(default=True, db_default=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    def __str__(self) -> str:
        return self.name
