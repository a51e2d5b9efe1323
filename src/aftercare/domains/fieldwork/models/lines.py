"""The lines of a service record: parts, costs, answers to the checklist, readings."""

from typing import ClassVar

import pgtrigger
from django.db import models

from aftercare.domains.fieldwork.models.records import ServiceRecord
from aftercare.kit.models import Entity
from aftercare.kit.money import Money

FINAL = """
    IF EXISTS (SELECT 1 FROM fieldwork_servicerecord record
                WHERE record.id IN (NEW.record_id, OLD.record_id) AND record.state = 'accepted') THEN
        RAISE EXCEPTION 'the lines of an accepted service record stay as they are';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


def _final(noun: str) -> pgtrigger.Trigger:
    """The trigger by which the database refuses to change the lines of an accepted record."""
    return pgtrigger.Trigger(
        name=f"{noun}_final_once_accepted",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FINAL,
    )


class CostKind(models.TextChoices):
    """What money was spent on."""

    TRAVEL = "travel"
    LODGING = "lodging"
    TOLL = "toll"
    OTHER = "other"


class RecordPart(Entity):
    """A part that was used: which serial went in, which came out, and whether the customer pays for it."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+")
    part_number = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=160)
    quantity = models.DecimalField(max_digits=8, decimal_places=3)
    serial_in = models.CharField(max_length=80, blank=True, default="")
    serial_out = models.CharField(max_length=80, blank=True, default="")
    unit_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    charged = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="record_part_quantity_above_0"),
            models.CheckConstraint(
                condition=models.Q(unit_price=None) | models.Q(unit_price__gte=0) & ~models.Q(currency=""),
                name="record_part_price_has_currency",
            ),
        ]
        triggers: ClassVar = [_final("record_part")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part_number or self.name}"

    @property
    def amount(self) -> Money | None:
        """What they cost together, where a price is known."""
        return None if self.unit_price is None else Money(self.unit_price, self.currency).times(self.quantity)


class RecordCost(Entity):
    """Money spent on the visit beside parts and hours."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=CostKind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    note = models.TextField(blank=True, default="")
    charged = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0) & ~models.Q(currency=""), name="record_cost_has_currency"
            ),
        ]
        triggers: ClassVar = [_final("record_cost")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        return Money(self.amount, self.currency)


class ChecklistAnswer(Entity):
    """What was found for an item; `passed` stays empty where an item only asks for words."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=80)
    text = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="")
    passed = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "item"], name="record_item_answered_once")]
        triggers: ClassVar = [_final("record_answer")]

    def __str__(self) -> str:
        return self.item


class RecordReading(Entity):
    """A value that was measured."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="readings")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        triggers: ClassVar = [_final("record_reading")]

    def __str__(self) -> str:
        return f"{self.name} {self.value} {self.unit}".strip()
