"""What an hour of work and the way cost from a day on, and what holds for quotations and charges."""

from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from aftercare.domains.billing.models.lines import UnitOf
from aftercare.domains.orders.models import TaxRate
from aftercare.kit.models import Entity


class RateOf(models.TextChoices):
    """What a rate is for."""

    LABOUR = "labour", pgettext_lazy("cost", "Labour")
    TRAVEL = "travel", pgettext_lazy("cost", "Travel")


class ServiceRate(Entity):
    """A price before tax that holds from a day on, until a later one of the same sort does; of a kind, or of all.

    What it says never changes: another price is another rate.
    """

    cost = models.CharField(max_length=6, choices=RateOf.choices)
    kind = models.ForeignKey("requests.RequestKind", on_delete=models.PROTECT, null=True, related_name="+")
    per = models.CharField(max_length=5, choices=UnitOf.choices)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    minimum_minutes = models.PositiveSmallIntegerField(default=0)
    tax_rate = models.ForeignKey(TaxRate, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cost="labour", per="hour") | Q(cost="travel", per__in=("visit", "km"), minimum_minutes=0),
                name="service_rate_per_what_fits",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="service_rate_not_below_nothing"),
            models.UniqueConstraint(
                fields=["cost", "kind", "currency", "valid_from"],
                condition=Q(active=True),
                nulls_distinct=False,
                name="service_rate_once_a_day",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="service_rate_says_the_same",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "cost", "kind_id", "per", "currency", "amount", "minimum_minutes", "tax_rate_id", "valid_from"
                ),
            ),
            pgtrigger.Protect(name="service_rate_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.cost} {self.amount.normalize():f} {self.currency}/{self.per}"


class BillingRule(Entity):
    """Whether work on a kind of request waits until its customer accepted a quotation."""

    kind = models.OneToOneField("requests.RequestKind", on_delete=models.CASCADE, related_name="+")
    accepted_before_start = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.kind_id


class BillingSettings(Entity):
    """What holds for all quotations and charges: one row, made when somebody first sets it."""

    noun = "billing_settings"

    validity_days = models.PositiveSmallIntegerField(default=14)
    remind_days = models.PositiveSmallIntegerField(default=2)  # before the last day; 0 sends none
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(10))
    tax_rate = models.ForeignKey(TaxRate, on_delete=models.PROTECT, null=True, related_name="+")  # of parts and others
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(only=True), name="one_billing_settings"),
            models.CheckConstraint(condition=Q(validity_days__range=(1, 365)), name="billing_validity_within_a_year"),
            models.CheckConstraint(
                condition=Q(tolerance_percent__range=(0, 100)), name="billing_tolerance_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.validity_days} d, {self.tolerance_percent} %"
