"""The words of service: skills, fault codes, and types of incident."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from aftercare.domains.catalog.models.products import Category
from aftercare.kit.models import Entity


class Skill(Entity):
    """Something an engineer is able to do, in levels; some only with a certificate in force."""

    code = models.SlugField(max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(max_length=120)
    needs_certificate = models.BooleanField(default=False)
    active = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return self.name


class FaultKind(models.TextChoices):
    """The four lists of the fault taxonomy."""

    SYMPTOM = "symptom"
    CAUSE = "cause"
    REMEDY = "remedy"
    ERROR = "error"


class FaultCode(Entity):
    """A symptom, cause, remedy or error code, of one category of products or of all."""

    kind = models.CharField(max_length=7, choices=FaultKind.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="fault_codes")
    active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "code", "category"], nulls_distinct=False, name="fault_code_once_per_category"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IncidentType(Entity):
    """A type of problem and what solving it usually takes.

    `skills` maps skill codes to levels, `checklist` lists items {code, text}, `parts` lists {part, quantity} by number.
    """

    code = models.SlugField(max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(max_length=160)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="incident_types")
    skills = models.JSONField(default=dict)
    duration_minutes = models.PositiveSmallIntegerField(default=60)
    checklist = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    active = models.BooleanField(default=True, db_default=True)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["search"], name="incident_type_search")]

    def __str__(self) -> str:
        return self.name
