"""Warranty: terms as they are offered, and the dated copy each device carries for good."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.kit.models import Entity


class StartRule(models.TextChoices):
    """The day from which a warranty counts."""

    INVOICE = "invoice"
    DELIVERY = "delivery"
    INSTALLATION = "installation"
    REGISTRATION = "registration"
    PRODUCTION = "production"
    REPAIR = "repair"  # of a part, from the day it was fitted


def percent(default: int = 0) -> "models.PositiveSmallIntegerField[int, int]":
    """A share that is paid, 0 to 100."""
    return models.PositiveSmallIntegerField(default=default)


def shares_hold(noun: str) -> models.CheckConstraint:
    """The constraint that every share lies between 0 and 100."""
    within = {f"{part}_percent__lte": 100 for part in ("labour", "parts", "travel")}
    return models.CheckConstraint(condition=Q(**within), name=f"{noun}_shares_up_to_100")


class WarrantyTerm(Entity):
    """What is promised with a product, a category of products, or (neither) with everything sold.

    With a `part` it is promised for that part of the device alone; terms that count from a repair hold for what was
    fitted. It counts from so many months after the day its rule names.
    """

    name = models.CharField(max_length=120)
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    start_rule = models.CharField(max_length=12, choices=StartRule.choices, default=StartRule.INVOICE)
    start_after_months = models.PositiveSmallIntegerField(default=0, db_default=0)
    labour_months = models.PositiveSmallIntegerField(default=0)
    labour_percent = percent(100)
    parts_months = models.PositiveSmallIntegerField(default=0)
    parts_percent = percent(100)
    travel_months = models.PositiveSmallIntegerField(default=0)
    travel_percent = percent(100)
    exclusions = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            shares_hold("warranty_term"),
            models.CheckConstraint(
                condition=Q(product=None) | Q(category=None), name="warranty_term_for_product_or_category"
            ),
            models.UniqueConstraint(
                fields=["product", "category", "part"],
                condition=Q(withdrawn_at=None) & ~Q(start_rule="repair"),
                nulls_distinct=False,
                name="warranty_term_once_a_part",
            ),
            models.UniqueConstraint(
                fields=["product", "category", "part"],
                condition=Q(withdrawn_at=None, start_rule="repair"),
                nulls_distinct=False,
                name="repair_term_once_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeviceWarranty(Entity):
    """A promise to one device: what it pays and until which last day; a void one pays nothing from that day on.

    With a `part` it counts where the trouble is with that part; `repair_id` is the service record that fitted it.
    """

    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(WarrantyTerm, on_delete=models.PROTECT, null=True, related_name="copies")
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    repair_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    started_by = models.CharField(max_length=12, choices=StartRule.choices)
    labour_percent = percent()
    labour_ends_on = models.DateField()
    parts_percent = percent()
    parts_ends_on = models.DateField()
    travel_percent = percent()
    travel_ends_on = models.DateField()
    void_on = models.DateField(null=True)
    void_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            shares_hold("device_warranty"),
            models.UniqueConstraint(fields=["device", "term"], name="device_warranty_once_per_term"),
            models.UniqueConstraint(
                fields=["repair_id", "part"], condition=Q(repair_id__isnull=False), name="repair_warranty_once_a_part"
            ),
            models.CheckConstraint(
                condition=Q(void_on=None) | ~Q(void_reason=""), name="device_warranty_void_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    labour_ends_on__gte=F("starts_on"),
                    parts_ends_on__gte=F("starts_on"),
                    travel_ends_on__gte=F("starts_on"),
                ),
                name="device_warranty_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
