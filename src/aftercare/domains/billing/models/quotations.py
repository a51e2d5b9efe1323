"""Quotations: what the customer is asked to accept before work starts."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from aftercare.domains.billing.models.lines import BillLine, amount, frozen
from aftercare.domains.billing.states import OPEN, QuotationState
from aftercare.kit.models import Entity
from aftercare.kit.models.ledger import append_only
from aftercare.kit.money import Money
from aftercare.kit.signed_links import new_key

FIXED = ("number", "request_id", "currency", "net", "tax", "total", "valid_until", "notes")


def fixed(noun: str, columns: tuple[str, ...]) -> pgtrigger.Protect:
    """The trigger by which the database refuses to change what was promised or charged."""
    before, after = (", ".join(f"{side}.{name}" for name in columns) for side in ("OLD", "NEW"))
    return pgtrigger.Protect(
        name=f"{noun}_says_the_same",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"OLD.state <> 'draft' AND ({before}) IS DISTINCT FROM ({after})"),
    )


class DecidedVia(models.TextChoices):
    """How the customer's decision came."""

    LINK = "link"
    STAFF = "staff"


class Quotation(Entity):
    """What work on a request would cost its customer, until a last day; a further version `replaces` one before."""

    number = models.CharField(max_length=32, unique=True)
    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    series = models.PositiveSmallIntegerField(default=1)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    revision = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=QuotationState.choices, default=QuotationState.DRAFT)
    currency = models.CharField(max_length=3)
    net = amount()
    tax = amount()
    total = amount()
    valid_until = models.DateField()
    notes = models.TextField(blank=True, default="")
    author_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_via = models.CharField(max_length=5, choices=DecidedVia.choices, blank=True, default="")
    decided_by = models.CharField(max_length=80, blank=True, default="")  # the name as it was typed or told
    reminded_at = models.DateTimeField(null=True)
    link_key = models.CharField(max_length=32, default=new_key, db_default="", editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=QuotationState.values), name="quotation_state_known"),
            models.CheckConstraint(condition=Q(total=F("net") + F("tax")), name="quotation_total_is_net_and_tax"),
            models.UniqueConstraint(fields=["request"], condition=Q(state__in=OPEN), name="quotation_open_once"),
            models.UniqueConstraint(
                fields=["request", "series"], condition=Q(state="accepted"), name="quotation_accepted_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], name="quotation_state"),
            models.Index(fields=["request", "id"], name="quotation_of_request"),
            models.Index(fields=["customer", "id"], name="quotation_of_customer"),
            models.Index(fields=["valid_until", "id"], name="quotation_runs_out", condition=Q(state="sent")),
        ]
        triggers: ClassVar = [
            fixed("quotation", FIXED),
            pgtrigger.Protect(name="quotation_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    def money(self, name: str) -> Money:
        """One of its sums: net, tax or total."""
        return Money(getattr(self, name), self.currency).rounded()


class QuotationLine(BillLine):
    """A line of a quotation; frozen once that is sent."""

    quotation = models.ForeignKey(Quotation, on_delete=models.PROTECT, related_name="lines")

    class Meta(BillLine.Meta):
        constraints: ClassVar = [
            *BillLine.Meta.constraints,
            models.UniqueConstraint(fields=["quotation", "position"], name="quotation_line_position"),
        ]
        triggers: ClassVar = [frozen("quotation", "billing_quotation")]


class QuotationWaiver(Entity):
    """That work on a request may start without an accepted quotation; the words of the reason are in the ledger."""

    request = models.ForeignKey("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    series = models.PositiveSmallIntegerField(default=1)
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "series"], name="quotation_waived_once"),
        ]
        triggers: ClassVar = append_only("quotation_waiver")

    def __str__(self) -> str:
        return f"{self.request_id} {self.series}"
