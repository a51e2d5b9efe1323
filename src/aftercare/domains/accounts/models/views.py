"""How somebody looks at a list, kept under a name."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.kit.models import Entity


class Shared(models.TextChoices):
    """Who finds a view among theirs, besides its owner."""

    NOBODY = "nobody"
    ROLE = "role"
    EVERYBODY = "everybody"


class SavedView(Entity):
    """Filters, order and columns of a list; `query` maps each filter (and `sort`) to its values."""

    page = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=40), default=list)
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    shared = models.CharField(max_length=9, choices=Shared.choices, default=Shared.NOBODY)
    role_code = models.CharField(max_length=40, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(shared=Shared.ROLE) & ~models.Q(role_code="")
                | ~models.Q(shared=Shared.ROLE) & models.Q(role_code=""),
                name="saved_view_names_its_role",
            ),
            models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_name_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["page", "shared", "role_code"],
                name="saved_view_shared",
                condition=~models.Q(shared=Shared.NOBODY),
            ),
        ]

    def __str__(self) -> str:
        return self.name
