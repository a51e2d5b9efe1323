"""What a line of a quotation and of a charge have in common."""

from decimal import Decimal
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.billing.figures import LineFigures, figures_of
from aftercare.domains.orders.models import TaxRate
from aftercare.kit.models import Entity


class Sort(models.TextChoices):
    """What a line is for."""

    LABOUR = "labour", pgettext_lazy("cost", "Labour")
    TRAVEL = "travel", pgettext_lazy("cost", "Travel")
    PART = "part", _("Part")
    OTHER = "other", _("Other")


class UnitOf(models.TextChoices):
    """What is counted."""

    HOUR = "hour", pgettext_lazy("unit", "hour")
    VISIT = "visit", pgettext_lazy("unit", "visit")
    KM = "km", pgettext_lazy("unit", "km")
    PIECE = "piece", pgettext_lazy("unit", "piece")


def amount() -> "models.DecimalField[Decimal, Decimal]":
    """A rounded sum of money; three places are what the finest currencies need."""
    return models.DecimalField(max_digits=16, decimal_places=3, default=0)


def frozen(noun: str, bill: str) -> pgtrigger.Trigger:
    """The trigger by which the database refuses to change lines once their bill has left the draft."""
    return pgtrigger.Trigger(
        name=f"{noun}_line_frozen",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF EXISTS (SELECT 1 FROM {bill} bill
                        WHERE bill.id IN (NEW.{noun}_id, OLD.{noun}_id) AND bill.state <> 'draft') THEN
                RAISE EXCEPTION 'the lines of a {noun} that left the draft stay as they are';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # nosec B608  only our own names are put in
    )


class BillLine(Entity):
    """Hours, pieces or ways at a price, how much of them is covered and by what, and the tax on what remains.

    `part` is the part that is sold, or of labour and travel the one the trouble is with. A draft may lack a price.
    """

    position = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=6, choices=Sort.choices)
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=200, blank=True, default="")
    unit = models.CharField(max_length=5, choices=UnitOf.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=4)
    unit_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    covered_percent = models.PositiveSmallIntegerField(default=0)
    covered_by = models.CharField(max_length=10, default="none")
    reasons = models.JSONField(default=list)
    tax_rate = models.ForeignKey(TaxRate, on_delete=models.PROTECT, null=True, related_name="+")
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    covered = amount()
    net = amount()
    tax = amount()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=Sort.values), name="%(class)s_sort_known"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="%(class)s_of_some"),
            models.CheckConstraint(condition=Q(unit_price=None) | Q(unit_price__gte=0), name="%(class)s_price"),
            models.CheckConstraint(
                condition=Q(discount_percent__range=(0, 100), covered_percent__range=(0, 100)),
                name="%(class)s_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.sort}"

    @property
    def thing(self) -> str:
        """What the line names beside its sort: its own words, or the part."""
        return self.text or (self.part.name if self.part else "")

    def figures(self, currency: str) -> LineFigures:
        """Its money step by step; a line without a price comes to nothing."""
        return figures_of(
            self.quantity,
            self.unit_price or Decimal(0),
            currency,
            discount_percent=self.discount_percent,
            covered_percent=self.covered_percent,
            tax_percent=self.tax_percent,
        )

    def reckon(self, currency: str) -> None:
        """Keep the figures in the row."""
        found: Any = self.figures(currency)
        self.covered, self.net, self.tax = found.covered.amount, found.net.amount, found.tax.amount
