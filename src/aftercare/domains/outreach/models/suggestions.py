"""What is suggested, to whom and on which occasion."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.kit.models import Entity


class Occasion(models.TextChoices):
    """What makes a suggestion timely; all but `any` count a span of days, `device_age` of years."""

    ANY = "any"
    WARRANTY_ENDS = "warranty_ends"
    AGREEMENT_ENDS = "agreement_ends"
    DEVICE_AGE = "device_age"
    ASLEEP = "asleep"


class SalesSuggestion(Entity):
    """A product, an agreement or a service suggested to customers of some grades and tags (none: of all)."""

    title = models.CharField(max_length=120)
    words = models.TextField(blank=True, default="")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.ForeignKey("contracts.ServiceLevel", on_delete=models.PROTECT, null=True, related_name="+")
    grades = models.ManyToManyField("customers.Grade", related_name="+")
    tags = models.ManyToManyField("customers.Tag", related_name="+")
    occasion = models.CharField(max_length=14, choices=Occasion.choices, default=Occasion.ANY)
    span = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="sales_suggestion_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(occasion="any", span=0) | ~Q(occasion="any") & Q(span__gt=0),
                name="sales_suggestion_span_of_occasion",
            ),
        ]

    def __str__(self) -> str:
        return self.title
