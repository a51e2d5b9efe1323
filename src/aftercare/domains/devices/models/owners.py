"""Whose a device was, and when."""

from typing import ClassVar

from django.db import models

from aftercare.domains.devices.models.devices import Device
from aftercare.kit.models import Entity


class OwnerHistory(Entity):
    """A span of owning a device; the open one is the present owner's."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="owners")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=models.Q(until_date=None), name="device_one_present_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(until_date=None) | models.Q(until_date__gte=models.F("from_date")),
                name="ownership_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["customer"], name="ownership_of_customer")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.from_date}"
