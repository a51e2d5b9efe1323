"""Entries in people's work lists."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class Task(Entity):
    """Something somebody has to look at: for a person, a team or everyone of a role, until it is done."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    about_label = models.CharField(max_length=120, blank=True, default="")
    params = models.JSONField(default=dict)
    role_code = models.CharField(max_length=40, blank=True, default="")
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="tasks")
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key"], name="task_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["role_code", "opened_at"], name="task_open_by_role", condition=models.Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["person", "opened_at"], name="task_open_by_person", condition=models.Q(done_at__isnull=True)
            ),
            models.Index(fields=["about_kind", "about_id"], name="task_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_label}"
