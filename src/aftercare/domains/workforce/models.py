"""Engineers: what they can do, where, when, and until when they are certified."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.domains.workforce.facts import Place
from aftercare.kit.models import Entity
from aftercare.kit.money import Money


class Engineer(Entity):
    """Somebody who is sent to customers: a colleague, or a contractor's person. The days begin at the coordinates."""

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

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, latitude__gte=-90, latitude__lte=90)
                & Q(longitude__isnull=False, longitude__gte=-180, longitude__lte=180),
                name="engineer_place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(capacity_minutes_per_day__lte=1440, overtime_minutes__lte=1440),
                name="engineer_day_has_24_hours",
            ),
            models.CheckConstraint(
                condition=Q(hourly_cost=None, currency="")
                | Q(hourly_cost__isnull=False, hourly_cost__gte=0) & ~Q(currency=""),
                name="engineer_cost_has_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> Place | None:
        """Where the engineer's days begin, where that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(float(self.latitude), float(self.longitude))

    @property
    def cost(self) -> Money | None:
        """What an hour costs, where that is known."""
        return None if self.hourly_cost is None else Money(self.hourly_cost, self.currency)


class EngineerSkill(models.Model):
    """What an engineer can do, from 1 (beginner) to 5 (expert)."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("catalog.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engineer", "skill"], name="engineer_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="engineer_skill_level_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"


class Certificate(Entity):
    """A certificate with its end: after it the skill it proves may not be used; without a skill it is for every job."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="certificates")
    skill = models.ForeignKey("catalog.Skill", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="certificate_ends_after_begin",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["valid_until"], name="certificate_end")]

    def __str__(self) -> str:
        return self.name


class TerritoryRank(models.TextChoices):
    """Whether an engineer serves a region first, or when those are not to be had."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class Territory(models.Model):
    """A region an engineer serves, with all the regions inside it."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="territories")
    region_code = models.CharField(max_length=20)
    rank = models.CharField(max_length=9, choices=TerritoryRank.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engineer", "region_code"], name="engineer_territory_once"),
            models.CheckConstraint(condition=Q(rank__in=TerritoryRank.values), name="engineer_territory_rank"),
        ]

    def __str__(self) -> str:
        return self.region_code


class Shift(models.Model):
    """One day's hours that differ from the engineer's calendar, as [start, end] minutes; none: a day off."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="shifts")
    date = models.DateField()
    intervals = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["engineer", "date"], name="engineer_shift_once")]

    def __str__(self) -> str:
        return self.date.isoformat()


class Absence(Entity):
    """Leave, training, illness."""

    engineer = models.ForeignKey(Engineer, on_delete=models.CASCADE, related_name="absences")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end_at__gt=F("start_at")), name="absence_ends_after_start")
        ]
        indexes: ClassVar = [models.Index(fields=["engineer", "end_at"], name="absence_engineer")]

    def __str__(self) -> str:
        return f"{self.start_at:%Y-%m-%d} – {self.end_at:%Y-%m-%d}"
