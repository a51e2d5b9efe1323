"""Engineers: what they can do, where, when, and until when they are certified."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class Engineer(Entity):
    """Somebody who is sent to customers: a colleague, or a contractor's person."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")
    contractor = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    phone = models.CharField(max_length=32, blank=True, default="")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    calendar = models.ForeignKey("accounts.Calendar", on_delete=models.PROTECT, null=True, related_name="+")
    capacity_minutes_per_day = models.PositiveSmallIntegerField(default=420)
    overtime_minutes = models.PositiveSmallIntegerField(default=0)
    hourly_cost = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class EngineerSkill(models.Model):
    """What an engineer can do, from 1 (beginner) to 5 (expert)."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("catalog.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engineer", "skill"], name="engineer_skill_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=5), name="engineer_skill_level_1_to_5"),
        ]


class Certificate(Entity):
    """A certificate with its end: after it the skill it proves may not be used."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="certificates")
    skill = models.ForeignKey("catalog.Skill", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["valid_until"], name="certificate_end")]

    def __str__(self) -> str:
        return self.name


class Territory(models.Model):
    """A region an engineer serves, first or second."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="territories")
    region_code = models.CharField(max_length=20)
    rank = models.CharField(max_length=9, choices=[("primary", "primary"), ("secondary", "secondary")])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engineer", "region_code"], name="engineer_territory_once")
        ]


class Shift(models.Model):
    """One day's hours that differ from the engineer's calendar, as [start, end] minutes."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="shifts")
    date = models.DateField()
    intervals = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["engineer", "date"], name="engineer_shift_once")]


class Absence(Entity):
    """Leave, training, illness."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="absences")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end_at__gt=models.F("start_at")), name="absence_ends_after_start")
        ]
        indexes: ClassVar = [models.Index(fields=["engineer", "end_at"], name="absence_engineer")]
