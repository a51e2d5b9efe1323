"""Companies and persons that are served."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from aftercare.domains.customers.models.grades import Grade, Tag
from aftercare.kit.models import Entity


class CustomerKind(models.TextChoices):
    """What a customer is in law."""

    COMPANY = "company"
    PERSON = "person"


class Customer(Entity):
    """A company or a person; `name_key` sorts Chinese names by their sound, `search` finds by any part of them."""

    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=7, choices=CustomerKind.choices, default=CustomerKind.PERSON)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=400, editable=False)
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, null=True, related_name="customers")
    tags = models.ManyToManyField(Tag, related_name="customers")
    language = models.CharField(max_length=10, blank=True, default="")
    time_zone = models.CharField(max_length=40, blank=True, default="")
    notes = models.TextField(blank=True, default="")
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")
    external_id = models.CharField(max_length=80, unique=True, null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    registered_by = models.UUIDField(null=True)
    erased_at = models.DateTimeField(null=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="customer_not_merged_into_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name_key", "id"], name="customer_by_name"),
            models.Index(fields=["registered_by"], name="customer_registered_by"),
            models.Index(fields=["grade", "-id"], name="customer_of_grade", condition=models.Q(grade__isnull=False)),
            models.Index(fields=["unit", "-id"], name="customer_of_unit", condition=models.Q(unit__isnull=False)),
            models.Index(fields=["kind", "-id"], name="customer_of_kind"),
            GinIndex(fields=["search"], name="customer_search"),
        ]

    def __str__(self) -> str:
        return self.name
