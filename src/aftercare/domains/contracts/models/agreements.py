"""Service agreements: what a customer was promised, for which devices, and how much of it is used."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.domains.contracts.models.warranty import percent, shares_hold
from aftercare.kit.ids import new_id
from aftercare.kit.models import Entity
from aftercare.kit.models.ledger import append_only


class AgreementStatus(models.TextChoices):
    """Whether an agreement's promises are in force; the dates bound them besides."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Charging(models.TextChoices):
    """How the customer pays for service under an agreement."""

    FREE = "free"
    PER_CALL = "per_call"
    ANNUAL = "annual"
    TIME_AND_MATERIAL = "time_and_material"


class EntitlementKind(models.TextChoices):
    """What is counted down."""

    VISITS = "visits"
    HOURS = "hours"
    PARTS_VALUE = "parts_value"


class Agreement(Entity):
    """A contract with a customer for a period; the next one `renews` it.

    Of several in force the lowest `precedence` speaks, then the more specific. A period whose forerunner was over when
    it was put on record `carries_over` nothing from it: what came before was counted elsewhere.
    """

    number = models.CharField(max_length=32, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    level = models.ForeignKey("contracts.ServiceLevel", on_delete=models.PROTECT, null=True, related_name="agreements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=9, choices=AgreementStatus.choices, default=AgreementStatus.ACTIVE)
    charging = models.CharField(max_length=17, choices=Charging.choices, default=Charging.ANNUAL)
    precedence = models.PositiveSmallIntegerField(default=100)
    covers_all_devices = models.BooleanField(default=False)
    labour_percent = percent()
    parts_percent = percent()
    travel_percent = percent()
    terms = models.TextField(blank=True, default="")
    external_id = models.CharField(max_length=80, unique=True, null=True)
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="renewals", db_index=False)
    carries_over = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints: ClassVar = [
            shares_hold("agreement"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["renews"], condition=Q(renews__isnull=False), name="agreement_renewed_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "ends_on"], name="agreement_of_customer"),
            models.Index(fields=["ends_on"], name="agreement_ending", condition=Q(status="active")),
            models.Index(fields=["ends_on", "id"], name="agreement_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class AgreementDevice(Entity):
    """A device an agreement covers by name."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="devices")
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "device"], name="agreement_device_once"),
        ]


class AgreementSite(Entity):
    """A place of which an agreement covers everything that stands there, whenever it came."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="sites")
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agreement", "site"], name="agreement_site_once")]


class AgreementProduct(Entity):
    """A model of which an agreement covers everything the customer has, whenever it came."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="products")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "product"], name="agreement_product_once"),
        ]


class AgreementEntitlement(Entity):
    """How many visits, hours, or how much value of parts an agreement includes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="entitlements")
    kind = models.CharField(max_length=11, choices=EntitlementKind.choices)
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, blank=True, default="")
    rolls_over = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="entitlement_once_per_kind"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="entitlement_of_something"),
            models.CheckConstraint(
                condition=~Q(currency="") & Q(kind="parts_value") | Q(currency="") & ~Q(kind="parts_value"),
                name="entitlement_currency_for_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.kind}"


class EntitlementUse(models.Model):
    """A quantity taken from an entitlement, once per `key`; a negative one gives back. Rows never change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entitlement = models.ForeignKey(AgreementEntitlement, on_delete=models.PROTECT, related_name="uses")
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    key = models.CharField(max_length=160, unique=True)
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entitlement", "at", "id"], name="entitlement_use_ledger")]
        triggers: ClassVar = append_only("entitlement_use")
