"""How customers are called back, by kind of request."""

from typing import ClassVar

from django.db import models

from aftercare.kit.models import Entity


class CallBackRule(Entity):
    """Within how many workdays a customer is called, how often it is tried (one try a workday), and what is asked."""

    kind = models.OneToOneField("requests.RequestKind", on_delete=models.CASCADE, related_name="+")
    due_workdays = models.PositiveSmallIntegerField(default=1)
    most_tries = models.PositiveSmallIntegerField(default=3)
    script = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(due_workdays__range=(1, 30), most_tries__range=(1, 10)),
                name="call_back_rule_can_be_kept",
            )
        ]

    def __str__(self) -> str:
        return self.kind_id
