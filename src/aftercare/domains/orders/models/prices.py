"""What things cost, which tax is put on them, and from which sum on a review takes more."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.kit.models import Entity

ONE_THING = Q(product=None, part__isnull=False) | Q(product__isnull=False, part=None)


class TaxRate(Entity):
    """A tax by its code; lines keep the percentage they were written with."""

    code = models.SlugField(max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="tax_rate_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.name


class PriceList(Entity):
    """Prices in one currency that hold from a day on, until a last day where one is known."""

    code = models.SlugField(max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="price_list_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Price(Entity):
    """What one piece of a product or a part costs before tax."""

    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="prices")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+")
    unit_price = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_THING, name="price_of_one_thing"),
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="price_not_below_nothing"),
            models.UniqueConstraint(
                fields=["price_list", "product", "part"], nulls_distinct=False, name="price_once_per_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_list_id} {self.unit_price}"


class ApprovalLimit(Entity):
    """Of a currency: orders above the amount, or with a line of more discount, need the right to approve large ones."""

    currency = models.CharField(max_length=3, unique=True)
    amount = models.DecimalField(max_digits=16, decimal_places=3)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, discount_percent__range=(0, 100)), name="approval_limit_holds"
            ),
        ]

    def __str__(self) -> str:
        return self.currency
