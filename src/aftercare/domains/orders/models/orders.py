"""Orders and their lines."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.domains.orders.models.prices import ONE_THING, PriceList, TaxRate
from aftercare.domains.orders.pricing import LineFigures, figures_of
from aftercare.domains.orders.states import SOLD, OrderState
from aftercare.kit.models import Entity
from aftercare.kit.money import Money
from aftercare.kit.signed_links import new_key


def amount() -> "models.DecimalField[Decimal, Decimal]":
    """A rounded sum of money; three places are what the finest currencies need."""
    return models.DecimalField(max_digits=16, decimal_places=3, default=0)


TOLD_OF_SALES = ["currency", "unit", "author_id", "net", "tax", "total", "customer"]


class Order(Entity):
    """What a customer buys: `author_id` wrote it, `submitted_by` handed it in, neither of them reviews it."""

    number = models.CharField(max_length=32, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, null=True, related_name="+")
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.CharField(max_length=3)
    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=14, choices=OrderState.choices, default=OrderState.DRAFT)
    net = amount()
    tax = amount()
    total = amount()
    author_id = models.UUIDField(null=True)
    submitted_by = models.UUIDField(null=True)
    reviewed_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    notes = models.TextField(blank=True, default="")
    external_id = models.CharField(max_length=80, unique=True, null=True)
    # Its customer's link is signed with it; another one makes the links given out worthless.
    link_key = models.CharField(max_length=32, default=new_key, db_default="", editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
            models.CheckConstraint(condition=Q(total=F("net") + F("tax")), name="order_total_is_net_and_tax"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], name="order_state"),
            models.Index(fields=["customer", "id"], name="order_of_customer"),
            models.Index(fields=["author_id"], name="order_author"),
            models.Index(fields=["unit", "id"], name="order_of_unit"),
            models.Index(
                fields=["reviewed_at"], name="order_approved", condition=Q(state__in=SOLD), include=TOLD_OF_SALES
            ),
            models.Index(
                fields=["delivered_at"],
                name="order_delivered",
                condition=Q(state=OrderState.DELIVERED),
                include=TOLD_OF_SALES,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def money(self, name: str) -> Money:
        """One of its sums: net, tax or total."""
        return Money(getattr(self, name), self.currency).rounded()


class OrderLine(Entity):
    """A product or a part in a number of pieces: `shipped` left the house, `dropped` never will."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, null=True, related_name="+")
    part = models.ForeignKey("catalog.Part", on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(max_digits=14, decimal_places=4)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    tax_rate = models.ForeignKey(TaxRate, on_delete=models.PROTECT, null=True, related_name="+")
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    net = amount()
    tax = amount()
    shipped = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_THING, name="order_line_of_one_thing"),
            models.CheckConstraint(condition=Q(shipped__lte=F("quantity")), name="order_line_not_over_shipped"),
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity") - F("dropped")), name="order_line_not_over_dropped"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_of_some"),
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.position}"

    @property
    def thing(self) -> object:
        """What is sold: a product or a part, each with a number and a name."""
        return self.product or self.part

    @property
    def left(self) -> int:
        """How many pieces are still to be shipped."""
        return self.charged - self.shipped

    @property
    def charged(self) -> int:
        """How many pieces are paid for: those that were ordered and not dropped."""
        return self.quantity - self.dropped

    def figures(self, currency: str) -> LineFigures:
        """Its money step by step."""
        return figures_of(self.charged, self.unit_price, self.discount_percent, self.tax_percent, currency)
