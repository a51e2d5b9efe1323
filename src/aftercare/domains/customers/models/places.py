"""Whom to reach and where to go."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Upper

from aftercare.domains.customers.models.customers import Customer
from aftercare.kit.models import Entity


class Contact(Entity):
    """A customer's person: `phone` as it is dialled from anywhere (E.164), `phone_written` as it was given."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True, default="")
    phone_written = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=60, blank=True, default="")
    preferred = models.BooleanField(default=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(preferred=True), name="contact_preferred_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["phone"], name="contact_phone", condition=~models.Q(phone="")),
            models.Index(Upper("email"), name="contact_email", condition=~models.Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name


class Site(Entity):
    """A place where a customer's devices stand and engineers go."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True, default="")
    region_code = models.CharField(max_length=12, blank=True, default="")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    time_zone = models.CharField(max_length=40, blank=True, default="")
    access_notes = models.TextField(blank=True, default="")
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False)
                & models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_coordinates_on_earth",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["address"], name="site_address", condition=~models.Q(address="")),
        ]

    def __str__(self) -> str:
        return self.name
