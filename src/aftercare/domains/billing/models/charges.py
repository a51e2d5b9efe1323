"""Charges: what the customer pays for work that was done, and what was paid of it."""

from typing import ClassVar
from uuid import UUID

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.billing.models.lines import BillLine, amount, frozen
from aftercare.domains.billing.models.quotations import Quotation, fixed
from aftercare.domains.billing.states import STANDING, ChargeState
from aftercare.kit.models import Entity
from aftercare.kit.models.ledger import append_only
from aftercare.kit.money import Money

FIXED = ("number", "request_id", "currency", "net", "tax", "total")


class Charge(Entity):
    """What a round of work on a request comes to for its customer; `by_hand` once a person changed its lines."""

    number = models.CharField(max_length=32, unique=True)
    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    series = models.PositiveSmallIntegerField(default=1)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    quotation = models.ForeignKey(Quotation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=ChargeState.choices, default=ChargeState.DRAFT)
    currency = models.CharField(max_length=3)
    net = amount()
    tax = amount()
    total = amount()
    paid = amount()
    by_hand = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ChargeState.values), name="charge_state_known"),
            models.CheckConstraint(condition=Q(total=F("net") + F("tax")), name="charge_total_is_net_and_tax"),
            models.CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("total")), name="charge_not_overpaid"),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid=F("total")), name="charge_paid_in_full"),
            models.UniqueConstraint(
                fields=["request", "series"], condition=Q(state__in=STANDING), name="charge_once_a_round"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], name="charge_state"),
            models.Index(fields=["request", "id"], name="charge_of_request"),
            models.Index(fields=["customer", "id"], name="charge_of_customer"),
        ]
        triggers: ClassVar = [
            fixed("charge", FIXED),
            pgtrigger.Protect(name="charge_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    def money(self, name: str) -> Money:
        """One of its sums: net, tax, total or paid."""
        return Money(getattr(self, name), self.currency).rounded()

    @property
    def contact_id(self) -> UUID | None:
        """Whom the customer named for the request."""
        return self.request.contact_id

    @property
    def left(self) -> Money:
        """What is still to be paid."""
        return Money(self.total - self.paid, self.currency).rounded()


class ChargeLine(BillLine):
    """A line of a charge; frozen once that is confirmed."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="lines")

    class Meta(BillLine.Meta):
        constraints: ClassVar = [
            *BillLine.Meta.constraints,
            models.UniqueConstraint(fields=["charge", "position"], name="charge_line_position"),
        ]
        triggers: ClassVar = [frozen("charge", "billing_charge")]


class PaymentMethod(models.TextChoices):
    """How it was paid."""

    CASH = "cash", _("Cash")
    TRANSFER = "transfer", _("Bank transfer")
    CARD = "card", _("Card")
    WECHAT = "wechat", _("WeChat Pay")
    ALIPAY = "alipay", _("Alipay")
    OTHER = "other", pgettext_lazy("method of payment", "Other")


class Payment(Entity):
    """A note that some of a charge was paid. Rows never change."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=16, decimal_places=3)
    method = models.CharField(max_length=8, choices=PaymentMethod.choices)
    paid_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True, default="")
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="payment_method_known"),
        ]
        triggers: ClassVar = append_only("payment")

    def __str__(self) -> str:
        return f"{self.charge_id} {self.amount}"
