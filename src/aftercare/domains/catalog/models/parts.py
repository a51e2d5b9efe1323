"""The part master: what repairs use up."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from aftercare.kit.models import Entity
from aftercare.kit.money import Money


class Tracking(models.TextChoices):
    """How exactly pieces of a part are told apart."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"


class Part(Entity):
    """A spare part or consumable; a `returnable_core` must come back after an exchange."""

    number = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    unit_of_measure = models.CharField(max_length=20, default="pcs")
    tracking = models.CharField(max_length=6, choices=Tracking.choices, default=Tracking.NONE)
    returnable_core = models.BooleanField(default=False)
    unit_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    external_id = models.CharField(max_length=80, unique=True, null=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(unit_price=None, currency="")
                | models.Q(unit_price__isnull=False, unit_price__gte=0) & ~models.Q(currency=""),
                name="part_price_has_currency",
            ),
        ]
        indexes: ClassVar = [GinIndex(fields=["search"], name="part_search")]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> Money | None:
        """What one costs, where that is known."""
        return None if self.unit_price is None else Money(self.unit_price, self.currency)
