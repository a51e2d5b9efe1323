"""What people were told on the page."""

from typing import ClassVar

from django.db import models

from aftercare.kit.ids import Ref
from aftercare.kit.models import Entity


class Notification(Entity):
    """One person was told one thing; `key` keeps it from being told twice, `params` hold ids and codes.

    A line that gathers what comes in floods counts its `facts`, and keeps in `params` which came `last`.
    """

    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    about_label = models.CharField(max_length=120, blank=True, default="")
    params = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    facts = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], name="notification_of_person"),
            models.Index(fields=["person"], name="notification_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_label}"

    @property
    def about(self) -> Ref:
        """The thing it leads to."""
        return Ref(self.about_kind, self.about_id)
