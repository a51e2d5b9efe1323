"""Who may be called or written to for offers, and by which channel."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aftercare.domains.customers.models.customers import Customer
from aftercare.domains.customers.models.places import Contact
from aftercare.kit.models import Entity


class OfferChannel(models.TextChoices):
    """The ways to make an offer."""

    PHONE = "phone"
    WECHAT = "wechat"
    SMS = "sms"
    MAIL = "mail"


class Consent(Entity):
    """A person agreed to offers by one channel, from `given_at` until it was withdrawn; what is over stays."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=6, choices=OfferChannel.choices)
    given_at = models.DateTimeField()
    how = models.CharField(max_length=200, blank=True, default="")
    noted_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "channel"], condition=Q(withdrawn_at=None), name="consent_running_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.channel}"
