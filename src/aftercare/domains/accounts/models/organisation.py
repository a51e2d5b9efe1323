"""The company and its tree: company, regions, outlets and depots; teams across it."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class UnitKind(models.TextChoices):
    """What a node of the organisation is."""

    COMPANY = "company"
    REGION = "region"
    OUTLET = "outlet"
    DEPOT = "depot"


class OrganisationUnit(Entity):
    """A node of the organisation tree; `path` holds the ids from the root to itself."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=10, choices=UnitKind.choices, default=UnitKind.COMPANY)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    path = models.TextField(default="", editable=False)
    region_codes = models.JSONField(default=list)
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["path"], name="unit_path", opclasses=["text_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


class Team(Entity):
    """People who share a queue."""

    name = models.CharField(max_length=80, unique=True)
    unit = models.ForeignKey(OrganisationUnit, on_delete=models.PROTECT, null=True, related_name="teams")
    members = models.ManyToManyField("accounts.User", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Company(Entity):
    """The company this system serves: one row, made on the first run."""

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="zh-hans")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    currency = models.CharField(max_length=3, default="CNY")
    country = models.CharField(max_length=2, default="CN")
    address = models.CharField(max_length=200, blank=True, default="", db_default="")
    phone = models.CharField(max_length=32, blank=True, default="", db_default="")
    demo = models.BooleanField(default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(only=True), name="one_company")]

    def __str__(self) -> str:
        return self.name
