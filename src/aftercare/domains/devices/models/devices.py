"""Installed units."""

import secrets
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from aftercare.kit.models import Entity


class DeviceStatus(models.TextChoices):
    """Where a unit is in its life."""

    IN_USE = "in_use"
    STORED = "stored"
    SCRAPPED = "scrapped"
    LOST = "lost"


def new_qr_key() -> str:
    """The secret part of a device's QR code: 128 random bits."""
    return secrets.token_urlsafe(16)


class Device(Entity):
    """One unit of a product: its owner is `customer`; who uses it and who pays for it may be others."""

    number = models.CharField(max_length=32, unique=True)
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=80, blank=True, default="")
    batch = models.CharField(max_length=60, blank=True, default="")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="components")
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    user_customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, null=True, related_name="+")
    payer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, null=True, related_name="+")
    seller = models.CharField(max_length=120, blank=True, default="")
    status = models.CharField(max_length=8, choices=DeviceStatus.choices, default=DeviceStatus.IN_USE)
    produced_date = models.DateField(null=True)
    sold_date = models.DateField(null=True)
    shipped_date = models.DateField(null=True)
    installed_date = models.DateField(null=True)
    commissioned_date = models.DateField(null=True)
    registered_date = models.DateField(null=True)  # when its owner told us of it
    external_id = models.CharField(max_length=80, unique=True, null=True)
    qr_key = models.CharField(max_length=32, unique=True, default=new_qr_key, editable=False)
    registered_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "product", Upper("serial"), condition=~models.Q(serial=""), name="device_serial_once_per_product"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")), name="device_not_inside_itself"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(OpClass(Upper("serial"), name="gin_trgm_ops"), name="device_serial_part"),
            models.Index(fields=["customer", "id"], name="device_of_customer"),
            models.Index(fields=["registered_by"], name="device_registered_by"),
        ]

    def __str__(self) -> str:
        return self.serial or self.number
