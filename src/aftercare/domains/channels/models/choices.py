"""What people want to be told, how, and when not."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class NotificationChoice(Entity):
    """Whether a person is told of one kind on the page and by mail; without a row the kind's own default counts."""

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    page = models.BooleanField()
    mail = models.BooleanField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="notification_choice_once")]

    def __str__(self) -> str:
        return self.kind


class QuietHours(Entity):
    """When no mail comes, in the person's own zone; `starts` later than `ends` spans midnight."""

    person = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(starts=models.F("ends")), name="quiet_hours_not_all_day")
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class ContactChoice(Entity):
    """Whether a customer's person wants mail about their requests; without a row, yes."""

    contact = models.OneToOneField("customers.Contact", on_delete=models.CASCADE, related_name="+")
    mail = models.BooleanField()

    def __str__(self) -> str:
        return "mail" if self.mail else "no mail"
