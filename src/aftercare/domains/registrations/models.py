"""What somebody told us of a device that is said to be theirs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from aftercare.kit.models import Entity


class Outcome(models.TextChoices):
    """What came of it."""

    WAITING = "waiting", _("Waiting")
    TAKEN_OVER = "taken_over", _("Taken over")
    REFUSED = "refused", _("Not registered")


class Registration(Entity):
    """A registration that the desk looks at, with the request of whoever registered."""

    request = models.OneToOneField("requests.ServiceRequest", on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey("devices.Device", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True, default="")  # where it is none known of the customer
    bought_on = models.DateField(null=True)
    seller = models.CharField(max_length=120, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.WAITING, decided_at=None)
                | (~models.Q(outcome=Outcome.WAITING) & models.Q(decided_at__isnull=False)),
                name="registration_decided_at_an_instant",
            ),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="registration_outcome_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["device"], name="registration_waiting", condition=models.Q(outcome=Outcome.WAITING)),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.device_id}"

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.outcome == Outcome.WAITING
