"""Grades given by hand for a time, beside what the rules would say."""

from typing import ClassVar

from django.db import models

from aftercare.domains.customers.models.customers import Customer
from aftercare.domains.customers.models.grades import Grade
from aftercare.kit.models import Entity


class GradeOverride(Entity):
    """A grade somebody gave with a reason until an instant; then the one it stands `instead_of` holds again."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="grade_overrides")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Grade, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    begun_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(ended_at=None), name="grade_override_running_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("begun_at")), name="grade_override_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["until_at"], name="grade_override_due", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.until_at:%Y-%m-%d}"
